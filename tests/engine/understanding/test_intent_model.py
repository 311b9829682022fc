"""The model without Rasa: it learns, scores, is tried on what it has not seen, and comes back from disk the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.intent_model import IntentModel

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
FORMS = {"parcel": {"en": ["order", "parcel", "consignment"], "gu": ["પાર્સલ"]}, "refund": {"en": ["refund", "recoup"]}}
MODEL = IntentModel.learn(TEXTS, INTENTS, FORMS)


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


@pytest.mark.parametrize("text", ["consignment", "my consignment"])
def test_a_word_of_the_lexicon_that_nobody_wrote_is_nearer_to_what_means_the_same(text):
    without = dict(IntentModel.learn(TEXTS, INTENTS, {}).rank(text))
    score = dict(MODEL.rank(text))
    assert _lead(score, "track") > _lead(without, "track")


def _lead(scores, intent):
    return scores[intent] - max(score for name, score in scores.items() if name != intent)


def test_an_example_scores_high_and_the_unknown_low():
    assert MODEL.rank("where is my order")[0][1] > 0.5
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
    assert all(again.rank(text) == MODEL.rank(text) for text in (*TEXTS, "consignment", "something else", ""))


def test_learning_twice_gives_the_same():
    assert IntentModel.learn(TEXTS, INTENTS, FORMS).rank("order status") == MODEL.rank("order status")


def test_two_intents_are_enough():
    model = IntentModel.learn(["yes", "no"], ["affirm", "deny"], {})
    assert [name for name, _ in model.rank("yes")] == ["affirm", "deny"]


# Unsorted, so that the order of the texts is not that of the intents.
MIXED = EXAMPLES[::2] + EXAMPLES[1::2]


@pytest.fixture(scope="module")
def tried():
    return IntentModel.learn_and_try(*zip(*MIXED, strict=True), FORMS)


def test_a_trial_ranks_every_text_in_order(tried):
    _, trial = tried
    assert [intent for _, intent in trial] == [intent for _, intent in MIXED]
    for ranking, _ in trial:
        scores = [score for _, score in ranking]
        assert sorted(name for name, _ in ranking) == ["greet", "refund", "track"]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_a_trial_is_by_models_that_have_not_seen_the_text(tried):
    model, trial = tried
    for (text, intent), (ranking, _) in zip(MIXED, trial, strict=True):
        assert dict(ranking)[intent] < dict(model.rank(text))[intent]


def test_the_model_that_is_tried_is_the_one_that_is_learned(tried):
    assert tried[0].rank("order status") == IntentModel.learn(*zip(*MIXED, strict=True), FORMS).rank("order status")


def test_an_intent_with_one_example_can_be_tried():
    """Left out, it has none: its score is low, and nothing fails."""
    _, trial = IntentModel.learn_and_try([*TEXTS, "bye"], [*INTENTS, "goodbye"], {})
    [(ranking, _)] = [(ranking, intent) for ranking, intent in trial if intent == "goodbye"]
    assert dict(ranking)["goodbye"] == 0
