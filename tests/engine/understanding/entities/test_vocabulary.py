"""Words in whatever letters."""

import pytest

from components.details.vocabulary import Vocabulary, Word

WORDS = Vocabulary({"day": {0: ["aaj", "today"]}, "month": {10: ["october", "ઓક્ટોબર"]}, "scale": {1000: ["હજાર"]}})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("aaj", Word("day", "0")),
        ("AAJ", Word("day", "0")),
        ("आज", Word("day", "0")),  # as it is in Latin letters
        ("હજાર", Word("scale", "1000")),
        ("hazaar", Word("scale", "1000")),  # as it sounds
        ("ઓક્ટોબરમાં", Word("month", "10")),  # with its ending
        ("aj", None),  # too short to go by the sound
        ("में", None),  # an ending alone
        ("", None),
        ("?", None),
    ],
)
def test_a_word(text, word):
    assert WORDS.find(text) == word


def test_a_meaning_is_one_of_its_class():
    assert (WORDS.meaning("day", "aaj"), WORDS.meaning("month", "aaj")) == ("0", None)


def test_a_form_has_one_meaning():
    with pytest.raises(ValueError, match="may"):
        Vocabulary({"month": {5: ["may"]}, "verb": {"can": ["may"]}})
