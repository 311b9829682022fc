"""Reading single values of a document that anybody may have written."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

# The columns that keep ids are as long.
ID_CHARACTERS = 128
# What a customer can send is shorter.
TEXT_CHARACTERS = 65_536

Json = Mapping[str, Any]


def dict_of(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def dicts_of(value: Any) -> Iterator[Json]:
    """The objects of a list; what is no list has none."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def id_of(value: Any, limit: int = ID_CHARACTERS) -> str | None:
    """An id as it is: a text of printable ASCII, or a whole number."""
    if type(value) is int and 0 <= value < 2**63:
        return str(value)
    is_id = isinstance(value, str) and 0 < len(value) <= limit and value.isascii() and value.isprintable()
    return value if is_id else None


def text_of(value: Any, limit: int = TEXT_CHARACTERS) -> str:
    """What was written, without what no database keeps: NUL, and halves of characters."""
    if not isinstance(value, str):
        return ""
    return value.replace("\x00", "").encode("utf-8", "replace").decode().strip()[:limit]


def code_of(error: Json) -> int | None:
    code = error.get("code")
    return code if type(code) is int and 0 <= code < 2**31 else None


def degrees_of(value: Any, most: int) -> float | None:
    return float(value) if type(value) in (int, float) and -most <= value <= most else None


def moment_of(value: Any) -> datetime | None:
    """Seconds since 1970, as Meta tells them: in a text."""
    digits = id_of(value, 11) or ""
    return datetime.fromtimestamp(int(digits), UTC) if digits.isdigit() and len(digits) < 12 else None
