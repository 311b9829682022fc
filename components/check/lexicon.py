"""The lexicon: concepts with lists of words by language."""

from collections.abc import Mapping
from pathlib import Path

from components.check.files import Mistake, content, require
from sahay.language.lexicon import Lexicon, LexiconError


def check(path: Path, name: str) -> None:
    """Raises Mistake."""
    forms = content(path, name)
    require(isinstance(forms, Mapping), f"{name}: must be concepts with lists of words by language")
    try:
        Lexicon(forms)
    except LexiconError as error:
        raise Mistake(f"{name}: {error}") from None
