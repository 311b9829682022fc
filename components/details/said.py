"""What a span is read with."""

from datetime import date
from typing import NamedTuple

from components.details.own_orders import FIVE_DIGITS, OrderForms
from components.details.tense import Tense
from components.details.tokens import Words


class Said(NamedTuple):
    """One message: the shop's words, the day on which it was written, its tenses, what was found in it so far, and the
    forms of the shop's order numbers."""

    words: Words
    today: date
    tense: Tense
    taken: list[str | None]  # by token: the entity that has it, as of the kinds listed before
    orders: OrderForms = FIVE_DIGITS
