"""What agents add to conversations: notes, tags, canned responses, files."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from sahay.store.schema import UtcDateTime, metadata

note = Table(
    "note",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id"), nullable=False, index=True),
    Column("after_seq", Integer, nullable=False),  # the log's last line when it was written
    Column("author_id", ForeignKey("agent.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("mentions", JSON, nullable=False),  # agents' ids
    Column("client_id", String(100), nullable=False),  # the same note is kept once
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("conversation_id", "author_id", "client_id"),
)

conversation_tag = Table(
    "conversation_tag",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id"), primary_key=True),
    Column("tag", String(40), primary_key=True),
    Index(None, "tag"),
)

canned = Table(
    "canned",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("owner_id", ForeignKey("agent.id"), index=True),  # empty: everybody's
    Column("shortcut", String(40), nullable=False),
    Column("title", String(100), nullable=False),
    Column("texts", JSON, nullable=False),  # by language
    Column("updated_at", UtcDateTime, nullable=False),
)

file = Table(
    "file",
    metadata,
    Column("id", String(40), primary_key=True),  # also its name on the disk
    Column("conversation_id", ForeignKey("conversation.id"), nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("type", String(60), nullable=False),
    Column("size", Integer, nullable=False),
    Column("agent_id", ForeignKey("agent.id")),  # empty: the customer's
    Column("seq", Integer),  # of the message that it went with; empty: not sent yet
    Column("at", UtcDateTime, nullable=False),
)
