"""What connects customers' addresses on other channels with conversations, and what passes through."""

from collections.abc import Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    select,
)

from sahay.store.schema import UtcDateTime, metadata

# Somebody's address on a channel: a chat, as the provider calls it, never a phone number.
channel_address = Table(
    "channel_address",
    metadata,
    Column("channel", String(20), primary_key=True),
    Column("address", String(128), primary_key=True),
    Column("contact_id", ForeignKey("contact.id"), index=True),  # empty for a group, in which nobody is served
    Column("conversation_id", ForeignKey("conversation.id"), index=True),
    Column("name", String(200)),  # as the provider tells it
    Column("language", String(20)),  # the same
    Column("phone", String(20), index=True),  # E.164, as the provider has verified it
    Column("heard_at", UtcDateTime),  # when they last wrote
    Column("blocked_at", UtcDateTime),  # since when they want nothing from us
    Column("declined_at", UtcDateTime),  # when a group was told that it is not served
    Column("created_at", UtcDateTime, nullable=False),
)

# One update of a webhook, stored before it is acknowledged. Its body goes as soon as it has been applied.
channel_update = Table(
    "channel_update",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("external_id", String(200), nullable=False),  # the provider's: what comes again is stored once
    Column("key", String(150), nullable=False),  # those with the same one are applied one at a time...
    Column("order", BigInteger, nullable=False),  # ...in this order
    Column("body", LargeBinary),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("error", String(200)),
    Column("received_at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "external_id"),
    Index(None, "state", "key"),
    Index(None, "channel", "state", "received_at"),
)


def updates_of(conversations: Sequence[str]) -> ColumnElement[bool]:
    """Those from the addresses of some conversations."""
    theirs = channel_address.c.conversation_id.in_(conversations)
    key = channel_address.c.channel + ":" + channel_address.c.address
    return channel_update.c.key.in_(select(key).where(theirs))


# One part of an outgoing message, where the provider would say it twice if it were sent twice.
outbox_part = Table(
    "outbox_part",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("channel", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("last_seq", Integer, nullable=False),  # of the last message that went with it
    Column("external_id", String(200)),  # what the provider calls it
    Column("until", UtcDateTime, nullable=False),  # whoever was sending it then is gone
    Index(None, "channel", "external_id"),
)
