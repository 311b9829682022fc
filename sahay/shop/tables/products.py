"""What the shop sells."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Integer, String, Table, false, text

from sahay.store.schema import metadata

product = Table(
    "shop_product",
    metadata,
    Column("sku", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("category", String(40), nullable=False),
    Column("hsn", String(8), nullable=False),
    Column("gst_percent", Integer, nullable=False),
    Column("price", Integer, nullable=False),  # includes GST
    Column("aliases", JSON, nullable=False, server_default=text("'[]'")),  # a list: what else customers call it
    Column("stock", Integer),  # NULL: nobody counts them
    Column("url", String(300), nullable=False, server_default=""),
    Column("specification", JSON, nullable=False, server_default=text("'{}'")),  # names and values
    Column("warranty_months", Integer, nullable=False, server_default=text("0")),
    Column("return_days", Integer),  # NULL: as long as the shop usually gives; 0: never
    Column("is_demo", Boolean, nullable=False, server_default=false()),
    CheckConstraint("price > 0", name="price"),
    CheckConstraint("stock >= 0", name="stock"),
)
