"""The utterances themselves: complete, unambiguous, and none of the held-out ones among those trained on."""

from collections import Counter, defaultdict

import pytest
import yaml

from bench.utterances import LANGUAGES
from components import launcher
from sahay.language.canonical import canonical
from sahay.language.script import script_counts

LETTERS = {"en": "latin", "hi": "devanagari", "gu": "gujarati", "hi-Latn": "latin", "gu-Latn": "latin"}
FEWEST = 9  # utterances of an intent in a language


def test_every_intent_is_written_in_every_language_and_script(training):
    counts = Counter((each.intent, each.language) for each in training)
    intents = {each.intent for each in training}
    few = {(intent, language) for intent in intents for language in LANGUAGES if counts[intent, language] < FEWEST}
    assert few == set()


def test_the_intents_are_those_of_the_domain(training):
    domain = yaml.safe_load((launcher.ROOT / "domain.yml").read_text(encoding="utf-8"))
    declared = {name for intent in domain["intents"] for name in (intent if isinstance(intent, dict) else [intent])}
    assert {each.intent for each in training} == declared


@pytest.mark.parametrize("language", LETTERS)
def test_an_utterance_is_in_the_letters_of_its_language(language, training, held_out):
    for text in (each.text for each in (*training, *held_out) if each.language == language):
        counts = script_counts(text)
        foreign = {name: count for name, count in counts.items() if count and name not in (LETTERS[language], "latin")}
        assert not foreign, text


def test_no_utterance_is_given_twice(training):
    twice = [text for text, times in Counter(canonical(each.text) for each in training).items() if times > 1]
    assert twice == []


def test_the_held_out_utterances_are_not_trained_on(training, held_out):
    trained = defaultdict(set)
    for each in training:
        trained[canonical(each.text)].add(each.intent)
    assert [each.text for each in held_out if canonical(each.text) in trained] == []


def test_about_an_eighth_is_held_out(training, held_out):
    assert 0.11 <= len(held_out) / (len(training) + len(held_out)) <= 0.2
