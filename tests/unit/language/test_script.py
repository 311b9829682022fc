"""Which letters, and the same letters in Latin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.canonical import canonical
from sahay.language.script import fold, script

GUJARATI_OFFSET = 0x180  # from a Devanagari letter to its Gujarati twin
# Letters, vowel signs, virama and anusvara that both scripts have.
SHARED = "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशसहािीुूेैोौ्ं"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("where is it", "latin"),
        ("मेरा ऑर्डर", "devanagari"),
        ("મારો ઓર્ડર", "gujarati"),
        ("मेरा order ट्रैक करो", "devanagari"),  # the majority of letters
        ("order नहीं received yet", "latin"),
        ("вітаю", "other"),
        ("10234 🙂 ?!", None),  # no letters
        ("१२३ ૧૨૩", None),  # digits are no letters in any script
        ("", None),
    ],
)
def test_script(text, expected):
    assert script(text) == expected


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("मेरा ऑर्डर कहाँ है", "meraa ordar kahaan hai"),
        ("મારો ઓર્ડર ક્યાં છે", "maaro ordar kyaan chhe"),
        ("कैंसल", "kainsal"),  # a nasal before a consonant
        ("नंबर નંબર", "nambar nambar"),  # and before a labial
        ("पार्सल", "paarsal"),  # the last vowel is silent
        ("करना", "karnaa"),  # and the one between two spoken ones
        ("न", "na"),  # a single letter keeps its vowel
        ("दुःख", "duhkh"),
        ("ऋण", "rin"),
        ("refund रिफंड!", "refund riphand!"),  # Latin letters stay
        ("नहींं", "naheen"),  # a stray sign harms nothing
        ("ा", "aa"),
    ],
)
def test_fold(text, latin):
    assert fold(text) == latin


@given(st.text(alphabet=SHARED, max_size=15))
def test_the_twin_of_a_hindi_text_in_gujarati_letters_folds_to_the_same(hindi):
    gujarati = "".join(chr(ord(char) + GUJARATI_OFFSET) for char in hindi)
    assert fold(gujarati) == fold(hindi)


@given(st.text(alphabet=SHARED + " ", max_size=30))
def test_what_is_folded_has_no_indic_letters(text):
    assert script(fold(text)) in ("latin", None)


@given(st.text())
def test_folding_never_fails_and_leaves_other_scripts_alone(text):
    folded = fold(text)
    if script(text) in ("latin", "other", None):
        kept = [char for char in canonical(text) if not 0x0900 <= ord(char) <= 0x0AFF]
        assert [char for char in kept if char in folded] == kept
