"""Who a conversation's customer is, and one-time codes."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, UniqueConstraint

from sahay.shop.identity import Method
from sahay.shop.tables.column import one_of
from sahay.store.schema import UtcDateTime, metadata

# A conversation is one account's for its whole life: the row stays when the identity has ended.
identity = Table(
    "identity",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("account_id", String(64), nullable=False, index=True),
    Column("method", one_of(Method), nullable=False),
    Column("proved_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# The shop's log-in tokens that were used, until they end: each opens one conversation.
login_token = Table(
    "identity_token",
    metadata,
    Column("token_key", String(64), primary_key=True),  # SHA-256 of its `jti`
    Column("conversation_id", String(64), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

code = Table(
    "identity_code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(64), nullable=False),
    Column("message_id", String(100), nullable=False),
    Column("address_key", String(64), nullable=False),  # a keyed digest, as the code is
    Column("account_id", String(64)),  # none: the address has no account, and the code was not sent
    Column("code_key", String(64), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("guesses", Integer, nullable=False),
    Column("is_used", Boolean, nullable=False),
    UniqueConstraint("conversation_id", "message_id"),
    Index(None, "address_key", "sent_at"),
    Index(None, "sent_at"),
)

# What became of a guess, so that the same message has the same answer.
guess = Table(
    "identity_guess",
    metadata,
    Column("conversation_id", String(64), primary_key=True),
    Column("message_id", String(100), primary_key=True),
    Column("is_right", Boolean, nullable=False),
    Column("attempts_left", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)
