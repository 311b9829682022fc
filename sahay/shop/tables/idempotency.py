"""What was done for which key."""

from sqlalchemy import JSON, Column, String, Table

from sahay.store.schema import UtcDateTime, metadata

# Written in the transaction of the change itself, so that it is there exactly if the change is.
idempotency = Table(
    "shop_idempotency",
    metadata,
    Column("change", String(40), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("result", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
