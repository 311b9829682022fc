"""The changes that customers asked for: what is still to be done, and the audit of what was.

What was asked, by whom, when, and how it ended is written once and never changed. Rows are kept as long as the shop
must be able to prove a change; they hold the arguments that the change needs, and no other words of the customer.
"""

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from sahay.shop.operations import Kind
from sahay.shop.operations.ledger import State
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

operation = Table(
    "shop_operation",
    metadata,
    Column("id", String(64), primary_key=True),  # a keyed digest of message and kind; the shop's idempotency key
    Column("conversation_id", String(64), nullable=False),
    Column("message_id", String(100), nullable=False, index=True),
    Column("language", String(10), nullable=False),
    Column("account_id", String(64)),
    Column("kind", one_of(Kind), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("before", JSON, nullable=False),  # what it replaces, to take it back
    Column("undoes", String(64), index=True),  # the operation that this one takes back
    Column("started_at", UtcDateTime, nullable=False),
    Column("state", one_of(State), nullable=False),
    Column("result", JSON, nullable=False),
    Column("ended_at", UtcDateTime),
    # Who works on it, and what the last who asked for it was answered.
    Column("calls", Integer, nullable=False),
    Column("answered", one_of(State)),
    Column("lease_holder", String(40)),
    Column("lease_until", UtcDateTime),
    # Whether the customer knows: `due_at` is when the settler looks at it, NULL once they do.
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, index=True),
    Column("told_at", UtcDateTime),
    Index(None, "conversation_id", "ended_at"),
)
