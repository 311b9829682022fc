"""What a shop's system has asked to tell its customers."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from sahay.store.schema import UtcDateTime, metadata

# See `sahay.domain.notice.Notice`. Once it has been said, only the key and what became of it are kept.
notice = Table(
    "notice",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("order_number", String(40), nullable=False),
    Column("phone", String(20)),
    Column("language", String(10)),
    Column("text", Text),
    Column("state", String(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("conversation_id", String(40)),
    Column("seq", Integer),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "state", "due_at"),
)
