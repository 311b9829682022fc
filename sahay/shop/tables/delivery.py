"""Where the shop delivers, and how."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table, false

from sahay.store.schema import metadata

zone = Table(
    "shop_delivery_zone",
    metadata,
    Column("prefix", String(6), primary_key=True),  # of the PIN codes; the longest one that fits counts
    Column("fetches", Boolean, nullable=False),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
)

# A zone without ways is not served.
way = Table(
    "shop_delivery_way",
    metadata,
    Column("prefix", ForeignKey("shop_delivery_zone.prefix", ondelete="CASCADE"), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("charge", Integer, nullable=False),
    Column("free_from", Integer),  # NULL: never
    Column("cash_up_to", Integer, nullable=False),  # 0: no cash on delivery
    Column("fewest_days", Integer, nullable=False),  # working days
    Column("most_days", Integer, nullable=False),
    CheckConstraint("charge >= 0 AND fewest_days <= most_days", name="values"),
)
