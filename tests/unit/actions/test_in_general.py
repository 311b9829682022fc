import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.in_general import in_general
from actions.task.question import End
from actions.task.state import State
from actions.task.talk import Talk
from actions.turn import Turn


@pytest.mark.parametrize(
    ("language", "beginning"), [("en", "In Gujarat your order"), ("hi", "गुजरात में"), ("gu", "ગુજરાતમાં")]
)
async def test_what_everybody_is_told_ends_the_task(services, language, beginning):
    said = CollectingDispatcher()
    tracker = Tracker("c", {"language": language}, {}, [], False, None, {}, "action_listen")
    end = await in_general(Talk(Turn(tracker, said, "en"), State("delivery_period"), services), "delivery_period")

    assert end == End()  # and no person is called
    assert said.messages[0]["text"].startswith(beginning)
    assert "{" not in said.messages[0]["text"]


async def test_where_nothing_is_written_nothing_is_said(services):
    said = CollectingDispatcher()
    tracker = Tracker("c", {"language": "en"}, {}, [], False, None, {}, "action_listen")

    assert await in_general(Talk(Turn(tracker, said, "en"), State("undo"), services), "undo") is None
    assert said.messages == []
