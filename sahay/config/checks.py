"""The rules that single values keep: each takes what YAML read and gives the value that the program uses."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from ipaddress import IPv4Network, IPv6Network, ip_network
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sahay.config.errors import Invalid

Check = Callable[[Any], Any]


def refuse(rule: str, value: object) -> Invalid:
    """`rule` completed with what was there instead, on one line."""
    shown = repr(value)
    return Invalid(f"{rule}, not {shown if len(shown) <= 60 else shown[:57] + '...'}")


def whole(minimum: int = 1) -> Check:
    """A whole number, of `minimum` or more."""

    def check(value: Any) -> int:
        if type(value) is not int or value < minimum:  # a bool is an int, but not here
            raise refuse(f"must be a whole number of {minimum} or more", value)
        return value

    return check


def switch(value: Any) -> bool:
    """On or off."""
    if type(value) is not bool:
        raise refuse("must be true or false", value)
    return value


def network(value: Any) -> IPv4Network | IPv6Network:
    """Addresses of a network, as 10.0.0.0/8."""
    try:
        return ip_network(value)
    except (TypeError, ValueError):
        raise refuse("must be a network's addresses, as 10.0.0.0/8", value) from None


def seconds(value: Any) -> float:
    """A duration above zero, in seconds."""
    if type(value) not in (int, float) or not 0 < value < float("inf"):
        raise refuse("must be a number of seconds above 0", value)
    return float(value)


def money(value: Any) -> int:
    """An amount in the shop's currency, as 79 or 79.50; gives its hundredths (paise)."""
    if type(value) not in (int, float) or not 0 <= value < float("inf") or round(value * 100, 6) % 1:
        raise refuse("must be an amount of money, as 79 or 79.50", value)
    hundredths: int = round(value * 100)
    return hundredths


def line(value: Any) -> str:
    """Text on one line, trimmed."""
    if not isinstance(value, str) or not value.strip() or "\n" in value.strip():
        raise refuse("must be a text of one line", value)
    return value.strip()


def shaped(pattern: str, rule: str) -> Check:
    """Text that `pattern` matches whole; `rule` says it in words."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise refuse(rule, value)
        return value

    return check


def one_of(*words: str) -> Check:
    """One of a few words."""

    def check(value: Any) -> str:
        if value not in words:
            raise refuse(f"must be {' or '.join(words)}", value)
        return str(value)

    return check


def optional(check: Check) -> Check:
    """What `check` takes, or nothing."""

    def check_if_given(value: Any) -> Any:
        return None if value is None else check(value)

    return check_if_given


url = shaped(r"https?://[^\s/]+\S*", "must be an address that begins with https:// or http://")
email = shaped(r"[^@\s]+@[^@\s]+\.[^@\s]+", "must be an e-mail address")
phone = shaped(r"\+?[\d][\d ()-]{5,}", 'must be a phone number in quotes, as "+91 79 4000 1234"')
picture = shaped(
    r"(?:/(?!/)[!-\[\]-z|~]*\{sku\}[!-\[\]-z|~]*)?", "must be a path on this server with {sku}, as /pictures/{sku}.svg"
)
currency = shaped(r"[A-Z]{3}", "must be a currency code of three capitals, as INR")
country = shaped(r"[A-Z]{2}", "must be a country code of two capitals, as IN")
order_number = shaped(
    r"(?=(?:[^\d]*\d){3})[A-Z0-9][A-Z0-9/_-]{1,38}[A-Z0-9]",
    'must be an order number in quotes, of capitals, digits, "-", "/" and "_" with three digits or more, as "10234"',
)
language = shaped(r"[a-z]{2,3}", "must be a language code of two or three small letters, as hi")


def timezone(value: Any) -> ZoneInfo:
    """The name of a time zone, as Asia/Kolkata."""
    if not isinstance(value, str) or value not in available_timezones():
        raise refuse("must be a time zone's name, as Asia/Kolkata", value)
    return ZoneInfo(value)


def day(value: Any) -> date:
    """A date, as 2026-08-15; YAML reads most of them by itself."""
    if type(value) is date:  # a datetime is a date, but not here
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise refuse("must be a date, as 2026-08-15", value) from None


def span(value: Any) -> tuple[time, time]:
    """Opening and closing time of one day, as "10:00-19:00"; 24:00 is the day's last moment."""
    try:
        opens, closes = (_moment(text) for text in value.split("-"))
    except (AttributeError, ValueError):
        raise refuse('must be a span of hours, as "10:00-19:00"', value) from None
    if opens >= closes:
        raise refuse("must open before it closes", value)
    return opens, closes


def _moment(text: str) -> time:
    hours, minutes = re.fullmatch(r"\s*(\d\d?):(\d\d)\s*", text).groups()  # type: ignore[union-attr]
    return time.max if (hours, minutes) == ("24", "00") else time(int(hours), int(minutes))


def several(check: Check, minimum: int = 0) -> Check:
    """A list of values, each of which `check` takes; gives a tuple."""

    def check_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < minimum:
            raise refuse("must be a list" + (f" of {minimum} or more" if minimum else ""), value)
        return tuple(check(item) for item in value)

    return check_all


def named(name: Check, check: Check) -> Check:
    """Keys, each of which `name` takes, with values, each of which `check` takes; gives a read-only mapping."""

    def check_all(value: Any) -> Mapping[Any, Any]:
        if not isinstance(value, dict):
            raise refuse("must be keys with values", value)
        return MappingProxyType({name(key): check(each) for key, each in value.items()})

    return check_all
