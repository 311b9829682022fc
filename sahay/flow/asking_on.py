"""A typed answer to a notice is about its order, as its button is."""

from dataclasses import replace

from sahay.domain.asking_on import asks_on
from sahay.domain.message import Author, Message
from sahay.domain.notice import PAYLOAD
from sahay.store.base import Snapshot

# How far back the notice is looked for; what the customer wrote after it does not count.
RECENT_LINES = 10


async def with_order(snapshot: Snapshot, message: Message) -> Message:
    """What the bot is asked: the message, or the notice's own button where the message asks on about the order."""
    if message.payload or not asks_on(message.text):
        return message
    before = await snapshot.messages(message.conversation_id, after=max(0, message.seq - 1 - RECENT_LINES))
    said = [each for each in before if each.seq < message.seq and each.author is not Author.CUSTOMER]
    notice = said[-1] if said and (said[-1].payload or "").startswith(PAYLOAD) else None
    return replace(message, payload=notice.offers[0].payload) if notice and notice.offers else message
