"""What the trained model makes of utterances that it has never seen.

The floors are below what docs/understanding.md reports: a change that goes under one has broken something.
"""

from collections import defaultdict

import pytest

IN_SCOPE_RIGHT = {"en": 0.88, "hi": 0.90, "gu": 0.90, "hi-Latn": 0.90, "gu-Latn": 0.90}
OUT_OF_SCOPE_REJECTED = 0.85
REJECTED = {"out_of_scope", "nlu_fallback"}


@pytest.mark.parametrize("language", IN_SCOPE_RIGHT)
def test_held_out_utterances_are_understood(language, held_out, parse):
    ours = [each for each in held_out if each.language == language and each.intent != "out_of_scope"]
    wrong = {each.text: name for each in ours if (name := parse(each.text)["intent"]["name"]) != each.intent}
    assert 1 - len(wrong) / len(ours) >= IN_SCOPE_RIGHT[language], wrong


def test_what_is_not_the_shops_business_is_rejected(held_out, parse):
    foreign = [each.text for each in held_out if each.intent == "out_of_scope"]
    taken = {text: name for text in foreign if (name := parse(text)["intent"]["name"]) not in REJECTED}
    assert 1 - len(taken) / len(foreign) >= OUT_OF_SCOPE_REJECTED, taken


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where is my order", "track_order"),
        ("मेरा ऑर्डर कहाँ है", "track_order"),
        ("maro order kya che", "track_order"),
        ("wher is my ordr", "track_order"),  # misspelt
        ("MERA ORDER KAB AAYEGA????", "track_order"),  # shouted
        ("track 10234", "track_order"),
        ("10234", "inform"),  # a bare detail does not fall back
        ("ASHA@EXAMPLE.COM", "inform"),
        ("+91 98765-43210", "inform"),
        ("૧૦૨૩૪", "inform"),
        ("refund kab milega", "ask_faq"),
        ("order cancel karna hai", "ask_faq"),  # an order is cancelled by an answer that says how
        # What a shop may be asked is a question to it, whether or not it has the answer.
        ("do you take emi on credit card", "ask_faq"),
        ("is wifi router in stock", "ask_faq"),
        ("forgot my password", "ask_faq"),
        ("UPI payment failed but amount debited", "ask_faq"),
        ("cancel that", "deny"),  # and what the bot is doing by a no
        ("rehne do", "deny"),
        ("talk to a person", "contact_human_agent"),
        ("are you a person", "bot_challenge"),
        ("👍", "affirm"),
        ("🙏", "thank_you"),
    ],
)
def test_what_must_never_be_misunderstood(text, intent, parse):
    assert parse(text)["intent"]["name"] == intent


@pytest.mark.parametrize("text", ["zxqv wplk", "¿¡", "வணக்கம் எப்படி இருக்கிறீர்கள்", "🦖🦖🦖", "...", "0", "a"])
def test_what_nobody_could_understand_falls_back(text, parse):
    assert parse(text)["intent"]["name"] == "nlu_fallback"


def test_a_language_is_told_by_its_utterances(held_out, training):
    """`sahay.language.identify`, on everything that we have in every language."""
    from sahay.language.identify import identify
    from sahay.language.script import script

    told = defaultdict(list)
    for text, _, language in (*held_out, *training):
        if script(text):
            told[language].append(identify(text, prior=language[:2]).language == language[:2])
    assert {language: sum(right) / len(right) >= 0.98 for language, right in told.items()} == dict.fromkeys(told, True)
