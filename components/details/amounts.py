"""Amounts of money: "1299", "1299.50"; of another currency than the rupee with its code, "USD 160"."""

from decimal import Decimal
from typing import Final

from spacy.tokens import Span, Token

from components.details.numerals import number
from components.details.tokens import Words, counting

_HOME: Final = "INR"
_COUNTED: Final = frozenset({"counted", "unit"})  # "sau baar", "do sau din"
_PAISE: Final = Decimal("0.01")
_AFTER: Final = frozenset({"paid", "given"})  # but in "10234 paid 12999" it is said of the other number
_LEAST_PRICE: Final = 50
_MOST: Final = Decimal(10**10)


def with_currency(span: Span, words: Words) -> str | None:
    """A number beside a currency, perhaps with paise."""
    currency = next((found for token in span if (found := words.concepts.meaning("currency", token.text))), _HOME)
    if [token.lemma_ for token in span][-1:] == ["paise"]:
        rupees = _number(span[:-2], words)
        return None if rupees is None else _written(rupees + Decimal(span[-2].text) * _PAISE, _HOME)
    value = _number(span, words)
    return None if value is None else _written(value, currency)


def bare(span: Span, words: Words) -> str | None:
    """A number that is money by how it is said, unless it counts something else."""
    following = next(iter(_after(span)), None)
    if following is not None and following.lemma_ in _COUNTED:
        return None
    value = _number(span, words)
    return None if value is None else _written(value, _HOME)


def told(span: Span, words: Words) -> str | None:
    """ "under 1000", "paid 12999": money by the words around it, where the number is large enough for a price."""
    is_of_another = span[-1].lemma_ in _AFTER and any(token.tag_ == "digits" for token in _after(span))
    value = None if is_of_another else bare(span, words)
    return value if value and Decimal(value) >= _LEAST_PRICE else None


def _after(span: Span) -> list[Token]:
    return list(span.doc[span.end : span.end + 1])


def _number(span: Span, words: Words) -> Decimal | None:
    texts = counting(span)
    return number(texts, words) if texts else None


def _written(value: Decimal, currency: str) -> str | None:
    if not 0 < value < _MOST:
        return None
    whole = value == value.to_integral_value()
    plain = f"{value:.0f}" if whole else f"{value:.2f}"
    return plain if currency == _HOME else f"{currency} {plain}"
