"""The customers, who are the accounts."""

from sqlalchemy import Boolean, Column, String, Table, false

from sahay.store.schema import metadata

customer = Table(
    "shop_customer",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("phone", String(20), nullable=False),  # E.164
    Column("address_line", String(200), nullable=False),
    Column("city", String(80), nullable=False),
    Column("region", String(80), nullable=False),
    Column("pin", String(10), nullable=False),
    Column("is_demo", Boolean, nullable=False, server_default=false()),
)
