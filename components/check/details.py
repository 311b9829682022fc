"""The folder of patterns for details, and of the words that they name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.matcher import Matcher
from spacy.vocab import Vocab

from components.check.files import Mistake, content, is_word, require
from components.details.finder import PATTERNS
from components.details.readings import READINGS
from components.details.tokens import Words
from components.details.vocabulary import Vocabulary

_COMMON: Final = "common"
_KEYS: Final = ("entity", "reading", "told", PATTERNS)
# What is counted with. A class of concepts.yml that is not here means words.
_COUNTED: Final = frozenset({"day", "either", "weekday", "weekday_short", "month", "month_short"})


def check(folder: Path, name: str) -> None:
    """Raises Mistake."""
    files = sorted(folder.glob("*.yml"))
    require(bool(files), f"{name}: has no *.yml")
    vocab = spacy.blank("xx").vocab
    for file in files:
        _check_patterns(content(file, f"{name}/{file.name}"), f"{name}/{file.name}", vocab)
    for file in sorted((folder / "words").glob("*.yml")):
        _check_words(file, f"{name}/words/{file.name}")


def _check_patterns(entries: Any, name: str, vocab: Vocab) -> None:
    require(isinstance(entries, list), f"{name}: must be a list of entries with entity and {PATTERNS}")
    for number, entry in enumerate(entries, start=1):
        where = f"{name}: entry {number}"
        require(isinstance(entry, Mapping), f"{where}: must have entity and {PATTERNS}")
        _check_entry(entry, f"{where} ({entry.get('entity')})", vocab)


def _check_entry(entry: Mapping[Any, Any], where: str, vocab: Vocab) -> None:
    for key in entry:
        require(key in _KEYS, f"{where}: {key}: is none of {', '.join(_KEYS)}")
    require(is_word(entry.get("entity")), f"{where}: entity: must be a name")
    key = "reading" if "reading" in entry else "entity"
    known = is_word(entry[key]) and entry[key] in READINGS
    require(known, f"{where}: {key}: there is no reading {entry[key]!r} in components/details/readings.py")
    require(isinstance(entry.get("told", False), bool), f"{where}: told: must be true or false")
    require(bool(entry.get(PATTERNS)), f"{where}: {PATTERNS}: must be a list of token patterns")
    try:
        Matcher(vocab, validate=True).add(entry["entity"], entry[PATTERNS])
    except Exception as error:  # spaCy's are of many kinds: of its own, of values, of types, of expressions
        raise Mistake(f"{where}: {PATTERNS}: {' '.join(str(error).split())}") from None


def _check_words(file: Path, name: str) -> None:
    known = (_COMMON, *Words._fields)
    require(file.stem in known, f"{name}: is read by nothing, only {', '.join(known)}")
    listed = content(file, name)
    if file.stem == _COMMON:
        _check_forms(listed, name)
        return
    require(isinstance(listed, Mapping), f"{name}: must be classes of words")
    for kind, meanings in listed.items():
        require(is_word(kind) and isinstance(meanings, Mapping), f"{name}: {kind}: must be lists of words by meaning")
        for meaning, forms in meanings.items():
            counts = file.stem == "numbers" or kind in _COUNTED
            require(not counts or _is_number(meaning), f"{name}: {kind}.{meaning}: must be a number")
            _check_forms(forms, f"{name}: {kind}.{meaning}")
    try:
        Vocabulary(listed)
    except ValueError as error:
        raise Mistake(f"{name}: {error}") from None


def _check_forms(forms: Any, where: str) -> None:
    require(isinstance(forms, list), f"{where}: must be a list of words")
    for form in forms:
        require(is_word(form), f"{where}: {form!r} is no word (quote yes, no and numbers)")


def _is_number(meaning: object) -> bool:
    return isinstance(meaning, int | float) and not isinstance(meaning, bool)
