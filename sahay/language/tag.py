"""Tags of the languages that a conversation may be in: a language, with its script where that is not its own.

"hi" is Hindi in Devanagari, "hi-Latn" Hindi in Latin letters (https://www.rfc-editor.org/rfc/rfc5646).
"""

from typing import Final

LATIN: Final = "Latn"
TAGS: Final = ("en", "hi", "gu", f"hi-{LATIN}", f"gu-{LATIN}")


def base(tag: str) -> str:
    """The language of a tag, without the script: "hi-Latn" -> "hi"."""
    return tag.partition("-")[0]


def with_tags(languages: tuple[str, ...]) -> tuple[str, ...]:
    """``languages``, and those of them that are also written in Latin letters, so written."""
    return (*languages, *(tag for tag in TAGS if tag not in languages and base(tag) in languages))


def preferences(tag: str, default: str) -> tuple[str, ...]:
    """The tags that something is said in to a customer, the best first; the last resort is ``default``."""
    return tag, base(tag), default
