"""Conversations of the website that are to go on elsewhere."""

from sqlalchemy import Column, ForeignKey, String, Table

from sahay.store.schema import UtcDateTime, metadata

# One link that was asked for. The row goes when it was used, refused, or has ended.
continuation = Table(
    "continuation",
    metadata,
    Column("code_hash", String(64), primary_key=True),  # SHA-256: a stolen table opens nothing
    Column("conversation_id", ForeignKey("conversation.id"), nullable=False, index=True),
    Column("channel", String(20), nullable=False),  # where it may go on
    Column("claimed_by", String(40), index=True),  # of the chat in which it was shown first
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
