"""Numbers of orders and invoices, and PIN codes."""

import re
from itertools import takewhile
from typing import Final

from spacy.tokens import Span, Token

from components.details.contacts import phone_number
from components.details.numerals import number
from components.details.said import Said
from components.details.tokens import NOTHING, counting

# The shop's own order numbers may stand after a usual prefix.
_PREFIXED: Final = re.compile(r"(?:SH|ORD|OD|O)[-_]?(\d+)")
_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_ENTITY: Final = "order_number"
_SIGNS: Final = frozenset("#-")
# What any shop may call an order: where its number is announced ("order no."), and where it only follows ("order").
_ANNOUNCED: Final = re.compile(r"[A-Z]{0,4}\d{3,20}")
_FOLLOWING: Final = re.compile(r"\d{6,20}|[1-9]\d{4}")
_CODE: Final = re.compile(r"[A-Z]{0,4}[-_]?\d+|\d{2},\d{3}")

_INVOICE: Final = "INV"
_YEAR_AND_ORDER: Final = re.compile(r"(\d{2})(\d{2})([1-9]\d{4})")
_INVOICE_NUMBER: Final = re.compile(r"\d{3,16}")
_LEAST_BARE: Final = 5  # digits: "bill 1299" is no invoice's number

# The first two digits of a PIN code are its postal circle (India Post); 90 to 99 are the army's.
_PIN: Final = re.compile(
    r"(?:1[1-9]|2[0-8]|3[0-46-9]|4[0-9]|5[0-36-9]|6[0-47-9]|7[0-9]|8[0-5]|9[0-9])\d{4}",
)


def own_order(span: Span, said: Said) -> str | None:
    """The shop's own order number; where another is announced, only if it is joined to that."""
    if _is_counting(span) or (_ENTITY in said.taken and not _is_joined(span, said)):
        return None
    return said.orders.bare(_digits(span))


def told_order(span: Span, said: Said) -> str | None:
    """A number that the words around it call an order's, in whatever form: the shop may not have it."""
    text = "".join(token.text for token in span if _CODE.fullmatch(token.text.upper())).upper().replace(",", "")
    if (prefixed := _PREFIXED.fullmatch(text)) and (own := said.orders.bare(prefixed[1])):
        return own
    if any(token.lemma_ == "numbered" for token in span):
        return text if _ANNOUNCED.fullmatch(text) else None
    if _is_counting(span) or phone_number(text):
        return None
    return text if _FOLLOWING.fullmatch(text) else None


def said_order(span: Span, said: Said) -> str | None:
    """ "order ten thousand and four". A round number is an order's only if it is called one: else it is its price."""
    value = number(counting(span), said.words)
    own = said.orders.bare(str(value))
    after = list(span.doc[span.end : span.end + 1])
    if value is None or own is None or _is_counting(span) or any(map(_is_number, after)):
        return None
    if any(token.lemma_ == "numbered" for token in span):
        return own
    is_price = value % _HUNDRED == 0 and any(said.words.tense.meaning("of", token.text) for token in after)
    return None if is_price or value % _THOUSAND == 0 else own


def own_invoice(span: Span) -> str | None:
    """The shop's form, INV/2526/10234, whatever stands between its parts; another shop's has "-" there."""
    parts = re.findall(r"\d+", span.text)
    match = _YEAR_AND_ORDER.fullmatch("".join(parts))
    if match and int(match[2]) == (int(match[1]) + 1) % 100:
        return f"{_INVOICE}/{match[1]}{match[2]}/{match[3]}"
    return "-".join((_INVOICE, *parts))


def told_invoice(span: Span) -> str | None:
    """A number that the words before it call an invoice's or a bill's."""
    text = _digits(span)
    is_announced = any(token.lemma_ == "numbered" for token in span)
    if not _INVOICE_NUMBER.fullmatch(text) or _is_counting(span):
        return None
    return text if is_announced or len(text) >= _LEAST_BARE else None


def pin_code(span: Span) -> str | None:
    match = _PIN.fullmatch(_digits(span))
    return match[0] if match else None


def _is_joined(span: Span, said: Said) -> bool:
    """By what stands between, "order 10234, 10377 and 10911", or before: "10234 and order 10377"."""
    before = [token.i for token in takewhile(_is_row, reversed(span.doc[: span.start]))]
    after = [token.i for token in takewhile(_is_row, span.doc[span.end :])]
    return any(
        rows and span.doc[rows[0]].lemma_ == "joint" and any(said.taken[at] == _ENTITY for at in rows)
        for rows in (before, after)
    )


def _is_row(token: Token) -> bool:
    return token.lemma_ in ("joint", "order", "numbered") or _is_number(token) or token.text in _SIGNS


def _is_number(token: Token) -> bool:
    return token.tag_ != NOTHING


def _digits(span: Span) -> str:
    return re.sub(r"\D", "", span.text)


def _is_counting(span: Span) -> bool:
    """Something is counted or paid: "15000 mah", "12999 rs"."""
    after = span.doc[span.end : span.end + 1]
    return any(token.lemma_ in ("counted", "currency") for token in after)
