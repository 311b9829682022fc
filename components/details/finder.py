"""The patterns of ``data/entities`` at work."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import spacy
import yaml
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from components.details.own_orders import FIVE_DIGITS, OrderForms
from components.details.products import NO_PRODUCTS, Products
from components.details.readings import READINGS, Reading
from components.details.said import Said
from components.details.spoken import written
from components.details.tense import Tense
from components.details.tokens import NOTHING, Place, Words, document, places, plain
from components.details.vocabulary import Forms, Vocabulary
from sahay.language.attention import beginning

PATTERNS: Final = "patterns"
_ORDER: Final = "order_number"
_FIGURE: Final = re.compile(r"\d")
_MOST: Final = (
    300  # matches of a kind that are read: a telephone number in single digits has 45, and no message has more
)


class Detail(NamedTuple):
    """A detail found at ``text[start:end]``, with its value in the form in which it is stored."""

    entity: str
    value: str
    start: int
    end: int


class _Kind(NamedTuple):
    entity: str
    matcher: Matcher
    reading: Reading
    is_told: bool  # what it says is in its figures; the words around them only say what they are


class _Found(NamedTuple):
    entity: str
    value: str
    start: int  # tokens
    end: int


def read(folder: Path) -> dict[str, Any]:
    """What `Details` is made of: "patterns", the entries of the files in ``folder`` in the order of their names, and
    by its name each file in ``folder/words``."""
    entries = [entry for file in sorted(folder.glob("*.yml")) for entry in _yaml(file)]
    return {PATTERNS: entries} | {file.stem: _yaml(file) for file in sorted((folder / "words").glob("*.yml"))}


class Details:
    """The compiled patterns. Of two readings of the same tokens the kind listed first wins, and of one the longer."""

    def __init__(self, content: Mapping[str, Any], orders: OrderForms = FIVE_DIGITS) -> None:
        """``content``: as `read` gives it. ``orders``: the forms of the shop's order numbers.

        Raises KeyError for a reading that there is not, ValueError for a pattern that spaCy refuses.
        """
        self._vocab = spacy.blank("xx").vocab
        forms: dict[str, Forms] = {name: content.get(name, {}) for name in Words._fields}
        self._words = Words(**{name: Vocabulary(each) for name, each in forms.items()})
        self._orders = orders
        self._kinds = [self._compiled(kind) for kind in content[PATTERNS]]
        self.common: frozenset[str] = frozenset(" ".join(content.get("common", ())).split())
        """Words that name no product alone."""

    def find(self, text: str, today: date, products: Products = NO_PRODUCTS) -> list[Detail]:
        """The details of the beginning of ``text`` in the order in which they stand there; they do not overlap.

        ``today``: the day of the message, from which "kal" and "next monday" are counted.
        """
        start = beginning(text)
        tokens = written(places(start, self._words), start, self._words)
        if not tokens:
            return []
        doc = document(tokens, self._words, self._vocab)
        taken: list[str | None] = [None] * len(tokens)
        said = Said(self._words, today, Tense(doc, self._words), taken, self._orders)
        found: list[_Found] = []
        for own in self._own_orders(start, tokens):
            _take(own, taken, found)
        for kind in self._kinds:
            for each in _of_kind(kind, doc, said):
                _take(each, taken, found)
        named = products.find([None if entity else token.text for token, entity in zip(tokens, taken, strict=True)])
        found += [_Found("product", product.sku, product.start, product.end) for product in named]
        return [_detail(each, tokens) for each in sorted(found, key=lambda each: each.start) if each.value]

    def _own_orders(self, text: str, tokens: list[Place]) -> Iterable[_Found]:
        """The shop's own order numbers that are told from all else by their letters or signs."""
        for order in self._orders.find(plain(text)):
            if at := [i for i, token in enumerate(tokens) if token.start < order.end and order.start < token.end]:
                yield _Found(_ORDER, order.value, at[0], at[-1] + 1)

    def _compiled(self, kind: dict[str, Any]) -> _Kind:
        matcher = Matcher(self._vocab, validate=True)
        matcher.add(kind["entity"], kind[PATTERNS])
        return _Kind(
            kind["entity"], matcher, READINGS[kind.get("reading", kind["entity"])], bool(kind.get("told", False))
        )


def _take(each: _Found, taken: list[str | None], found: list[_Found]) -> None:
    """Add it to what was found, unless something that was found before has one of its tokens."""
    if not any(taken[each.start : each.end]):
        taken[each.start : each.end] = [each.entity] * (each.end - each.start)
        found.append(each)


def _of_kind(kind: _Kind, doc: Doc, said: Said) -> Iterable[_Found]:
    spans = (doc[start:end] for _, start, end in islice(kind.matcher(doc), _MOST))
    values = {span: value for span in spans if (value := kind.reading(span, said)) is not None}
    for span in filter_spans(values):
        start, end = _figures(span) if kind.is_told else (span.start, span.end)
        yield _Found(kind.entity, values[span], start, end)


def _figures(span: Span) -> tuple[int, int]:
    """From the first to the last token that has a digit or is a number in words."""
    at = [token.i for token in span if token.tag_ != NOTHING or _FIGURE.search(token.text)]
    return at[0], at[-1] + 1


def _detail(found: _Found, tokens: list[Place]) -> Detail:
    return Detail(found.entity, found.value, tokens[found.start].start, tokens[found.end - 1].end)


def _yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
