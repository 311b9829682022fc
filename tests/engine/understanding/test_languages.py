"""The language of a message, on utterances that were never looked at when the words that tell it were listed."""

import pytest

from bench.languages import HELD_OUT, measure
from bench.utterances import LANGUAGES, Utterance, read

FIGURES = measure(read(HELD_OUT))


@pytest.mark.parametrize(("figure", "least"), [("long", 0.98), ("changed", 0.98), ("short", 0.95)])
def test_the_language_is_told(figure: str, least: float) -> None:
    assert FIGURES[figure] >= least


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_language_is_left_behind(tag: str) -> None:
    assert FIGURES["by_language"][tag]["long"] >= 0.97


def test_what_is_counted() -> None:
    utterances = [
        Utterance("where is my order", "track_order", "en"),
        Utterance("mera order kahan hai", "track_order", "gu-Latn"),  # in the wrong block: told wrong
        Utterance("refund", "get_refund", "hi"),  # short: with its own language as that of the conversation
        Utterance("10234", "inform", "en"),  # no letters: left out
    ]

    assert measure(utterances) == {
        "long": 0.5,
        "long_n": 2,
        "short": 1.0,
        "short_n": 1,
        "changed": 0.5,
        "changed_n": 8,
        "by_language": {
            "en": {"long": 1.0, "short": None},
            "hi": {"long": None, "short": 1.0},
            "gu": {"long": None, "short": None},
            "hi-Latn": {"long": None, "short": None},
            "gu-Latn": {"long": 0.0, "short": None},
        },
    }
