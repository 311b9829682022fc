"""Dates in ISO form: "2026-11-22"; a week, a month or a year as an interval, "2026-11-01/2026-11-30".

A date without a year, or a weekday, is the last one if the sentence is in the past. Else a weekday or a day of the
month is the next one, and a date with its month the nearest: "3 nov ka order kab aayega" is no matter of next year.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import MO, relativedelta
from spacy.tokens import Span

from components.details.numerals import number
from components.details.said import Said
from components.details.tokens import counting

_WEEK: Final = 7
_CENTURY: Final = 2000
_MONTHS: Final = 12
_YEARS: Final = (2000, 2099)
_AHEAD: Final = timedelta(days=92)
_FURTHEST: Final = 1000  # of any unit: nobody means more
_FOUR_DIGITS: Final = re.compile(r"\d{4}")


def day(span: Span, said: Said) -> str | None:
    """ "today", "yesterday"."""
    return _away(said, _meaning(span, "day", said))


def beyond(span: Span, said: Said) -> str | None:
    """ "day after tomorrow", "day before yesterday"."""
    days = _meaning(span, "day", said)
    towards = {"after": 1, "later": 1, "before": -1, "ago": -1}
    directions = {towards[token.lemma_] for token in span if token.lemma_ in towards}
    return _away(said, days * 2) if directions == {days} else None


def either(span: Span, said: Said) -> str | None:
    """ "kal", "parso": as far back as ahead."""
    days = 2 if any(token.lemma_ == "param" for token in span) else _meaning(span, "either", said)
    return _away(said, -days if said.tense.is_past(span) else days)


def directed(span: Span, said: Said) -> str | None:
    """ "gai kale", "aavti kale"."""
    days = _meaning(span, "either", said)
    return _away(said, -days if span[0].lemma_ == "last" else days)


def offset(span: Span, said: Said) -> str | None:
    """ "3 days ago", "do din baad", "in 2 weeks", "a month ago"."""
    texts = counting(span)
    count = number(texts, said.words) if texts else 1
    if count is None or count != int(count) or not 0 < count < _FURTHEST:
        return None
    unit = _named(span, "unit", said)
    back = -1 if any(token.lemma_ == "ago" for token in span) else 1
    if back > 0 and said.tense.is_past(span):
        return None  # "it broke in two days": from another day than today
    found: date = said.today + relativedelta(**{unit: back * int(count)})
    return found.isoformat()


def weekday(span: Span, said: Said) -> str | None:
    """Next Friday is next week's, last Friday the last that was."""
    [wanted] = [int(_word(token.text, said)) for token in span if token.lemma_ in ("weekday", "weekday_short")]
    ahead = (wanted - said.today.weekday()) % _WEEK
    days: dict[str, Callable[[], int]] = {
        "next": lambda: _WEEK - said.today.weekday() + wanted,
        "last": lambda: ahead - _WEEK,
        "this": lambda: wanted - said.today.weekday(),
    }
    direction = next((token.lemma_ for token in span if token.lemma_ in days), None)
    if direction:
        return _away(said, days[direction]())
    if ahead == 0 and _is_today(span, said):
        return said.today.isoformat()
    return _away(said, ahead - _WEEK if said.tense.is_past(span) else ahead or _WEEK)


def period(span: Span, said: Said) -> str | None:
    """ "last week", "agle mahine", "this year"."""
    unit = _named(span, "unit", said)
    first_days = {
        "weeks": said.today + relativedelta(weekday=MO(-1)),
        "months": said.today.replace(day=1),
        "years": said.today.replace(month=1, day=1),
    }
    if unit not in first_days:
        return None
    first = first_days[unit] + relativedelta(**{unit: _step(span)})
    return _interval(first, unit)


def day_of_period(span: Span, said: Said) -> str | None:
    """ "agle mahine ki 5 tarikh", "5th of last month"."""
    [wanted] = [int(token.text) for token in span if token.tag_ == "digits"]
    if _named(span, "unit", said) != "months":
        return None
    first = said.today + relativedelta(months=_step(span), day=1)
    found = _valid(first.year, first.month, wanted)
    return found.isoformat() if found else ""


