"""Customers who are not answered any more: what they write is kept, and that is all."""

from datetime import datetime

from sahay.domain.conversation import Conversation
from sahay.store.base import Snapshot


async def blocked_since(snapshot: Snapshot, conversation: Conversation) -> datetime | None:
    """Since when the conversation's customer is blocked; None for everybody else."""
    contact = await snapshot.contact(conversation.contact_id)
    while contact and contact.merged_into:
        contact = await snapshot.contact(contact.merged_into)
    return contact.blocked_at if contact else None
