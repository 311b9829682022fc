"""Choices where there is nothing to tap."""

import re
from collections.abc import Sequence

_OWN = re.compile(r"\d+")


def answer_to(title: str, shown: Sequence[str]) -> str:
    """The number with which people choose: the one that it begins with, as stars do, or the one before it."""
    if own := _OWN.match(title):
        return own[0]
    line = re.compile(rf"^(\d+)\. {re.escape(title)}$", re.MULTILINE)
    return next(found[1] for found in map(line.search, reversed(shown)) if found)
