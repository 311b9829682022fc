"""The model without Rasa: it learns, scores, and comes back from disk the same."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import features
from components.features import Features, mask
from components.intent_model import IntentModel
from sahay.language.attention import beginning

EXAMPLES = [
    ("where is my order", "track"),
    ("ऑर्डर कब आएगा", "track"),
    ("પાર્સલ ક્યાં છે", "track"),
    ("hello", "greet"),
    ("namaste", "greet"),
    ("good morning", "greet"),
    ("i want my money back", "refund"),
    ("paisa wapas chahiye", "refund"),
    ("રિફંડ જોઈએ છે", "refund"),
]
TEXTS, INTENTS = zip(*EXAMPLES, strict=True)
MODEL = IntentModel.learn(TEXTS, INTENTS)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("order kab aayega", "track"),  # seen in Devanagari only
        ("parcel kyan che", "track"),  # seen in Gujarati letters only
        ("नमस्ते", "greet"),  # seen in Latin letters only
        ("પૈસા વાપસ", "refund"),
        ("refund", "refund"),
        ("helo", "greet"),
    ],
)
def test_an_utterance_is_understood_in_letters_that_it_was_not_learned_in(text, intent):
    assert MODEL.rank(text)[0][0] == intent


def test_an_example_scores_high_and_the_unknown_low():
    assert MODEL.rank("where is my order")[0][1] > 0.6
    assert MODEL.rank("photosynthesis")[0][1] < 0.2


@given(st.text())
def test_every_intent_has_a_score_between_0_and_1_best_first(text):
    ranking = MODEL.rank(text)
    scores = [score for _, score in ranking]
    assert sorted(name for name, _ in ranking) == ["greet", "refund", "track"]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_saved_model_is_data_and_comes_back_the_same(tmp_path):
    MODEL.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".npz"}
    for path in tmp_path.glob("*.npz"):
        with np.load(path, allow_pickle=False) as arrays:  # raises if it holds an object
            assert all(arrays[name].dtype != object for name in arrays.files)
    again = IntentModel.load(tmp_path)
    assert all(again.rank(text) == MODEL.rank(text) for text in (*TEXTS, "something else", ""))


def test_learning_twice_gives_the_same():
    assert IntentModel.learn(TEXTS, INTENTS).rank("order status") == MODEL.rank("order status")


def test_two_intents_are_enough():
    model = IntentModel.learn(["yes", "no"], ["affirm", "deny"])
    assert [name for name, _ in model.rank("yes")] == ["affirm", "deny"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("order 10234 kab", "order 00000 kab"),
        ("#10234", "00000"),
        ("SH-10234 please", "00000 please"),
        ("१०२३४", "00000"),
        ("call 98765 43210", "call 0000000000"),
        ("+91-98765-43210", "0000000000"),
        ("me@example.com", "00e00"),
        ("in 5 days", "in 5 days"),  # a small number says something
    ],
)
def test_details_are_seen_by_their_shape(text, masked):
    assert " ".join(mask(text).split()) == masked


def test_a_vector_is_shorter_the_less_of_its_text_is_known():
    learned = Features.learn(["red shoes", "blue shirt"])
    known, half, unknown, nothing = (
        float(np.sqrt(row.multiply(row).sum())) for row in learned.vectors(["red shoes", "red hat", "qqq", ""])
    )
    assert known == pytest.approx(1)
    assert 0 < half < 1
    assert unknown == nothing == 0


HOSTILE = ["मे@", "a@", "1@", "9 ", "9((", "#", "sh ", "a.b", "9 ((((", "+", "@."]


@pytest.mark.parametrize("part", HOSTILE)
def test_only_the_beginning_of_a_text_is_masked(part):
    text = part * 2000
    assert mask(text) == mask(beginning(text))


@pytest.mark.parametrize("pattern", [features._EMAIL, features._NUMBER])
@pytest.mark.parametrize("part", HOSTILE)
def test_four_times_the_text_is_not_sixteen_times_the_work(pattern, part):
    """Even without the limit. Each pattern is tried on a text long enough to be measured, and on four of it."""
    short, long = (min(_seconds(pattern, part * times) for _ in range(3)) for times in (5_000, 20_000))
    assert long < 10 * max(short, 0.001)


def _seconds(pattern, text):
    begun = time.process_time()
    pattern.sub("", text)
    return time.process_time() - begun
