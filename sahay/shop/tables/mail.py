"""The outbox of e-mail."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from sahay.mail.state import State
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

mail = Table(
    "mail",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(100), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("language", String(10), nullable=False),
    Column("address_key", String(64), nullable=False),  # a keyed digest: the address itself is in `content`
    Column("content", LargeBinary),  # the mail as JSON, until it is settled
    Column("state", one_of(State), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("put_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("settled_at", UtcDateTime),
    Index(None, "state", "due_at"),
)
