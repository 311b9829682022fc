"""What voice typing writes out in words: figures, "one zero zero double four", and e-mail addresses."""

import re
from collections.abc import Iterator
from typing import Final

from components.details.tokens import Place, Words, plain

_FEWEST: Final = 5  # digits that are one number: "one two three" is counting
_MOST: Final = 20
_IS: Final = "છે"  # it sounds like the Hindi six
_DIGIT: Final = re.compile(r"\d")
_CUE: Final = re.compile(r"\s(?:at|dot)\s", re.IGNORECASE)
_NAME: Final = r"[a-z0-9]{1,30}"
_SIGN: Final = r"(?:[._-]|\s(?:dot|underscore|dash)\s)"
_AT: Final = r"(?:\s?@\s?|\sat\s(?:the\srate\s(?:of\s)?)?)"
_DOT: Final = r"(?:\.|\sdot\s)"
_ENDING: Final = rf"(?:{_DOT}co)?{_DOT}(?:com|in|org|net)(?!\w)"
_DOMAIN: Final = rf"[a-z0-9-]{{1,30}}{_ENDING}"
_SERVICE: Final = rf"(?:gmail|yahoo|hotmail|outlook|rediffmail|icloud){_ENDING}"
# Where a name alone can be an address's: "mail me at gmail dot com" is none.
_BEFORE: Final = "|".join(rf"(?<=\b{word}\s)" for word in ("mail", "email", "id", "is", "hai", "che", "to"))
# A name of parts or with digits is an address's wherever it stands, and so is one "at the rate".
_EMAIL: Final = re.compile(
    rf"(?<![\w.@+%-])(?:{_NAME}(?:{_SIGN}{_NAME}){{1,3}}{_AT}{_DOMAIN}"
    rf"|(?=[a-z]+\d){_NAME}{_AT}{_DOMAIN}"
    rf"|{_NAME}(?:\s?@\s?|\sat\sthe\srate\s(?:of\s)?){_DOMAIN}"
    rf"|(?:^|{_BEFORE})(?!(?:me|us|it|you)\s){_NAME}{_AT}{_SERVICE})",
    re.IGNORECASE,
)
_WRITTEN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), sign)
    for pattern, sign in ((_AT, "@"), (r"\sdot\s", "."), (r"\sunderscore\s", "_"), (r"\sdash\s", "-"))
)


def written(tokens: list[Place], text: str, words: Words) -> list[Place]:
    """The ``tokens`` of ``text``, each number and address that is said in words as one token, written in signs."""
    addresses = list(_addresses(plain(text))) if _CUE.search(text) else []
    others = [token for token in tokens if not any(each.start <= token.start < each.end for each in addresses)]
    return sorted([*_numbers(others, words), *addresses], key=lambda token: token.start)


def _addresses(text: str) -> Iterator[Place]:
    for match in _EMAIL.finditer(text):
        address = match.group()
        for pattern, sign in _WRITTEN:
            address = pattern.sub(sign, address)
        yield Place(address, match.start(), match.end())


def _numbers(tokens: list[Place], words: Words) -> Iterator[Place]:
    at = 0
    while at < len(tokens):
        digits, end = _row(tokens, at, words)
        is_said = any(not token.text.isdecimal() for token in tokens[at:end])
        if is_said and _FEWEST <= len(digits) <= _MOST:
            yield Place(digits, tokens[at].start, tokens[end - 1].end)
        else:
            end = max(end, at + 1)
            yield from tokens[at:end]
        at = end


def _row(tokens: list[Place], at: int, words: Words) -> tuple[str, int]:
    """The digits that are said one after another from ``at`` on, and where that ends."""
    digits = ""
    while at < len(tokens):
        times = int(words.concepts.meaning("repeated", tokens[at].text) or 1)
        said = at if times == 1 else at + 1
        digit = _digit(tokens[said].text, words) if said < len(tokens) else None
        if digit is None:
            break
        digits += digit * times
        at = said + 1
    return digits, at


def _digit(text: str, words: Words) -> str | None:
    value = text if text.isdecimal() else words.numbers.meaning("number", text)
    return value if value and _DIGIT.fullmatch(value) and text != _IS else None
