"""Whether what a sentence says of a day was or will be. Hindi and Gujarati have one word for yesterday and tomorrow.

The verb decides. It comes after the day in Hindi and Gujarati, and mostly before it in English, so the words after the
day are asked first, and its own clause before the rest of the message.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from spacy.tokens import Span, Token

from components.details.tokens import Words
from sahay.language.script import fold

# "aayega", "milenge", "karunga", "આવશે"; "karyu", "mangavyo", "મળ્યું"; "expired", unless "will be" is said too.
_FUTURE: Final = re.compile(r".+(?:[aeiou]g[aei]|[aeiou]n?ge|[aeou]+n?g[ai]|sho|sh[eu])|hog[aie]")
_PAST: Final = re.compile(r".+[lrvdnpkt]y(?:o|u+n?|oo?n?|aa)")
_PARTICIPLE: Final = re.compile(r"[a-z]{3,}ed")
_NEAR: Final = 2  # tokens between "kal" and the order that it was

_CUES: Final = {"past": (0, True), "future": (0, False), "perhaps_past": (1, True), "perhaps_future": (1, False)}
_ENDINGS: Final = ((_FUTURE, (0, False)), (_PAST, (0, True)), (_PARTICIPLE, (1, True)))


def is_past(span: Span, words: Words) -> bool | None:
    """None where nothing says so."""
    after = list(span.doc[span.end :])
    before = list(reversed(span.doc[: span.start]))
    if _is_of_order(after[:_NEAR], words):
        return True
    for tokens in (_clause(after, words), _clause(before, words), after, before):
        if cues := list(_cues(tokens, words)):
            return min(cues, key=lambda cue: cue[0])[1]  # the first of the strongest
    return True if after and words.tense.meaning("since", after[0].text) else None


def _is_of_order(after: list[Token], words: Words) -> bool:
    """ "kal ka order" has been placed, whenever it may come."""
    if len(after) < _NEAR or words.tense.meaning("of", after[0].text) is None:
        return False
    return after[1].lemma_ in ("order", "invoice")


def _clause(tokens: list[Token], words: Words) -> Iterable[Token]:
    return takewhile(lambda token: words.tense.meaning("clause", token.text) is None, tokens)


def _cues(tokens: Iterable[Token], words: Words) -> Iterator[tuple[int, bool]]:
    """How weak each cue is, and whether it is one of the past."""
    for token in tokens:
        if word := words.tense.find(token.text):
            if word.kind in _CUES:
                yield _CUES[word.kind]
        else:
            latin = fold(token.text)
            yield from (cue for ending, cue in _ENDINGS if ending.fullmatch(latin))
