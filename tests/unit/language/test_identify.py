"""Which language, and when a conversation changes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.language.identify import LANGUAGES, identify
from sahay.language.tag import TAGS


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("where is my order", "en"),
        ("मेरा ऑर्डर कहाँ है", "hi"),
        ("મારો ઓર્ડર ક્યાં છે", "gu"),
        ("mera order kahan hai", "hi-Latn"),
        ("maro order kya che", "gu-Latn"),
        ("refund kab milega", "hi-Latn"),
        ("refund kyare malse", "gu-Latn"),
        ("mujhe order cancel karna hai", "hi-Latn"),
        ("mare order cancel karvo che", "gu-Latn"),
        ("मेरा order track karo", "hi"),  # mixed: its own letters settle it
        ("ઓર્ડર status please", "gu"),
        ("order status", "en"),  # borrowed words alone are English
        ("bhai mera parcel bhejo na please fast delivery", "hi-Latn"),
        ("tamari dukan kyare khule", "gu-Latn"),
    ],
)
def test_a_first_message(text, tag):
    assert identify(text).tag == tag


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        ("ok", "hi", "hi"),  # one word does not flip a conversation
        ("status", "gu", "gu"),
        ("yes", "hi", "hi"),
        ("when", "gu", "gu"),
        ("10234", "gu", "gu"),  # nothing to go by
        ("👍", "hi", "hi"),
        ("where is my order", "hi", "en"),  # several clear English words do
        ("i want to cancel it", "gu", "en"),
        ("order kab aayega", "en", "hi"),
        ("gst bill chahiye", "en", "hi"),  # borrowed words do not outvote the one that is not
        ("mane nathi malyu", "hi", "gu"),
        ("mujhe nahi mila abhi tak", "gu", "hi"),
        ("kya", "gu", "gu"),  # a word of both languages stays where it is
        ("kya", "hi", "hi"),
        ("है", "gu", "hi"),  # letters are certain
        ("ok thanks", None, "en"),
        ("வணக்கம்", "gu", "gu"),  # a script that we do not know
        ("வணக்கம்", None, "en"),
        ("", None, "en"),
        ("hello", "xx", "en"),  # an unknown prior is none
    ],
)
def test_a_message_in_a_conversation(text, prior, language):
    assert identify(text, prior).language == language


@pytest.mark.parametrize(
    ("text", "prior", "tag"),
    [
        # a conversation in Hindi in Latin letters
        ("ok", "hi-Latn", "hi-Latn"),
        ("10234", "hi-Latn", "hi-Latn"),
        ("cancel order", "hi-Latn", "hi-Latn"),
        ("thanks yaar", "hi-Latn", "hi-Latn"),
        ("मेरा ऑर्डर कहाँ है", "hi-Latn", "hi"),  # other letters: answers come in them too
        ("where is my order", "hi-Latn", "en"),
        ("mane nathi malyu", "hi-Latn", "gu-Latn"),
        # a conversation in Hindi in its own letters
        ("refund", "hi", "hi"),  # one Latin word changes nothing
        ("haan", "hi", "hi"),  # nor does a Hindi one
        ("order status", "hi", "hi"),
        ("98250 12345", "hi", "hi"),
        ("10234 ka status", "hi", "hi"),  # a number is no word
        ("status of 10234", "hi-Latn", "hi-Latn"),
        ("refund kab milega", "hi", "hi-Latn"),
        ("kab aayega", "hi", "hi-Latn"),
        ("order cancel karo", "hi", "hi-Latn"),
        # Gujarati likewise
        ("status", "gu-Latn", "gu-Latn"),
        ("જોઈએ છે", "gu-Latn", "gu"),
        ("haa", "gu", "gu"),
        ("maro order kyare aavse", "gu", "gu-Latn"),
        # into Latin letters from English
        ("kab", "en", "en"),
        ("nahi yaad", "en", "hi-Latn"),  # words of both languages: "nathi" would be Gujarati
        ("mujhe nahi yaad", "en", "hi-Latn"),
        ("mane yaad nathi", "en", "gu-Latn"),
        ("kab aayega bhai", "en", "hi-Latn"),
        ("kyare aavse", "en", "gu-Latn"),
    ],
)
def test_the_letters_of_a_conversation(text, prior, tag):
    assert identify(text, prior).tag == tag


def test_native_letters_are_certain_and_nothing_is_not():
    assert identify("नमस्ते", prior="gu") == ("hi", "native", 1.0)
    assert identify("10234", prior="gu") == ("gu", "native", 0.0)
    assert identify("10234", prior="gu-Latn") == ("gu", "latin", 0.0)


@given(st.text(), st.sampled_from([None, *TAGS]))
def test_any_text_has_a_language(text, prior):
    guess = identify(text, prior)
    assert guess.language in LANGUAGES
    assert 0.0 <= guess.confidence <= 1.0
    assert guess.tag in TAGS
    assert guess.script == "latin" or guess.language in ("hi", "gu")
