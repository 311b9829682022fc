"""Which rule reads which pattern: what `reading` (or else `entity`) names in the files of ``data/entities``.

A rule gives the value as it is stored, None where what was found is not one after all, and "" where it is one and
there is nothing to tell.
"""

from collections.abc import Callable
from typing import Final

from spacy.tokens import Span

from components.details import amounts, codes, contacts, days
from components.details.said import Said

Reading = Callable[[Span, Said], str | None]

READINGS: Final[dict[str, Reading]] = {
    "ignored": lambda _span, _said: "",
    "email": lambda span, _: contacts.email(span.text),
    "phone_number": lambda span, _: contacts.phone_number(span.text),
    "own_order": codes.own_order,
    "said_order": codes.said_order,
    "told_order": codes.told_order,
    "own_invoice": lambda span, _: codes.own_invoice(span),
    "told_invoice": lambda span, _: codes.told_invoice(span),
    "pin_code": lambda span, _: codes.pin_code(span),
    "amount": lambda span, said: amounts.with_currency(span, said.words),
    "bare_amount": lambda span, said: amounts.bare(span, said.words),
    "told_amount": lambda span, said: amounts.told(span, said.words),
    "day": days.day,
    "beyond": days.beyond,
    "either": days.either,
    "directed": days.directed,
    "offset": days.offset,
    "weekday": days.weekday,
    "period": days.period,
    "month": days.month,
    "calendar": days.calendar,
    "figures": days.figures,
    "day_of_period": days.day_of_period,
    "day_of_month": days.day_of_month,
}
