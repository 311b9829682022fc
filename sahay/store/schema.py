"""The tables of the conversation core. The shop's own tables (`sahay.shop.tables`) share the metadata."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from sahay.domain.agent import CAPACITY, Availability, Role

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A timezone-aware moment, kept in UTC on every database (SQLite has no type for it)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


contact = Table(
    "contact",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200)),
    Column("email", String(254)),  # as told: proves nothing
    Column("phone", String(20)),  # E.164, as told
    Column("blocked_at", UtcDateTime),
    Column("merged_into", ForeignKey("contact.id"), index=True),
    Column("created_at", UtcDateTime, nullable=False),
)

agent = Table(
    "agent",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),  # lower case
    Column("name", String(200), nullable=False),
    Column("password_hash", String(255)),  # argon2id; empty until an invitation is taken up
    Column("role", String(20), nullable=False, default=Role.AGENT),
    Column("teams", JSON, nullable=False, default=list),
    Column("languages", JSON, nullable=False, default=list),
    Column("capacity", Integer, nullable=False, default=CAPACITY),
    Column("availability", String(10), nullable=False, default=Availability.ONLINE),  # chosen
    Column("chosen_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
    Column("assigned_at", UtcDateTime),
    Column("is_active", Boolean, nullable=False, default=True),
    Column("created_at", UtcDateTime, nullable=False),
)

agent_session = Table(
    "agent_session",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the cookie's value: a stolen table opens nothing
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf_token", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("address", String(45)),
    Column("browser", String(200)),  # as it calls itself
)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("contact_id", ForeignKey("contact.id"), nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("language", String(10), nullable=False),
    Column("owner", String(10), nullable=False),
    Column("assignee_id", ForeignKey("agent.id"), index=True),
    Column("reason", String(40)),  # why a human was asked for
    Column("topic", String(100)),
    Column("order_number", String(40)),
    Column("ticket", String(40)),  # the reference of what was opened for this matter
    Column("waiting_since", UtcDateTime),
    Column("snoozed_until", UtcDateTime),
    Column("priority", String(10), nullable=False),
    Column("team", String(40)),
    Column("queued_at", UtcDateTime),
    Column("ranked_at", UtcDateTime),  # the queue's order
    Column("offered_to", ForeignKey("agent.id")),
    Column("offered_until", UtcDateTime),
    Column("passed", JSON, nullable=False),  # agents who were asked and did not take it
    Column("resolved_by", ForeignKey("agent.id")),
    Column("resolved_at", UtcDateTime),
    Column("expects", String(20)),  # what the customer's next text is taken for, if not for a message
    Column("fresh", Boolean, nullable=False),  # the bot's next turn starts without the old context
    Column("troubles", Integer, nullable=False),  # turns in a row that ended in an apology
    Column("last_seq", Integer, nullable=False),
    Column("lease_holder", String(40)),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "owner", "ranked_at"),
    Index(None, "updated_at"),
)

message = Table(
    "message",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("author", String(10), nullable=False),
    Column("author_id", ForeignKey("agent.id")),
    Column("name", String(200)),
    Column("text", Text, nullable=False),
    Column("payload", Text),  # what a tapped button stands for
    Column("buttons", JSON, nullable=False),
    Column("files", JSON, nullable=False),
    Column("card", JSON(none_as_null=True)),
    Column("channel", String(20), nullable=False),
    Column("external_id", String(200)),  # the provider's or the client's id: the same message is stored once
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "external_id"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("attempts", Integer, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    ForeignKeyConstraint(["conversation_id", "seq"], ["message.conversation_id", "message.seq"]),
)

outbox = Table(
    "outbox",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("error", String(200)),
    Index(None, "state", "due_at"),
    ForeignKeyConstraint(["conversation_id", "seq"], ["message.conversation_id", "message.seq"]),
)

turn = Table(
    "turn",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the customer's message
    Column("outcome", String(20), nullable=False),
    Column("intent", String(100)),
    Column("confidence", Float),
    Column("ranking", JSON, nullable=False),
    Column("actions", JSON, nullable=False),
    Column("slots", JSON, nullable=False),
    Column("error", String(200)),
    Column("milliseconds", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["message.conversation_id", "message.seq"]),
)

transition = Table(
    "transition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id"), nullable=False, index=True),
    Column("action", String(20), nullable=False),
    Column("before", String(10), nullable=False),
    Column("after", String(10), nullable=False),
    Column("by", String(200)),  # the agent's name; empty for the bot and the system
    Column("by_id", String(40)),
    Column("to_id", String(40)),  # the agent who has it now
    Column("team", String(40)),
    Column("reason", String(40)),
    Column("detail", String(200)),
    Column("priority", String(10), nullable=False, server_default="normal"),  # from now on
    Column("at", UtcDateTime, nullable=False),
)
