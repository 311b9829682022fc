"""E-mail addresses in what people write."""

from sahay.mail import is_address

# What may stand around an address in a sentence.
_AROUND = ".,;:!?()<>[]{}\"'`“”‘’।|"


def find_address(text: str) -> str | None:
    """The first address in a text, in lower case."""
    words = (word.strip(_AROUND).lower() for word in text.split() if "@" in word)
    return next((word for word in words if is_address(word) and "." in word.rpartition("@")[2]), None)
