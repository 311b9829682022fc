"""Which reviews are kept."""

from typing import Final

from sahay.shop.reviews import STARS

MOST_CHARACTERS: Final = 5_000


def acceptable(stars: int, text: str) -> bool:
    """NUL is what PostgreSQL does not store."""
    return stars in STARS and len(text) <= MOST_CHARACTERS and "\x00" not in text
