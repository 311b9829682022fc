"""Choices on their way out and back. What a choice stands for stays in the log: only its place there goes out."""

import re
from collections.abc import Sequence

from sahay.channels.base import Capabilities, Choice, Manner
from sahay.channels.measure import units
from sahay.domain.message import Message

# conversation:line:choice. 22 + 1 + 10 + 1 + 2 bytes at most, in ASCII.
_ID = re.compile(r"([A-Za-z0-9_-]{1,40}):(\d{1,9}):(\d{1,2})")
# What a customer answers where choices are numbered: "2", "2.", "२", in any script.
_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*")
# A title with the number that everybody would answer: "5 – Very good".
_OWN_NUMBER = re.compile(r"(\d{1,2}) [–-] \S")


def choices_of(message: Message) -> tuple[Choice, ...]:
    """A message's choices, in the order in which it offers them."""
    described = {each.payload: each.description or "" for each in message.card.choices} if message.card else {}
    return tuple(
        Choice(f"{message.conversation_id}:{message.seq}:{place}", offer.title, described.get(offer.payload, ""))
        for place, offer in enumerate(message.offers)
    )


def read_choice(choice_id: str) -> tuple[str, int, int] | None:
    """Conversation, line and place of a choice; None for what never was one."""
    match = _ID.fullmatch(choice_id)
    return (match[1], int(match[2]), int(match[3])) if match and choice_id.isascii() else None


def is_number(text: str) -> bool:
    """Whether it may answer choices that were numbered."""
    return _NUMBER.fullmatch(text) is not None


def chosen_number(text: str, choices: Sequence[Choice]) -> int | None:
    """The place of the choice that a number names; None for another text, and another number."""
    match = _NUMBER.fullmatch(text)
    numbers = _own_numbers(choices) or tuple(range(1, len(choices) + 1))
    return numbers.index(int(match[1])) if match and int(match[1]) in numbers else None


def manner(choices: Sequence[Choice], capabilities: Capabilities) -> Manner | None:
    """The best way to offer them there."""
    if not choices:
        return None
    longest = max(units(choice.title) for choice in choices)
    if len(choices) <= capabilities.buttons and longest <= capabilities.button_title:
        return Manner.BUTTONS
    if len(choices) <= capabilities.rows and longest <= capabilities.row_title:
        return Manner.LIST
    return Manner.NUMBERS


def numbered(choices: Sequence[Choice]) -> str:
    """As lines of a text. Whose titles have numbers of their own are not given others."""
    if _own_numbers(choices):
        return "\n".join(choice.title for choice in choices)
    return "\n".join(f"{number}. {choice.title}" for number, choice in enumerate(choices, 1))


def _own_numbers(choices: Sequence[Choice]) -> tuple[int, ...]:
    """The numbers in the titles, if each has one and no two have the same."""
    found = [_OWN_NUMBER.match(choice.title) for choice in choices]
    numbers = tuple(int(match[1]) for match in found if match)
    return numbers if len(set(numbers)) == len(choices) else ()
