"""Money as other shops' systems write it, and as we keep it: decimal text and paise."""

import re
from decimal import ROUND_HALF_UP, Decimal

from sahay.shop.backend import BadAnswer

# Up to 12 digits before the point, as columns for money have. No thousands separators, no symbols, no exponent.
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,8})?")


def paise(text: str | None, what: str) -> int:
    """ "649.50" as 64950. Fractions of a paisa, as taxes have, are rounded half up.

    Raises BadAnswer, which names `what` and not the text, for anything else: a sum of money is never guessed at.
    """
    if text is None or not _AMOUNT.fullmatch(text):
        raise BadAnswer(f"{what} is not an amount")
    return int((Decimal(text) * 100).to_integral_value(ROUND_HALF_UP))


def decimal(amount: int) -> str:
    """64950 as "649.50"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"


def share(amount: int, part: int, whole: int) -> int:
    """`amount` * `part` / `whole`, rounded half up; 0 of nothing."""
    return int((Decimal(amount) * part / whole).to_integral_value(ROUND_HALF_UP)) if whole else 0
