"""Texts in every language: compared at the start, filled safely, kept fresh."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.nlg import LocalisedTexts
from components.texts import TextsError, load
from tests.engine.components.conftest import TINY

ENGLISH_TALK = """
language: en
texts:
  utter_hello: Hello!
"""
ENGLISH = """
language: en
texts:
  utter_order:
    text: "{number} is {state}."
    buttons: [{title: "About {number}", payload: '/ask{"n": 1}'}]
"""
HINDI_TALK = """
language: hi
texts:
  utter_hello: नमस्ते!
"""
HINDI = """
language: hi
texts:
  utter_order:
    text: "{number}: {state}।"
    buttons: [{title: "{number} के बारे में", payload: '/ask{"n": 1}'}]
"""


ROMANISED = """
language: hi-Latn
texts:
  utter_hello: Namaste!
"""
FILES = {
    "en/talk.yml": ENGLISH_TALK,
    "en/orders.yml": ENGLISH,
    "hi/talk.yml": HINDI_TALK,
    "hi/orders.yml": HINDI,
    "hi-Latn/talk.yml": ROMANISED,
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for path, content in FILES.items():
        write(tmp_path, path, content)
    return tmp_path


def write(directory: Path, path: str, content: str) -> None:
    (directory / path).parent.mkdir(exist_ok=True)
    (directory / path).write_text(content, "utf-8")


def said(texts: LocalisedTexts, key: str, slots: dict[str, Any], **values: Any) -> dict[str, Any]:
    tracker = DialogueStateTracker.from_events("c1", [SlotSet(*slot) for slot in slots.items()], TINY.slots)
    return asyncio.run(texts.generate(key, tracker, "sahay", **values))


def served(directory: Path, **options: str) -> LocalisedTexts:
    return LocalisedTexts(EndpointConfig(directory=str(directory), **options))


class TestChoice:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "Hello!"),
            ("hi", "नमस्ते!"),
            ("hi-Latn", "Namaste!"),
            ("gu-Latn", "Hello!"),  # neither file: the default
            ("ta", "Hello!"),  # no texts in Tamil: the default
            (None, "Hello!"),  # not known yet
        ],
    )
    def test_the_language_slot_decides(self, directory: Path, language: str | None, text: str) -> None:
        assert said(served(directory), "utter_hello", {"language": language}) == {"text": text}

    def test_what_is_missing_in_latin_letters_is_said_in_the_own_ones(self, directory: Path) -> None:
        order = {"language": "hi-Latn", "number": "7"}
        assert said(served(directory), "utter_order", order, state="packed")["text"] == "7: packed।"

    def test_another_default(self, directory: Path) -> None:
        assert said(served(directory, default="hi"), "utter_hello", {})["text"] == "नमस्ते!"

    def test_a_default_without_texts(self, directory: Path) -> None:
        with pytest.raises(TextsError, match="no texts in 'fr'"):
            served(directory, default="fr")

    def test_an_unknown_key(self, directory: Path) -> None:
        with pytest.raises(TextsError, match="no text named utter_nothing"):
            said(served(directory), "utter_nothing", {})


class TestFilling:
    def test_the_shops_first_order_number_is_the_example(self, directory: Path) -> None:
        write(directory, "en/help.yml", "language: en\ntexts:\n  utter_help: As {order_example}.\n")
        write(directory, "hi/help.yml", "language: hi\ntexts:\n  utter_help: जैसे {order_example}।\n")

        assert said(served(directory, orders="MC-4711,10234"), "utter_help", {})["text"] == "As MC-4711."
        assert said(served(directory), "utter_help", {})["text"] == "As 10234."

    def test_from_slots_and_from_the_action(self, directory: Path) -> None:
        assert said(served(directory), "utter_order", {"number": "7"}, state="packed") == {
            "text": "7 is packed.",
            "buttons": [{"title": "About 7", "payload": '/ask{"n": 1}'}],
        }

    def test_the_action_knows_better_than_a_slot(self, directory: Path) -> None:
        assert said(served(directory), "utter_order", {"number": "7"}, number="8", state="packed")["text"].startswith(
            "8"
        )

    @pytest.mark.parametrize("nothing", [None, [], {}])  # what Rasa passes for "no buttons", "no image" ...
    def test_nothing_does_not_hide_a_slot(self, directory: Path, nothing: Any) -> None:
        assert said(served(directory), "utter_order", {"number": "7"}, number=nothing)["text"].startswith("7")

    def test_a_missing_value_leaves_a_readable_gap_and_a_line_in_the_log(self, directory: Path, capsys) -> None:
        assert said(served(directory), "utter_order", {"number": "7"})["text"] == "7 is …."
        assert '"texts.value_missing", "level": "warning", "key": "utter_order", "placeholders": ["state"]' in (
            capsys.readouterr().out
        )

    @pytest.mark.parametrize(
        "value",
        [
            "{number}",  # not filled a second time
            "{number.__class__}",
            "%s {0} {}",
            r"\1 \g<0>",
        ],
    )
    def test_what_a_customer_wrote_is_only_text(self, directory: Path, value: str) -> None:
        assert said(served(directory), "utter_order", {"number": value}, state="new")["text"] == f"{value} is new."

    def test_rasa_may_add_buttons_to_its_copy(self, directory: Path) -> None:
        texts = served(directory)
        said(texts, "utter_order", {"number": "7"})["buttons"].append({"title": "More", "payload": "/more"})
        assert len(said(texts, "utter_order", {"number": "7"})["buttons"]) == 1


class TestFreshness:
    def test_an_edit_is_heard_at_once(self, directory: Path) -> None:
        texts = served(directory)
        write(directory, "en/talk.yml", ENGLISH_TALK.replace("Hello!", "Hello there!"))
        assert said(texts, "utter_hello", {})["text"] == "Hello there!"

    def test_so_is_a_new_topic(self, directory: Path) -> None:
        texts = served(directory)
        write(directory, "en/new.yml", "language: en\ntexts: {utter_new: New}")
        write(directory, "hi/new.yml", "language: hi\ntexts: {utter_new: नया}")
        assert said(texts, "utter_new", {})["text"] == "New"

    def test_a_new_language_too(self, directory: Path) -> None:
        texts = served(directory)
        write(directory, "gu/talk.yml", HINDI_TALK.replace("language: hi", "language: gu"))
        write(directory, "gu/orders.yml", HINDI.replace("language: hi", "language: gu"))
        assert texts.languages == {"en", "gu", "hi", "hi-Latn", "gu-Latn"}  # Latin letters need no texts of their own

    def test_a_wrong_edit_is_told_once_and_changes_nothing(self, directory: Path, capsys) -> None:
        texts = served(directory)
        write(directory, "en/orders.yml", ENGLISH.replace("{state}", "{status}"))
        for _ in range(3):
            assert said(texts, "utter_hello", {})["text"] == "Hello!"
        told = capsys.readouterr().out.splitlines()
        assert len(told) == 1
        assert "hi/orders.yml: utter_order: {state} must be in this text and in en/orders.yml, or in neither" in told[0]

    def test_and_the_next_good_one_is_heard(self, directory: Path) -> None:
        texts = served(directory)
        write(directory, "en/talk.yml", "{")
        said(texts, "utter_hello", {})
        write(directory, "en/talk.yml", ENGLISH_TALK.replace("Hello!", "Good day!"))
        assert said(texts, "utter_hello", {})["text"] == "Good day!"


@pytest.mark.parametrize(
    ("hindi", "complaint"),
    [
        ("{", "not YAML: "),
        ("- a list", "must have `language: hi` and `texts:`"),
        (HINDI.replace("language: hi", "language: gu"), "must have `language: hi`"),
        (HINDI + "more: 1", "must have"),
        ("language: hi\ntexts: {}", "must have"),
        (HINDI + "  utter_order: twice", "not YAML: .*duplicate key"),
        (HINDI + "  utter_more: और", "utter_more: not in en/orders.yml"),
        (HINDI.replace("utter_order:", "utter_other:"), "utter_order: missing, en/orders.yml has it"),
        (HINDI + '  utter_b: ""', "utter_b: is empty"),
        (HINDI + "  utter_b: 12", "utter_b: must be a text"),
        (HINDI.replace("{state}", "{State}"), "utter_order: a { that is no placeholder"),
        (HINDI.replace("{state}", "state}"), "utter_order: a } that is no placeholder"),
        (HINDI.replace(": {state}", ""), r"utter_order: \{state\} must be in this text and in en/orders.yml"),
        (HINDI.replace("title:", "label:"), "utter_order: each button needs"),
        (HINDI.replace('"n": 1', '"n": 2'), "utter_order: the buttons' payloads differ from those in en/orders.yml"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(directory: Path, hindi: str, complaint: str) -> None:
    write(directory, "hi/orders.yml", hindi)
    with pytest.raises(TextsError, match=rf"^hi/orders\.yml: {complaint}") as problem:
        load(directory)
    assert "\n" not in str(problem.value)


def test_a_key_in_two_files_names_both(directory: Path) -> None:
    write(directory, "en/talk.yml", ENGLISH_TALK + "  utter_order: Which?")
    with pytest.raises(TextsError, match=r"^en/talk\.yml: utter_order: is in en/orders\.yml too$"):
        load(directory)


def test_a_key_is_in_the_same_topic_in_every_language(directory: Path) -> None:
    write(directory, "hi-Latn/orders.yml", ROMANISED)
    (directory / "hi-Latn" / "talk.yml").unlink()
    moved = r"^hi-Latn/orders\.yml: utter_hello: must be in hi-Latn/talk\.yml, as in en/talk\.yml$"
    with pytest.raises(TextsError, match=moved):
        load(directory)


@pytest.mark.parametrize(
    ("path", "texts", "complaint"),
    [
        ("hi-Latn/talk.yml", "{utter_more: Aur}", "utter_more: not in en/talk.yml"),
        ("hi-Latn/orders.yml", "{utter_order: '{number}'}", r"utter_order: \{state\} must be in this text"),
    ],
)
def test_latin_letters_may_leave_out_a_text_and_nothing_of_one(
    directory: Path, path: str, texts: str, complaint: str
) -> None:
    write(directory, path, f"language: hi-Latn\ntexts: {texts}")
    with pytest.raises(TextsError, match=f"^{path}: {complaint}"):
        load(directory)


@pytest.mark.parametrize("files", [(), ("en.yml",)])  # a file per language, as it once was, is none
def test_no_texts_at_all(tmp_path: Path, files: tuple[str, ...]) -> None:
    for file in files:
        write(tmp_path, file, ENGLISH)
    with pytest.raises(TextsError, match=r"no texts: there is no file like en/talk\.yml"):
        load(tmp_path)


def test_the_shops_own_texts_are_good() -> None:
    assert load(Path(__file__).parents[3] / "data" / "responses").keys() >= {"en", "gu", "hi"}
