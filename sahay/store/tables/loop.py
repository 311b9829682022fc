"""What customers asked and the bot did not know: what became of it, and what was taught from it."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table

from sahay.store.schema import UtcDateTime, metadata

lesson = Table(
    "lesson",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),  # entry, utterances
    Column("key", String(80), nullable=False),  # of the knowledge base's entry, or the intent
    Column("by_id", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "kind", "key"),
)

unanswered_mark = Table(
    "unanswered_mark",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("lesson_id", ForeignKey("lesson.id")),  # empty: somebody put it aside
    Column("by_id", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["message.conversation_id", "message.seq"]),
)
