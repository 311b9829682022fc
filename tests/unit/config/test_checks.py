"""What single values may be."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from sahay.config import checks
from sahay.config.errors import Invalid

TAKEN = [
    # check, what YAML read, what the program gets
    (checks.whole(1), 2, 2),
    (checks.whole(1), 1, 1),  # the minimum itself
    (checks.whole(0), 0, 0),
    (checks.seconds, 8, 8.0),  # whole seconds are seconds
    (checks.seconds, 0.5, 0.5),
    (checks.line, "  Saral Store ", "Saral Store"),
    (checks.line, "सरल स्टोर", "सरल स्टोर"),
    (checks.one_of("latin", "native"), "native", "native"),
    (checks.url, "https://saral.example/shop", "https://saral.example/shop"),
    (checks.email, "care@saral.example", "care@saral.example"),
    (checks.phone, "+91 79 4000 1234", "+91 79 4000 1234"),
    (checks.currency, "INR", "INR"),
    (checks.country, "IN", "IN"),
    (checks.language, "gu", "gu"),
    (checks.timezone, "Asia/Kolkata", ZoneInfo("Asia/Kolkata")),
    (checks.order_number, "10234", "10234"),
    (checks.order_number, "ORD-2026/0042", "ORD-2026/0042"),
    (checks.day, date(2026, 8, 15), date(2026, 8, 15)),  # as YAML reads it
    (checks.day, "2026-08-15", date(2026, 8, 15)),  # in quotes
    (checks.span, "10:00-19:30", (time(10), time(19, 30))),
    (checks.span, " 9:00 - 13:00 ", (time(9), time(13))),
    (checks.span, "00:00-24:00", (time(0), time.max)),  # the whole day
    (checks.several(checks.language), ["en", "hi"], ("en", "hi")),
    (checks.several(checks.language), [], ()),
]

REFUSED = [
    # check, what YAML read, the rule that is told
    (checks.whole(1), 0, "must be a whole number of 1 or more, not 0"),
    (checks.whole(1), "two", "must be a whole number of 1 or more, not 'two'"),
    (checks.whole(1), 2.0, "must be a whole number of 1 or more, not 2.0"),
    (checks.whole(1), True, "must be a whole number of 1 or more, not True"),  # `yes` in YAML
    (checks.seconds, 0, "must be a number of seconds above 0, not 0"),
    (checks.seconds, float("inf"), "must be a number of seconds above 0, not inf"),  # `.inf` in YAML
    (checks.seconds, float("nan"), "must be a number of seconds above 0, not nan"),
    (checks.line, "", "must be a text of one line, not ''"),
    (checks.line, "two\nlines", "must be a text of one line, not 'two\\nlines'"),
    (checks.line, 7, "must be a text of one line, not 7"),
    (checks.url, "saral.example", "must be an address that begins with https:// or http://"),
    (checks.url, "javascript:alert(1)", "must be an address that begins with https:// or http://"),
    (checks.email, "care at saral", "must be an e-mail address, not 'care at saral'"),
    (checks.phone, 917940001234, "must be a phone number in quotes"),  # YAML reads it as a number without them
    (checks.currency, "Rs", "must be a currency code of three capitals, as INR"),
    (checks.language, False, "must be a language code"),  # Norwegian `no` without quotes
    (checks.one_of("latin", "native"), "Latin", "must be latin or native, not 'Latin'"),
    (checks.order_number, 10234, "must be an order number in quotes"),  # YAML's number
    (checks.order_number, "#42", "must be an order number in quotes"),
    (checks.timezone, "India", "must be a time zone's name, as Asia/Kolkata, not 'India'"),
    (checks.day, "15 August", "must be a date, as 2026-08-15, not '15 August'"),
    (checks.span, "10-19", "must be a span of hours, as \"10:00-19:00\", not '10-19'"),
    (checks.span, "10:00-25:00", "must be a span of hours"),
    (checks.span, 600, "must be a span of hours"),  # what YAML 1.1 makes of 10:00 without quotes
    (checks.span, "19:00-10:00", "must open before it closes, not '19:00-10:00'"),
    (checks.several(checks.language), "en", "must be a list, not 'en'"),
    (checks.several(checks.language, minimum=1), [], "must be a list of 1 or more, not []"),
    (checks.several(checks.language), ["en", "English"], "must be a language code"),  # one wrong item is enough
    (checks.line, "x\n" * 100, "..."),  # a long value is cut
]


@pytest.mark.parametrize(("check", "value", "expected"), TAKEN)
def test_is_taken(check, value, expected):
    taken = check(value)
    assert taken == expected
    assert type(taken) is type(expected)


@pytest.mark.parametrize(("check", "value", "rule"), REFUSED)
def test_is_refused_in_one_line(check, value, rule):
    with pytest.raises(Invalid) as refusal:
        check(value)
    assert rule in refusal.value.rule
    assert "\n" not in refusal.value.rule
    assert len(refusal.value.rule) < 160
