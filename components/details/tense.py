"""Whether what a sentence says of a day was or will be. Hindi and Gujarati have one word for yesterday and tomorrow.

The verb decides. It comes after the day in Hindi and Gujarati, and mostly before it in English, so the words after the
day are asked first, and its own clause before the rest of the message.
"""

import re
from bisect import bisect_left
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Span, Token

from components.details.tokens import Words
from sahay.language.script import fold

# "aayega", "milenge", "karunga", "આવશે"; "karyu", "mangavyo", "મળ્યું"; "expired", unless "will be" is said too.
_FUTURE: Final = re.compile(r".+(?:[aeiou]g[aei]|[aeiou]n?ge|[aeou]+n?g[ai]|sho|sh[eu])|hog[aie]")
_PAST: Final = re.compile(r".+[lrvdnpkt]y(?:o|u+n?|oo?n?|aa)")
_PARTICIPLE: Final = re.compile(r"[a-z]{3,}ed")
_NEAR: Final = 2  # tokens between "kal" and the order that it was

_Cue = tuple[int, bool]  # how weak it is, and whether it is one of the past
_CUES: Final[dict[str, _Cue]] = {
    "past": (0, True),
    "future": (0, False),
    "perhaps_past": (1, True),
    "perhaps_future": (1, False),
}
_ENDINGS: Final[tuple[tuple[re.Pattern[str], _Cue], ...]] = (
    (_FUTURE, (0, False)),
    (_PAST, (0, True)),
    (_PARTICIPLE, (1, True)),
)


class Tense:
    """The tenses of one message. A token is looked at once, however many dates ask, and not before one does."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self._doc = doc
        self._words = words

    def is_past(self, span: Span) -> bool | None:
        """None where nothing says so."""
        if self._is_of_order(span.end):
            return True
        opened, closed = self.clause(span)
        before, after = self._cues[: span.start][::-1], self._cues[span.end :]
        for cues in (after[: closed - span.end], before[: span.start - opened], after, before):
            said = [cue for cue in cues if cue is not None]
            if said:
                return min(said, key=lambda cue: cue[0])[1]  # the first of the strongest
        return True if self._means("since", span.end) else None

    def clause(self, span: Span) -> tuple[int, int]:
        """The tokens of the clause that ``span`` stands in: from the first to before the last."""
        opening, closing = bisect_left(self._ends, span.start), bisect_left(self._ends, span.end)
        return (
            self._ends[opening - 1] + 1 if opening else 0,
            self._ends[closing] if closing < len(self._ends) else len(self._doc),
        )

    @cached_property
    def _cues(self) -> list[_Cue | None]:
        return [self._cue(token) for token in self._doc]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.i for token in self._doc if self._means("clause", token.i)]

    def _cue(self, token: Token) -> _Cue | None:
        if word := self._words.tense.find(token.text):
            return _CUES.get(word.kind)
        latin = fold(token.text)
        return next((cue for ending, cue in _ENDINGS if ending.fullmatch(latin)), None)

    def _is_of_order(self, at: int) -> bool:
        """ "kal ka order" has been placed, whenever it may come."""
        after = self._doc[at : at + _NEAR]
        return len(after) == _NEAR and self._means("of", at) and after[1].lemma_ in ("order", "invoice")

    def _means(self, kind: str, at: int) -> bool:
        return at < len(self._doc) and self._words.tense.meaning(kind, self._doc[at].text) is not None
