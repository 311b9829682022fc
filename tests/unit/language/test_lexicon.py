"""Concepts are found behind the words that say them, in any language, letters and inflection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.lexicon import Lexicon, LexiconError
from sahay.language.tokens import words

LEXICON = Lexicon(
    {
        "refund": {"en": ["refund", "money back"], "hi": ["paisa wapas", "रिफंड"], "gu": ["પૈસા પાછા"]},
        "money": {"en": ["money"], "hi": ["पैसा"], "gu": ["પૈસા"]},
        "cancel": {"en": ["cancel", "call off"], "hi": ["कैंसल"], "gu": ["રદ"]},
        "policy": {"en": ["policies"]},
        "account": {"en": ["a/c", "login"]},
        "create": {"en": ["login"]},
        "no": {"en": ["don't want"]},
    }
)


def concepts(text):
    return LEXICON.concepts(words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("refund", ["refund"]),
        ("रिफंड", ["refund"]),
        ("રિફંડ", ["refund"]),  # listed in other letters only
        ("refunds refunded refunding", ["refund"] * 3),  # English endings
        ("policy", ["policy"]),
        ("money", ["money"]),
        ("money back", ["refund"]),  # of two forms that begin here, the longer one
        ("paisa", ["money"]),  # the first word of a longer form, alone
        ("पैसा वापस", ["refund"]),
        ("cancel, money back", ["cancel", "refund"]),  # in order
        ("call it off", []),  # not in a row
        ("call off", ["cancel"]),
        ("refnud", []),  # slips are mended before
        ("the", []),  # a short sound is that of too many words
        ("login", ["account", "create"]),  # under two concepts
        ("a/c", ["account"]),
        ("dont want", ["no"]),  # an apostrophe says nothing
        ("shoes", []),
        ("", []),
    ],
)
def test_the_concepts_of_a_text(text, expected):
    assert concepts(text) == expected


@given(st.text())
def test_any_text_has_known_concepts_only(text):
    assert set(concepts(text)) <= {"refund", "money", "cancel", "policy", "account", "create", "no"}


@given(st.lists(st.text(), max_size=5))
def test_any_list_of_words_is_taken(listed):
    assert isinstance(LEXICON.concepts(listed), list)


@pytest.mark.parametrize("text", ["refund", "refund now", "", "photosynthesis"])
def test_an_empty_lexicon_knows_nothing(text):
    assert Lexicon({}).concepts(words(text)) == []


@pytest.mark.parametrize(
    ("forms", "message"),
    [
        ({"refund": ["refund"]}, "refund: must be a name with lists"),  # no language
        ({True: {"en": ["yes"]}}, "True: must be a name with lists"),  # YAML reads an unquoted yes so
        ({"refund": {"en": "refund"}}, r"refund\.en: must be a list of words"),
        ({"refund": {"en": None}}, r"refund\.en: must be a list of words"),
        ({"refuse": {"en": [False]}}, r"refuse\.en: False is no word \(quote"),
        ({"pin": {"en": [1234]}}, r"pin\.en: 1234 is no word"),
        ({"refund": {"en": ["refund", ""]}}, r"refund\.en: '' is no word"),
        ({"refund": {"en": ["?!"]}}, r"refund\.en: '\?!' is no word"),
    ],
)
def test_what_is_no_lexicon_is_refused_by_name(forms, message):
    with pytest.raises(LexiconError, match=message):
        Lexicon(forms)
