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
    begin = _beginning(line, max(0, min(min(places, default=0) - length // 3, len(line) - length)))
    end = _end(line, begin, min(len(line), begin + length))
    return (_MORE if begin else "") + line[begin:end].strip() + (_MORE if end < len(line) else "")


def _beginning(line: str, place: int) -> int:
    """The next place at which a word begins, or else a character; a sign on the one before begins nothing."""
    if place == 0:
        return 0
    space = line.find(" ", place, place + 20)
    place = space + 1 if space >= 0 else place
    while place < len(line) and (line[place] == " " or _is_sign(line[place])):
        place += 1
    return place


def _end(line: str, begin: int, place: int) -> int:
    """The last space before it, or else the last place between characters with their signs."""
    if place == len(line):
        return place
    space = line.rfind(" ", (begin + place) // 2, place)
    if space >= 0:
        return space
    while place > begin and _is_sign(line[place]):
        place -= 1
    return place


def _is_sign(char: str) -> bool:
    return unicodedata.category(char).startswith("M")
