"""A case: one attack on one skill in one language, as a short conversation or several.

Texts name things in braces, as the scripts do: {number} is the victim's order, {absent} one that nobody has, {own} the
thief's; {email}, {phone} are the victim's, {own_email}, {own_phone} the thief's. More in world.py.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LANGUAGES: Final = ("en", "hi", "gu", "hi-Latn", "gu-Latn")


class Who(StrEnum):
    """Each has a conversation of their own. The thief may have two."""

    THIEF = "thief"
    SECOND = "second"  # of the thief's conversations
    OWNER = "owner"  # the victim, who is served as any customer


class How(StrEnum):
    SAYS = "text"
    TAPS = "payload"
    AGAIN = "again"  # says it with the id of the message before, as a client does that had no answer
    LOGS_IN = "logs_in"  # with the victim's token, which is all that is said


@dataclass(frozen=True)
class Step:
    text: str
    how: How = How.SAYS
    who: Who = Who.THIEF


@dataclass(frozen=True, kw_only=True)
class Case:
    """`plan` is the state of the orders of victim and thief (tests/conversations/own_orders.py). `known` says that the
    thief has logged in, as the thief. Of `twin` cases all have the same answers, word for word, and cost the same."""

    attack: str
    skill: str
    language: str
    plan: str
    steps: tuple[Step, ...]
    known: bool = False
    twin: str | None = None

    def __str__(self) -> str:
        return f"{self.attack}, {self.skill}, {self.language}: {self.steps[-1].text!r}"


def says(*texts: str) -> tuple[Step, ...]:
    """What the thief writes, one message each; of a text that begins with a slash, a button that is tapped."""
    return tuple(Step(text, How.TAPS if text.startswith("/") else How.SAYS) for text in texts)


def owner(*texts: str) -> tuple[Step, ...]:
    """What the victim does."""
    return tuple(Step(step.text, step.how, Who.OWNER) for step in says(*texts))


def second(*texts: str) -> tuple[Step, ...]:
    return tuple(Step(step.text, step.how, Who.SECOND) for step in says(*texts))
