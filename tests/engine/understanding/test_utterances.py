"""The utterances themselves: complete, unambiguous, and none of the held-out ones among those trained on."""

import re
from collections import Counter

import pytest
import yaml

from bench.evaluation.sets import HELD_OUT, TRAINING, two_wishes
from bench.utterances import LANGUAGES
from components import launcher
from sahay.language.canonical import canonical
from sahay.language.script import script_counts

LETTERS = {"en": "latin", "hi": "devanagari", "gu": "gujarati", "hi-Latn": "latin", "gu-Latn": "latin"}
FEWEST = 20  # utterances of an intent in a language
FEWEST_HELD_OUT = 3
BUTTONS_ONLY = {"ask_faq", "rate_answer", "undo"}  # nobody types them
_ROW = re.compile(r"^\| (\w+) \|", re.MULTILINE)


def blocks(folder):
    return [
        block
        for path in sorted(folder.glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    ]


def batches(folder):
    return {block["metadata"].get("batch") for block in blocks(folder)}


def test_every_intent_is_written_and_measured_in_every_language_and_script(training, held_out):
    for utterances, fewest in ((training, FEWEST), (held_out, FEWEST_HELD_OUT)):
        counts = Counter((each.intent, each.language) for each in utterances)
        intents = {each.intent for each in training}
        assert {(name, tag) for name in intents for tag in LANGUAGES if counts[name, tag] < fewest} == set()


def test_the_intents_are_those_of_the_domain(training, held_out):
    domain = yaml.safe_load((launcher.ROOT / "domain.yml").read_text(encoding="utf-8"))
    declared = {name for intent in domain["intents"] for name in (intent if isinstance(intent, dict) else [intent])}
    assert {each.intent for each in training} == declared - BUTTONS_ONLY
    assert {each.intent for each in held_out} == declared - BUTTONS_ONLY


def test_the_boundaries_of_every_intent_are_described_once(training):
    rows = _ROW.findall((TRAINING / "README.md").read_text(encoding="utf-8"))
    described = [name for name in rows if name != "intent"]  # the head of a table
    assert sorted(described) == sorted({each.intent for each in training})


@pytest.mark.parametrize("language", LETTERS)
def test_an_utterance_is_in_the_letters_of_its_language(language, training, held_out):
    for text in (each.text for each in (*training, *held_out) if each.language == language):
        counts = script_counts(text)
        foreign = {name: count for name, count in counts.items() if count and name not in (LETTERS[language], "latin")}
        assert not foreign, text


def test_no_utterance_is_given_twice(training, held_out):
    for utterances in (training, held_out):
        assert [text for text, times in Counter(canonical(each.text) for each in utterances).items() if times > 1] == []


def test_the_held_out_utterances_are_not_trained_on(training, held_out):
    trained = {canonical(each.text) for each in training}
    assert [each.text for each in held_out if canonical(each.text) in trained] == []
    assert [text for text, _ in two_wishes(HELD_OUT.parent / "two_wishes.yml") if canonical(text) in trained] == []


@pytest.mark.parametrize("folder", [TRAINING, HELD_OUT])
def test_every_block_names_its_language_and_the_batch_of_its_author(folder):
    nameless = [
        block["intent"]
        for block in blocks(folder)
        if block["metadata"]["language"] not in LANGUAGES or not block["metadata"].get("batch")
    ]
    assert nameless == []


def test_whole_batches_are_held_out():
    assert not batches(TRAINING) & batches(HELD_OUT)


def test_about_a_sixth_is_held_out(training, held_out):
    assert 0.14 <= len(held_out) / (len(training) + len(held_out)) <= 0.2


def test_messages_with_two_wishes_have_two_known_ones(training):
    intents = {each.intent for each in training}
    cases = two_wishes(HELD_OUT.parent / "two_wishes.yml")
    assert [text for text, wishes in cases if len(set(wishes)) != 2 or not set(wishes) <= intents] == []
