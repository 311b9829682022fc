"""Tags of the languages that a conversation may be in: a language, with its script where that is not its own.

"hi" is Hindi in Devanagari, "hi-Latn" Hindi in Latin letters (https://www.rfc-editor.org/rfc/rfc5646).
"""

from collections.abc import Collection, Iterable
from typing import Final

LATIN: Final = "Latn"
TAGS: Final = ("en", "hi", "gu", f"hi-{LATIN}", f"gu-{LATIN}")


def base(tag: str) -> str:
    """The language of a tag, without the script: "hi-Latn" -> "hi"."""
    return tag.partition("-")[0]


def with_tags(languages: Iterable[str]) -> tuple[str, ...]:
    """``languages``, and those of them that are also written in Latin letters, so written."""
    known = tuple(languages)
    return (*known, *(tag for tag in TAGS if tag not in known and base(tag) in known))


def preferences(tag: str, default: str) -> tuple[str, ...]:
    """The tags that something is said in to a customer, the best first; the last resort is ``default``."""
    return tag, base(tag), default


def nearest(tag: str, tags: Collection[str]) -> str | None:
    """``tag``, or its language in its own script, whichever is first among ``tags``; None where neither is."""
    return next((each for each in (tag, base(tag)) if each in tags), None)


def locale(tag: str, country: str) -> str:
    """Whose dates and amounts a customer reads: in Latin letters Hindi has English months too ("22 November")."""
    return f"{'en' if tag.endswith(LATIN) else tag}_{country}"
