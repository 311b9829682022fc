"""What a span is read with."""

from datetime import date
from typing import NamedTuple

from components.details.tense import Tense
from components.details.tokens import Words


class Said(NamedTuple):
    """One message: the shop's words, the day on which it was written, its tenses, and what was found in it so far."""

    words: Words
    today: date
    tense: Tense
    taken: list[str | None]  # by token: the entity that has it, as of the kinds listed before