def month(span: Span, said: Said) -> str | None:
    """ "november", "in october", "october 2025"."""
    wanted = _month(span, said)
    years = [int(token.text) for token in span if token.tag_ == "digits"]
    if years:
        return _interval(date(years[0], wanted, 1), "months") if _YEARS[0] <= years[0] <= _YEARS[1] else None
    this_month = said.today.replace(day=1)
    found = _of_year(wanted, 1, this_month, span, said)
    return _interval(found, "months") if found else None


def calendar(span: Span, said: Said) -> str | None:
    """ "3rd nov", "november 3, 2026", "15 अगस्त"."""
    numbers = [int(token.text) for token in span if token.tag_ == "digits"]
    return _calendar(_month(span, said), numbers[0], numbers[1:], span, said)


def figures(span: Span, said: Said) -> str | None:
    """ "12/11/2026", "12/11", "2026-11-12": the day comes first, unless that makes no date."""
    if any(token.text == "/" for token in (*span.doc[: span.start][-1:], *span.doc[span.end : span.end + 1])):
        return None
    parts = re.findall(r"\d+", span.text)
    numbers = [int(part) for part in parts]
    if _FOUR_DIGITS.fullmatch(parts[0]):
        return _calendar(numbers[1], numbers[2], numbers[:1], span, said)
    first, second, *year = numbers
    if second > _MONTHS:
        first, second = second, first
    return _calendar(second, first, year, span, said)


def day_of_month(span: Span, said: Said) -> str | None:
    """ "5 tarikh", "on 5th", "bees tarikh"."""
    wanted = int(number(counting(span), said.words) or 0)
    back = bool(said.tense.is_past(span))
    first = said.today.replace(day=1)
    for step in range(_MONTHS):
        month_ = first + relativedelta(months=-step if back else step)
        found = _valid(month_.year, month_.month, wanted)
        if found and (found <= said.today if back else found >= said.today):
            return found.isoformat()
    return None


def _calendar(month_: int, day_: int, years: list[int], span: Span, said: Said) -> str:
    """Nothing to tell where there is no such day: "30 feb" is not February."""
    if years:
        found = _valid(years[0] if years[0] >= _CENTURY else _CENTURY + years[0], month_, day_)
    else:
        found = _of_year(month_, day_, said.today, span, said)
    return found.isoformat() if found else ""


def _of_year(month_: int, day_: int, today: date, span: Span, said: Said) -> date | None:
    """The last one if the sentence is in the past, else the nearest. If the sentence is in no tense, not one that is
    far ahead: shops and customers talk about orders that were."""
    near = [found for year in (-1, 0, 1) if (found := _valid(today.year + year, month_, day_))]
    last_days = {True: today, None: today + _AHEAD, False: date.max}
    last_day = last_days[said.tense.is_past(span)]
    near = [found for found in near if found <= last_day]
    return min(near, key=lambda found: abs(found - today), default=None)


def _is_today(span: Span, said: Said) -> bool:
    """ "today is sunday": the clause names the day twice."""
    opened, closed = said.tense.clause(span)
    return any(said.words.concepts.meaning("day", token.text) == "0" for token in span.doc[opened:closed])


def _step(span: Span) -> int:
    steps = {"last": -1, "this": 0, "next": 1}
    return next(steps[token.lemma_] for token in span if token.lemma_ in steps)


def _interval(first: date, unit: str) -> str:
    last = first + relativedelta(**{unit: 1}) - timedelta(days=1)
    return f"{first.isoformat()}/{last.isoformat()}"


def _valid(year: int, month_: int, day_: int) -> date | None:
    try:
        return date(year, month_, day_)
    except ValueError:
        return None


def _away(said: Said, days: int) -> str:
    return (said.today + timedelta(days=days)).isoformat()


def _named(span: Span, kind: str, said: Said) -> str:
    return next(found for token in span if (found := said.words.concepts.meaning(kind, token.text)))


def _meaning(span: Span, kind: str, said: Said) -> int:
    return int(_named(span, kind, said))


def _month(span: Span, said: Said) -> int:
    return next(int(_word(token.text, said)) for token in span if token.lemma_ in ("month", "month_short"))


def _word(text: str, said: Said) -> str:
    word = said.words.concepts.find(text)
    return word.meaning if word else ""
