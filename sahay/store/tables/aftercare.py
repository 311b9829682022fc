"""How customers are served, and what they are asked and sent when a person has resolved their matter."""

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from sahay.store.schema import UtcDateTime, metadata

# See `sahay.domain.service_level.ServiceLevel`: the latest matter of each conversation.
service_level = Table(
    "service_level",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("began_at", UtcDateTime, nullable=False),
    Column("is_open", Boolean, nullable=False, index=True),
    Column("is_snoozed", Boolean, nullable=False),
    Column("awaited_since", UtcDateTime),
    Column("first_answer_at", UtcDateTime),
    Column("spent_seconds", Float, nullable=False),
    Column("running_since", UtcDateTime),
    Column("told", JSON, nullable=False),  # [measure, stage] of each warning and breach that was told
)

# How long customers waited in the queue, while the desk was open, until an agent took them.
queue_wait = Table(
    "queue_wait",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("team", String(40)),
    Column("ended_at", UtcDateTime, nullable=False, index=True),
    Column("seconds", Float, nullable=False),
)

# What a customer is asked after a person has resolved their matter: how it was, and days later whether it holds.
inquiry = Table(
    "inquiry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("agent_id", ForeignKey("agent.id")),  # who resolved it
    Column("resolved_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, index=True),  # empty once it was asked, or was not to be asked any more
    Column("asked_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("score", Integer),  # of a rating: 1 to 5
    Column("solved", Boolean),  # of a follow-up
    Column("comment", Text),
    Index(None, "conversation_id", "kind"),
)

# Customers who do not want to be asked whether it holds.
no_follow_up = Table(
    "no_follow_up",
    metadata,
    Column("contact_id", ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

# Each transcript that was sent by e-mail. Not to whom: the address is the mail's.
transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
)
