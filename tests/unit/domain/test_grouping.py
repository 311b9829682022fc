"""Texts that say much the same, together."""

from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.grouping import groups

TERMS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.2, 0.7, 1.0]), max_size=4)


def terms(text: str) -> dict[str, float]:
    return dict.fromkeys(text.split(), 1.0)


def test_what_shares_rare_words_is_one_group_and_the_largest_comes_first():
    texts = ["helmet size", "gift wrap", "wrap gift please", "gift wrap paper", "helmet colour"]

    assert groups([terms(text) for text in texts]) == [[1, 2, 3], [0, 4]]


def test_words_that_all_have_bring_nothing_together():
    texts = ["do you helmet", "do you gift", "do you hire", "do you hire people", "do you gold", "do you silver"]

    assert groups([terms(text) for text in texts], 0.5) == [[3, 2], [0], [1], [4], [5]]


def test_nothing_and_texts_without_a_word():
    assert groups([]) == []
    assert groups([{}, {}]) == [[0], [1]]


@given(st.lists(TERMS, max_size=12))
def test_each_text_is_in_one_group(texts: list[dict[str, float]]):
    found = groups(texts)

    assert sorted(place for group in found for place in group) == list(range(len(texts)))
    assert [len(group) for group in found] == sorted((len(group) for group in found), reverse=True)


@given(st.lists(TERMS, max_size=8))
def test_the_same_texts_give_the_same_groups(texts: list[dict[str, float]]):
    assert groups(texts) == groups(texts)
