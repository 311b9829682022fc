"""The ledger of the attempts to prove an order."""

from sqlalchemy import Boolean, Column, Index, String, Table

from sahay.store.schema import UtcDateTime, metadata

# The same four details are the same attempt, made once however often its action is run.
verification_attempt = Table(
    "shop_verification_attempt",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("message_id", String(100), primary_key=True),
    Column("order_number", String(40), primary_key=True),  # as asked for: there may be no such order
    Column("contact_key", String(64), primary_key=True),  # a keyed digest: the table holds no address and no phone
    Column("at", UtcDateTime, nullable=False),
    Column("proved", Boolean, nullable=False),
    Index(None, "conversation_id", "at"),
    Index(None, "order_number", "at"),
    Index(None, "contact_key", "at"),
)
