"""Texts as vectors: what is masked, what is known, what a concept adds, what a slip costs."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import features
from components.features import Features, mask
from sahay.language.attention import beginning

FORMS = {"shoe": {"en": ["shoes", "sneakers"], "hi": ["जूते"]}, "red": {"en": ["red"]}}
TEXTS = ["red shoes", "red shoes please", "blue shirt"]
LEARNED = Features.learn(TEXTS, FORMS)


def vectors(texts, learned=LEARNED, *, concepts=False):
    return learned.vectors([learned.read(text) for text in texts], concepts=concepts)


def lengths(texts, learned=LEARNED, *, concepts=False):
    return [float(np.linalg.norm(row.data)) for row in vectors(texts, learned, concepts=concepts)]


def likeness(one, other, *, concepts):
    first, second = vectors([one, other], concepts=concepts).toarray()
    return float(first @ second)


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
        ("₹1,299 wapas do", "00rs00 wapas do"),  # an amount of any size is one
        ("Rs. 50", "00rs00"),
        ("12999 rs", "00rs00"),
        ("₹ १२९९", "00rs00"),
        ("99/- only", "00rs00 only"),
        ("500 rsvp", "500 rsvp"),  # no currency
        ("hours 1234", "hours 00000"),  # "rs" at the end of a word is none
    ],
)
def test_details_are_seen_by_their_shape(text, masked):
    assert " ".join(mask(text).split()) == masked


@pytest.mark.parametrize("concepts", [True, False])
def test_a_vector_is_shorter_the_less_of_its_text_is_known(concepts):
    known, half, unknown, nothing = lengths(["red shoes", "red hat", "qqq", ""], concepts=concepts)
    assert known == pytest.approx(1)
    assert 0 < half < 1
    assert unknown == nothing == 0


@given(st.lists(st.text(), max_size=4), st.booleans())
def test_any_texts_have_a_row_each_of_length_1_at_most(texts, concepts):
    found = vectors(texts, concepts=concepts)
    assert found.shape == (len(texts), LEARNED.size)
    assert found.dtype == np.float32
    assert all(length <= 1.0001 for length in lengths(texts, concepts=concepts))


def test_a_concept_brings_what_means_the_same_together():
    for word in ("sneakers", "जूते"):
        assert likeness(word, "shoes", concepts=True) > 0.1 > likeness(word, "shoes", concepts=False)


def test_two_concepts_in_any_order_are_a_feature_of_their_own():
    one, other = LEARNED.counts("red shoes").concepts, LEARNED.counts("shoes, red ones").concepts
    assert set(one) == set(other) == {"cred", "cshoe", "cred+shoe"}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("red sheos", True),  # two texts have the word that was meant
        ("blue shrit", False),  # "shirt" is in one, and might be a slip itself
    ],
)
def test_a_slip_of_what_people_write_counts_as_that(text, same):
    meant = {"red sheos": "red shoes", "blue shrit": "blue shirt"}[text]
    assert (LEARNED.counts(text) == LEARNED.counts(meant)) is same


@pytest.mark.parametrize(
    ("texts", "known", "unknown"),
    [
        # Of few texts, what one has may say all.
        (["red shoes", "blue shirt"], ["red shoes", "blue shirt"], []),
        # Of many, it says nothing, unless it is all that the text has.
        (["red shoes"] * features._MANY + ["blue tint", "👍", "ok"], ["red shoes", "👍", "ok"], ["blue tint"]),
    ],
)
def test_which_features_are_kept(texts, known, unknown):
    learned = Features.learn(texts, {})
    assert lengths(known, learned) == pytest.approx([1] * len(known))
    assert lengths(unknown, learned) == [0] * len(unknown)


def test_saved_features_come_back_the_same(tmp_path):
    LEARNED.save(tmp_path)
    again = Features.load(tmp_path)
    texts = [*TEXTS, "sneakers", "red sheos", "qqq", ""]
    for concepts in (True, False):
        assert (vectors(texts, again, concepts=concepts) != vectors(texts, concepts=concepts)).nnz == 0


HOSTILE = ["मे@", "a@", "1@", "9 ", "9((", "#", "sh ", "a.b", "9 ((((", "+", "@.", "₹", "₹ ", "9,", "9.,", "rs. ", "9r"]


@pytest.mark.parametrize("part", HOSTILE)
def test_only_the_beginning_of_a_text_is_masked(part):
    text = part * 2000
    assert mask(text) == mask(beginning(text))


@pytest.mark.parametrize("pattern", [features._EMAIL, features._AMOUNT, features._NUMBER])
@pytest.mark.parametrize("part", HOSTILE)
def test_four_times_the_text_is_not_sixteen_times_the_work(pattern, part):
    """Even without the limit. Each pattern is tried on a text long enough to be measured, and on four of it."""
    short, long = (min(_seconds(pattern, part * times) for _ in range(3)) for times in (5_000, 20_000))
    assert long < 10 * max(short, 0.001)


def _seconds(pattern, text):
    begun = time.process_time()
    pattern.sub("", text)
    return time.process_time() - begun
