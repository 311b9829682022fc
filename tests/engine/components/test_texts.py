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

ENGLISH = """
language: en
texts:
  utter_hello: Hello!
  utter_order:
    text: "{number} is {state}."
    buttons: [{title: "About {number}", payload: '/ask{"n": 1}'}]
"""
HINDI = """
language: hi
texts:
  utter_hello: नमस्ते!
  utter_order:
    text: "{number}: {state}।"
    buttons: [{title: "{number} के बारे में", payload: '/ask{"n": 1}'}]
"""


ROMANISED = """
language: hi-Latn
texts:
  utter_hello: Namaste!
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "en.yml").write_text(ENGLISH, "utf-8")
    (tmp_path / "hi.yml").write_text(HINDI, "utf-8")
    (tmp_path / "hi-Latn.yml").write_text(ROMANISED, "utf-8")
    return tmp_path


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
        (directory / "en.yml").write_text(ENGLISH.replace("Hello!", "Hello there!"), "utf-8")
        assert said(texts, "utter_hello", {})["text"] == "Hello there!"

    def test_a_new_language_too(self, directory: Path) -> None:
        texts = served(directory)
        (directory / "gu.yml").write_text(HINDI.replace("language: hi", "language: gu"), "utf-8")
        assert texts.languages == {"en", "gu", "hi", "hi-Latn", "gu-Latn"}  # Latin letters need no texts of their own

    def test_a_wrong_edit_is_told_once_and_changes_nothing(self, directory: Path, capsys) -> None:
        texts = served(directory)
        (directory / "en.yml").write_text(ENGLISH.replace("{state}", "{status}"), "utf-8")
        for _ in range(3):
            assert said(texts, "utter_hello", {})["text"] == "Hello!"
        told = capsys.readouterr().out.splitlines()
        assert len(told) == 1
        assert "hi.yml: utter_order: {state} must be in this text and in en.yml, or in neither" in told[0]

    def test_and_the_next_good_one_is_heard(self, directory: Path) -> None:
        texts = served(directory)
        (directory / "en.yml").write_text("{", "utf-8")
        said(texts, "utter_hello", {})
        (directory / "en.yml").write_text(ENGLISH.replace("Hello!", "Good day!"), "utf-8")
        assert said(texts, "utter_hello", {})["text"] == "Good day!"


@pytest.mark.parametrize(
    ("hindi", "complaint"),
    [
        ("{", "hi.yml: not YAML: "),
        ("- a list", "hi.yml: must have `language: hi` and `texts:`"),
        (HINDI.replace("language: hi", "language: gu"), "hi.yml: must have `language: hi`"),
        (HINDI + "more: 1", "hi.yml: must have"),
        ("language: hi\ntexts: {}", "hi.yml: must have"),
        (HINDI + "  utter_hello: twice", "hi.yml: not YAML: .*duplicate key"),
        (HINDI + "  utter_more: और", "hi.yml: utter_more: not in en.yml"),
        (HINDI.replace("utter_hello: नमस्ते!", ""), "hi.yml: utter_hello: missing, en.yml has it"),
        (HINDI.replace("नमस्ते!", '""'), "hi.yml: utter_hello: is empty"),
        (HINDI.replace("नमस्ते!", "12"), "hi.yml: utter_hello: must be a text"),
        (HINDI.replace("{state}", "{State}"), "hi.yml: utter_order: a { that is no placeholder"),
        (HINDI.replace("{state}", "state}"), "hi.yml: utter_order: a } that is no placeholder"),
        (HINDI.replace(": {state}", ""), r"hi.yml: utter_order: \{state\} must be in this text"),
        (HINDI.replace("title:", "label:"), "hi.yml: utter_order: each button needs"),
        (HINDI.replace('"n": 1', '"n": 2'), "hi.yml: utter_order: the buttons' payloads differ"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(directory: Path, hindi: str, complaint: str) -> None:
    (directory / "hi.yml").write_text(hindi, "utf-8")
    with pytest.raises(TextsError, match=complaint) as problem:
        load(directory)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("romanised", "complaint"),
    [
        ("language: hi-Latn\ntexts: {utter_more: Aur}", "hi-Latn.yml: utter_more: not in en.yml"),
        ("language: hi-Latn\ntexts: {utter_order: '{number}'}", r"hi-Latn.yml: utter_order: \{state\} must be in this"),
    ],
)
def test_latin_letters_may_leave_out_a_text_and_nothing_of_one(directory: Path, romanised: str, complaint: str) -> None:
    (directory / "hi-Latn.yml").write_text(romanised, "utf-8")
    with pytest.raises(TextsError, match=complaint):
        load(directory)


def test_no_texts_at_all(tmp_path: Path) -> None:
    with pytest.raises(TextsError, match="no texts"):
        load(tmp_path)


def test_the_shops_own_texts_are_good() -> None:
    assert load(Path(__file__).parents[3] / "data" / "responses").keys() >= {"en", "gu", "hi"}
