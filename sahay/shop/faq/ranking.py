"""Documents ranked by tantivy (BM25) after our own analysis, in memory."""

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import tantivy
from tantivy import Occur, Query

from sahay.shop.faq.analysis import VIEWS, Terms, views

# How much each view of a text counts: set with bench/faq_questions.yml.
_VIEW_WEIGHTS: Final = {"sound": 0.4, "skeleton": 0.2, "part": 0.1, "concept": 0.3}
_HITS: Final = 200  # documents that are looked at; a wording is one, and the demo's entries have about fifty each
_WRITER_BYTES: Final = 15_000_000  # the least that tantivy takes

Asked = Mapping[str, Terms]  # a question by view, as `analysis.views` gives it
Bags = Mapping[str, str]  # a text by view, its terms with spaces between


def bags(text: str) -> Bags:
    """A text as a part of a document."""
    return {view: " ".join(terms) for view, terms in views(text).items()}


def together(parts: Iterable[Bags]) -> Bags:
    """Several parts as one, each of their terms once."""
    terms: dict[str, dict[str, None]] = {view: {} for view in VIEWS}
    for each in parts:
        for view, found in each.items():
            terms[view].update(dict.fromkeys(found.split()))
    return {view: " ".join(found) for view, found in terms.items()}


class Ranking:
    """Documents of an id and parts; several documents may have the same id."""

    def __init__(self, part_weights: Mapping[str, float], documents: Iterable[tuple[str, Mapping[str, Bags]]]) -> None:
        """`part_weights`: how much each part of a document counts. `documents`: an id and the document's parts."""
        self._weights = {
            (part, view): weight * _VIEW_WEIGHTS[view] for part, weight in part_weights.items() for view in VIEWS
        }
        self._index = _empty_index(_field(part, view) for part, view in self._weights)
        writer = self._index.writer(_WRITER_BYTES, num_threads=1)
        for identity, parts in documents:
            writer.add_document(_document(identity, parts))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def scores(self, asked: Asked) -> dict[str, float]:
        """The score of the best document of each id; without those that share nothing with what was asked."""
        query = Query.boolean_query([(Occur.Should, each) for each in self._queries(asked)])
        best: dict[str, float] = {}
        for score, address in self._searcher.search(query, _HITS, count=False).hits:
            best.setdefault(self._searcher.doc(address)["id"][0], score)
        return best

    def ideal(self, asked: Asked) -> float:
        """About what a document scores whose parts have all that was asked, unknown words included."""
        return sum(
            weight * asked_weight * self._rarity(_field(part, view), term)
            for (part, view), weight in self._weights.items()
            for term, asked_weight in asked[view].items()
        )

    def _queries(self, asked: Asked) -> Iterator[Query]:
        for (part, view), weight in self._weights.items():
            for term, asked_weight in asked[view].items():
                query = Query.term_query(self._index.schema, _field(part, view), term, "freq")
                yield Query.boost_query(query, weight * asked_weight)

    def _rarity(self, field: str, term: str) -> float:
        """The inverse document frequency as BM25 has it."""
        having = self._searcher.doc_freq(field, term)
        return math.log(1 + (self._searcher.num_docs - having + 0.5) / (having + 0.5))


def _field(part: str, view: str) -> str:
    return f"{part}_{view}"


def _empty_index(fields: Iterable[str]) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for field in fields:
        builder.add_text_field(field, tokenizer_name="terms", index_option="freq")
    index = tantivy.Index(builder.build())
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _document(identity: str, parts: Mapping[str, Bags]) -> tantivy.Document:
    document = tantivy.Document(id=identity)
    for part, bags in parts.items():
        for view, terms in bags.items():
            document.add_text(_field(part, view), terms)
    return document
