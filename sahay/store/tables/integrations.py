"""What connects Sahay with other programs: API tokens, webhooks, conversations that are answered elsewhere."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from sahay.store.schema import UtcDateTime, metadata

api_token = Table(
    "api_token",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),  # SHA-256: a stolen table opens nothing
    Column("scopes", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
)

# Where events are sent. The signing secret is nowhere: it follows from `id`, `generation` and the app's key.
webhook = Table(
    "webhook",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("url", String(500), nullable=False),
    Column("types", JSON, nullable=False),
    Column("generation", Integer, nullable=False),  # of the secret
    Column("renewed_at", UtcDateTime),  # when the secret was last changed
    Column("is_active", Boolean, nullable=False),
    Column("off_because", String(20)),  # why it was switched off, if nobody did
    Column("failures", Integer, nullable=False),  # in a row
    Column("failing_since", UtcDateTime),
    Column("paused_until", UtcDateTime),  # nothing is sent before
    Column("lease_holder", String(40)),
    Column("lease_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
)

# One event on its way to one webhook: what waits, and the log of what was sent. It holds no text of a conversation.
webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("webhook_id", ForeignKey("webhook.id", ondelete="CASCADE"), nullable=False),
    Column("event_id", String(40), nullable=False),  # the same again when it is delivered again
    Column("type", String(40), nullable=False),
    Column("conversation_id", String(40)),
    Column("seq", Integer),  # of the message
    Column("data", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),  # when it happened
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("tried_at", UtcDateTime),
    Column("status", Integer),  # of the last answer
    Column("error", String(40)),  # if there was no answer
    Column("milliseconds", Integer),
    Index(None, "webhook_id", "state", "id"),
)

# A conversation that is answered in another desk, and what it is called there.
forwarded = Table(
    "forwarded",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("remote_contact", String(40)),
    Column("remote_id", String(40), unique=True),
    Column("is_open", Boolean, nullable=False),
)

# What is still to be done there, in order within a conversation. It holds no text.
forwarding = Table(
    "forwarding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("seq", Integer),  # of the message
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("error", String(40)),
    Index(None, "conversation_id", "id"),
)
