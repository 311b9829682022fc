"""The wishes of a message that its answer leaves open are offered after it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components import other_wishes
from components.nlg import LocalisedTexts
from tests.engine.components.conftest import TINY

ENGLISH = """
language: en
texts:
  utter_also_asked: You also asked about this.
  title_refund: Refund
  title_invoice: Bill
"""
ANSWER = BotUttered("Cancelled.")
HANDED_OFF = BotUttered(None, {"custom": {"handoff": {"reason": "requested"}}})


@pytest.fixture
def texts(tmp_path: Path) -> LocalisedTexts:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "talk.yml").write_text(ENGLISH, "utf-8")
    return LocalisedTexts(EndpointConfig(directory=str(tmp_path)))


def asked(decision: dict[str, Any] | None) -> UserUttered:
    return UserUttered("cancel and refund", parse_data={"decision": decision} if decision else {})


def offered(texts: LocalisedTexts, *events: Event) -> list[tuple[str, list[dict[str, str]]]]:
    """What is said after the events, with its buttons."""
    tracker = DialogueStateTracker.from_events("c1", list(events), TINY.slots)
    before = len(tracker.events)
    asyncio.run(other_wishes.offer(tracker, texts, "sahay"))
    return [(event.text, event.data["buttons"]) for event in list(tracker.events)[before:]]


def test_each_other_wish_is_a_button(texts: LocalisedTexts) -> None:
    said = offered(texts, asked({"kind": "answer", "also": ["refund", "invoice"]}), ANSWER)
    buttons = [{"title": "Refund", "payload": "/refund"}, {"title": "Bill", "payload": "/invoice"}]
    assert said == [("You also asked about this.", buttons)]


@pytest.mark.parametrize(
    "events",
    [
        (asked({"kind": "answer", "also": []}), ANSWER),  # one wish
        (asked(None), ANSWER),  # a button: nobody wrote anything
        (asked({"kind": "answer", "also": ["greet"]}), ANSWER),  # a wish without a title
        (asked({"kind": "answer", "also": ["refund"]}), ANSWER, HANDED_OFF),  # a person reads all of it
        (ANSWER,),  # the bot speaks first
    ],
)
def test_nothing_is_offered(texts: LocalisedTexts, events: tuple[Event, ...]) -> None:
    assert offered(texts, *events) == []


def test_an_earlier_handoff_does_not_matter(texts: LocalisedTexts) -> None:
    said = offered(texts, asked(None), HANDED_OFF, asked({"kind": "answer", "also": ["refund"]}), ANSWER)
    assert len(said) == 1
