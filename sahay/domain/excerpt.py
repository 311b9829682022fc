"""The part of a text around the words that were looked for."""

import unicodedata
from collections.abc import Sequence

# Characters of the excerpt; a third of them stand before the first word that is found.
EXCERPT = 160
_MORE = "…"


def excerpt(text: str, words: Sequence[str], length: int = EXCERPT) -> str:
    """One line of at most `length` characters and the marks for what was left out; begins and ends between words, where
    there is a space near enough, and never within a syllable."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    folded = line.lower()
    places = [place for word in words if (place := folded.find(word)) >= 0]
    begin = max(0, min(min(places, default=0) - length // 3, len(line) - length))
    begin = _boundary(line, begin)
    end = min(len(line), begin + length)
    if end < len(line):
        space = line.rfind(" ", begin + length // 2, end)
        end = space if space > 0 else _boundary(line, end)
    return (_MORE if begin else "") + line[begin:end].strip() + (_MORE if end < len(line) else "")


def _boundary(line: str, place: int) -> int:
    """The next place at which a word begins, or else a character that is no sign on the one before."""
    if place == 0:
        return 0
    space = line.find(" ", place, place + 20)
    if space >= 0:
        return space + 1
    while place < len(line) and unicodedata.category(line[place]).startswith("M"):
        place += 1
    return place
