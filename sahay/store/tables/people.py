"""How agents get in and prove who they are, and what everybody did: the audit log."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from sahay.store.schema import UtcDateTime, metadata

# A link that lets somebody choose their password: one at a time for each agent.
invitation = Table(
    "agent_invitation",
    metadata,
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),  # SHA-256: a stolen table opens nothing
    Column("expires_at", UtcDateTime, nullable=False),
)

# The secret itself is nowhere: it follows from `salt` and the app's key.
second_factor = Table(
    "agent_second_factor",
    metadata,
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("salt", String(64), nullable=False),
    Column("confirmed_at", UtcDateTime),  # empty until the first code has shown that the set-up worked
    Column("last_step", Integer, nullable=False),  # of the last code that was taken: none is taken twice
)

# Codes for who has lost their phone: each opens once, and is then gone.
recovery_code = Table(
    "agent_recovery_code",
    metadata,
    Column("code_hash", String(64), primary_key=True),  # SHA-256
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
)

# Browsers in which somebody has signed in before: strangers' failures do not slow these down.
device = Table(
    "agent_device",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the cookie's value
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

# What customers see beside the name: small, one each.
picture = Table(
    "agent_picture",
    metadata,
    Column("agent_id", ForeignKey("agent.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),  # the media type
    Column("data", LargeBinary, nullable=False),
)

# Failed attempts to sign in, one row for each account or known browser.
login_failure = Table(
    "login_failure",
    metadata,
    Column("key", String(64), primary_key=True),  # a digest: the table holds no address
    Column("failures", Integer, nullable=False),
    Column("failed_at", UtcDateTime, nullable=False, index=True),
    Column("locked_until", UtcDateTime),
)

# Who did what to whom. Triggers refuse every change of a row, and its deletion unless it is older than the horizon.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("actor_id", String(40)),  # an agent's or token's; empty for the program itself and for who is not known
    Column("actor", String(200)),  # their name at that time
    Column("address", String(45)),  # from which network address (IPv6 has 45 characters at most)
    Column("action", String(60), nullable=False),
    Column("target_kind", String(20)),
    Column("target_id", String(100)),
    Column("facts", JSON, nullable=False),
    Index(None, "actor_id", "at"),
    Index(None, "action", "at"),
    Index(None, "target_id", "at"),
)

# One row: what is older may be deleted from the audit log. Only `sahay.desk.retention` moves it.
audit_horizon = Table(
    "audit_horizon",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("before", UtcDateTime, nullable=False),
)

# Conversations of which only the figures are left.
erasure = Table(
    "erasure",
    metadata,
    Column("conversation_id", String(40), primary_key=True),
    Column("contact_id", String(40), nullable=False, index=True),
    Column("why", String(10), nullable=False),  # request, retention
    Column("at", UtcDateTime, nullable=False),
)
