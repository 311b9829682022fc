"""What the demo remembers of itself."""

from sqlalchemy import Column, Date, Integer, String, Table

from sahay.store.schema import metadata

# When the demo's orders were made, and from which data: one row.
demo_seed = Table(
    "shop_demo_seed",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seeded_on", Date, nullable=False),
    Column("fingerprint", String(64), nullable=False),
)
