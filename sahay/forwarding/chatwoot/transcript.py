"""What an agent in Chatwoot reads first: why they were called, and what was said so far."""

from collections.abc import Sequence

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Message

# Chatwoot takes 150,000 characters; the end of a conversation matters.
CHARACTERS = 100_000
_WHO = {Author.CUSTOMER: "Customer", Author.BOT: "Bot", Author.AGENT: "Agent", Author.SYSTEM: "Sahay"}


def transcript(conversation: Conversation, messages: Sequence[Message]) -> str:
    """A note: facts by lines, then the log in order."""
    facts = {
        "Asked for a person because": conversation.reason,
        "Topic": conversation.topic,
        "Order": conversation.order_number,
        "Priority": conversation.priority,
        "Language": conversation.language,
        "Channel": conversation.channel,
    }
    head = "\n".join(f"{name}: {value}" for name, value in facts.items() if value)
    log = "\n".join(f"{message.name or _WHO[message.author]}: {said(message)}" for message in messages)
    return f"{head}\n\n{log[-CHARACTERS:]}"


def said(message: Message) -> str:
    """A message's text, with the names of its files, which stay here."""
    return "\n".join((*([message.text] if message.text else []), *(f"[file] {file.name}" for file in message.files)))
