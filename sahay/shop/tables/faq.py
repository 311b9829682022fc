"""The knowledge base."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from sahay.store.schema import UtcDateTime, metadata

faq_entry = Table(
    "faq_entry",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("topic", String(80), nullable=False),
    Column("intent", String(80), nullable=True),  # the wish to which it is the answer
    Column("tags", JSON, nullable=False, server_default=text("'[]'")),  # a list of words
    Column("valid_from", Date),  # both days included
    Column("valid_until", Date),
)

faq_question = Table(
    "faq_question",
    metadata,
    Column("entry_key", ForeignKey("faq_entry.key", ondelete="CASCADE"), primary_key=True),
    Column("language", String(10), primary_key=True),  # with the script when it is Latin: hi-Latn
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", String(500), nullable=False),
)

faq_answer = Table(
    "faq_answer",
    metadata,
    Column("entry_key", ForeignKey("faq_entry.key", ondelete="CASCADE"), primary_key=True),
    Column("language", String(10), primary_key=True),
    Column("text", Text, nullable=False),
)

# Grows with each change of the knowledge base, so that a search sees that its index is old: one row.
faq_revision = Table(
    "faq_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)

# An answer that was shown, and whether it helped: one row a message, however often the buttons under it are tapped.
faq_feedback = Table(
    "faq_feedback",
    metadata,
    Column("message_id", String(100), primary_key=True),  # the customer's, to which it was the answer
    Column("conversation_id", String(64), nullable=False),
    Column("entry_key", String(80), nullable=False),  # no key: the report outlives the entry
    Column("language", String(10), nullable=False),
    Column("shown_at", UtcDateTime, nullable=False),
    Column("helpful", Boolean),  # NULL until it is rated
    Column("rated_at", UtcDateTime),
    Index(None, "conversation_id", "entry_key", "shown_at"),
    Index(None, "entry_key"),
)
