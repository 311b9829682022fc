"""Lengths, and texts that are too long for one part."""

import re

# Where a text may be cut, the best place first: paragraphs, lines, sentences, words.
_SEAMS = tuple(re.compile(seam) for seam in (r"\n\s*\n", r"\n", r"(?<=[.!?।])\s+", r"\s+"))
# A part is not cut in its first half, however good the place.
_LEAST = 0.5
# Signs on the character before, and what joins two: never the first of a part.
_JOINERS = re.compile(r"[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0a81-\u0a83\u0abc-\u0acd\u200c\u200d\ufe00-\ufe0f]")


def units(text: str) -> int:
    """The length in UTF-16 code units: an emoji has two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, limit: int) -> tuple[str, ...]:
    """The text in pieces of `limit` units or fewer, at least one, none of them empty but where the text is."""
    pieces = []
    rest = text.strip()
    while units(rest) > limit:
        at = _cut(rest, limit)
        pieces.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return tuple(piece for piece in (*pieces, rest) if piece) or ("",)


def shorten(text: str, limit: int) -> str:
    """The text, cut with an ellipsis if it is longer than `limit` units."""
    if units(text) <= limit:
        return text
    return _head(text, limit - 1).rstrip() + "…"


def _cut(text: str, limit: int) -> int:
    """Where the first piece ends."""
    head = _head(text, limit)
    for seam in _SEAMS:
        ends = [match.start() for match in seam.finditer(head) if match.start() >= len(head) * _LEAST]
        if ends:
            return ends[-1]
    at = len(head)
    while at > 1 and _JOINERS.match(text[at]):
        at -= 1
    return at if at > 1 else len(head)


def _head(text: str, limit: int) -> str:
    """As many characters from the beginning as fit."""
    head = text[:limit]
    while units(head) > limit:
        head = head[: len(head) - max(1, (units(head) - limit) // 2)]
    return head
