"""Slips of the finger, to learn from and to measure with."""

import random
import string


def mistyped(text: str, chance: random.Random) -> str:
    """``text`` with one slip between two letters: one dropped, doubled, swapped with the next, or another one.

    A text without two letters in a row stays as it is.
    """
    places = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    here, after = text[at], text[at + 1]
    other = chance.choice(string.ascii_lowercase)
    return text[:at] + chance.choice((after, here + here + after, after + here, here + other)) + text[at + 2 :]
