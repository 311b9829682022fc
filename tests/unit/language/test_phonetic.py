"""What sounds alike has one key, in whatever letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.phonetic import key, skeleton, word_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("nahi", "nahin", "nahee", "नहीं"),
        ("delivery", "delivary", "dilivri", "डिलीवरी", "ડિલિવરી"),
        ("kyaare", "kyare", "ક્યારે"),
        ("parcel", "parsal", "पार्सल", "પાર્સલ"),
        ("vapas", "waapas", "वापस"),
        ("paisa", "paisaa", "पैसा", "પૈસા"),
        ("achchha", "accha", "achha", "अच्छा"),
        ("zaroorat", "jarurat", "ज़रूरत"),
        ("che", "chhe", "છે"),
        ("refund", "rifand", "रिफंड", "રિફંડ"),
        ("order", "ordar", "ऑर्डर", "ઓર્ડર"),
    ],
)
def test_spellings_of_a_word_share_their_skeleton(spellings):
    assert len({skeleton(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("nahi", "nahin", "nahee", "नहीं"),
        ("kyaare", "kyare", "ક્યારે"),
        ("vapas", "waapas", "वापस"),
        ("paisa", "paisaa", "पैसा", "પૈસા"),
        ("zaroorat", "jarurat", "ज़रूरत"),
        ("mera order kaha hai", "mera order kahan hai"),
        ("bataiye", "bataaiye", "बताइए"),
    ],
)
def test_spellings_that_differ_in_what_people_vary_share_their_key(spellings):
    assert len({key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("kab", "kahan"), ("maro", "mera"), ("cancel", "change"), ("return", "refund"), ("kale", "kyare"), ("ha", "na")],
)
def test_different_words_have_different_keys(one, other):
    assert key(one) != key(other)


@given(st.text())
def test_a_text_has_a_key_for_each_word_and_never_fails(text):
    assert len(key(text).split()) == len(skeleton(text).split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_keeps_something_of_itself(word):
    assert word_key(word)
