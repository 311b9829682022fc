"""One form for what looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.canonical import ascii_digits, canonical


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Where IS\tmy\norder ", "where is my order"),  # case and spaces
        ("ｏｒｄｅｒ №", "order no"),  # compatibility characters
        ("don’t", "don't"),  # the apostrophe that phones type
        ("pleaseeee!!!!", "pleasee!!"),  # a run of a letter or sign becomes two
        ("10000", "10000"),  # and a run of digits is a number
        ("ક્યાાાાં", "ક્યાાં"),  # vowel signs run too
        ("१०२३४ and ૧૦૨૩૪", "10234 and 10234"),  # Devanagari and Gujarati digits
        ("क़ीमत", "कीमत"),  # a composed nukta letter
        ("की\u093cमत ज\u093cरा", "कीमत जरा"),  # and separate nuktas
        ("ऩ ऱ ऴ", "न र ळ"),  # the three that NFKC composes
        ("कहाँ", "कहां"),  # chandrabindu is anusvara
        ("ક\u0a81", "ક\u0a82"),
        ("क\u094d\u200dया", "क्या"),  # an invisible joiner
        ("ठीक है।", "ठीक है."),  # danda
        ("👍🏽", "👍"),  # a skin tone
        ("", ""),
        (" \u200b ", ""),  # nothing to see
    ],
)
def test_canonical(text, form):
    assert canonical(text) == form


@given(st.text())
def test_the_form_is_stable(text):
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x0AFF), max_size=20))
def test_the_form_of_indic_text_is_stable(text):
    assert canonical(canonical(text)) == canonical(text)


@given(st.text())
def test_ascii_digits_keeps_every_place(text):
    result = ascii_digits(text)
    assert len(result) == len(text)
    assert all(new == old or new.isascii() for new, old in zip(result, text, strict=True))
