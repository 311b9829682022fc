"""How much of a message is looked at. What a customer wants stands at its beginning, and no message may be work."""

from typing import Final

CHARACTERS: Final = 500


def beginning(text: str) -> str:
    """The first `CHARACTERS` of ``text``, without the word that is cut in two: half a number is another number."""
    if len(text) <= CHARACTERS:
        return text
    whole = text[:CHARACTERS]
    if not text[CHARACTERS].isspace():
        head, space, _ = whole.rpartition(" ")
        whole = head if space else whole
    return whole
