"""Bubbles that wait together, as one: where a channel allows few messages a minute."""

from collections.abc import Sequence
from dataclasses import replace

from sahay.domain.message import Author, Message

GAP = "\n\n"


def together(waiting: Sequence[Message], last_seq: int | None = None) -> Sequence[Message]:
    """The first of those that wait, and what goes out with it: what the same voice said next, up to and with the first
    that has more than words. Once a part of it went out, `last_seq` says how far it goes."""
    if last_seq is not None:
        return [each for each in waiting if each.seq <= last_seq]
    taken = [waiting[0]]
    for each in waiting[1:]:
        if not _is_plain(taken[-1]) or each.files or each.payload or _voice(each) != _voice(taken[0]):
            break
        taken.append(each)
    return taken


def merged(messages: Sequence[Message]) -> Message:
    """One message that says all of them. Its choices are those of the last, which is also what they are known by."""
    if len(messages) == 1:
        return messages[0]
    return replace(messages[-1], text=GAP.join(each.text for each in messages))


def _voice(message: Message) -> tuple[str, str | None]:
    """The bot's words and the system's are the shop's, to who reads them; a person's are their own."""
    return ("shop", None) if message.author in (Author.BOT, Author.SYSTEM) else (message.author, message.name)


def _is_plain(message: Message) -> bool:
    """What has a payload is known by it, as a notice is by its order."""
    return bool(message.text) and not (message.offers or message.files or message.payload)
