"""A trimmed tracker goes on as the whole one would."""

import asyncio
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.payload import Vocabulary, read
from components.processor import StrictProcessor
from components.trimming import TURNS_KEPT, trimmed
from tests.engine.components.conftest import TINY

LISTEN = "action_listen"


def tracker_of(events: Sequence[Event], domain: Domain) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c1", list(events), domain.slots)


def turns_of(events: Sequence[Event]) -> int:
    return sum(isinstance(event, UserUttered) for event in events)


def user(intent: str) -> UserUttered:
    return UserUttered(f"/{intent}", {"name": intent, "confidence": 1.0}, parse_data={"text": f"/{intent}"})


def seen(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What a turn and an action can see of a tracker, its past apart."""
    return tracker.current_state() | {"latest_event_time": 0, "bot": tracker.latest_bot_utterance}


# Any event at any time, among them sequences that no Rasa would make.
ANY_EVENT = st.one_of(
    st.sampled_from(TINY.intents).map(user),
    st.sampled_from([LISTEN, "utter_greet", "action_ask", "order_form", "action_default_fallback"]).map(ActionExecuted),
    st.builds(SlotSet, st.sampled_from(["number", "language", "requested_slot"]), st.sampled_from(["1", "2", None])),
    st.sampled_from(["order_form", "colour_form", None]).map(ActiveLoop),
    st.booleans().map(LoopInterrupted),
    st.sampled_from(["order_form", "action_ask"]).map(ActionExecutionRejected),
    st.text(max_size=3).map(BotUttered),
    st.sampled_from(
        [
            ActionReverted,
            AllSlotsReset,
            ConversationPaused,
            ConversationResumed,
            Restarted,
            SessionStarted,
            UserUtteranceReverted,
        ]
    ).map(lambda event: event()),
    st.just(LISTEN).map(FollowupAction),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(ANY_EVENT, max_size=6), min_size=TURNS_KEPT, max_size=25))
def test_no_history_changes_the_state(history: list[list[Event]]) -> None:
    events = [event for turn in history for event in (ActionExecuted(LISTEN), user("ask"), *turn)]
    whole = tracker_of(events, TINY)
    assert seen(tracker_of(trimmed(whole, TINY.slots), TINY)) == seen(whole)


def test_few_turns_are_kept_as_they_are() -> None:
    events = [event for _ in range(TURNS_KEPT) for event in (user("ask"), ActionExecuted(LISTEN))]
    assert trimmed(tracker_of(events, TINY), TINY.slots) == events


class Dialogue:
    """A real dialogue through the rules of a project, its tracker trimmed after every turn or never."""

    def __init__(self, processor: StrictProcessor, *, trims: bool) -> None:
        self._processor = processor
        self._trims = trims
        self.tracker = tracker_of([], processor.domain)

    async def say(self, message: str) -> list[str]:
        """What was done and said in the turn."""
        before = len(self.tracker.events)
        domain = self._processor.domain
        # Rasa's own intents too, which the channel refuses: they undo more than ours do.
        payload = read(message, Vocabulary(frozenset(domain.intents), frozenset(domain.entities)))
        asked = UserMessage(message, sender_id="c1", message_id="m1", parse_data=payload)
        await self._processor.take_turn(asked, self.tracker, "en")
        told = list(_told(list(self.tracker.events)[before:]))
        if self._trims:
            self.tracker = tracker_of(trimmed(self.tracker, self._processor.domain.slots), self._processor.domain)
        return told


def _told(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        match event:
            case ActionExecuted():
                yield f"did {event.action_name}"
            case BotUttered():
                yield f"said {event.text}"
            case ActiveLoop():
                yield f"asks by {event.name}"


class FakeActions(EndpointConfig):
    """Every action says its name; validations say nothing."""

    async def request(self, *_: Any, **options: Any) -> dict[str, Any]:
        name = options["json"]["next_action"]
        return {"events": [], "responses": [] if name.startswith("validate_") else [{"text": name}]}


class FakeTexts:
    async def generate(self, utter_action: str, *_: Any, **__: Any) -> dict[str, Any]:
        return {"text": utter_action}


def user_intents(domain: Domain) -> list[str]:
    """Those that a rule answers; two of the tiny project's are there to fail."""
    return [intent for intent in domain.intents if intent not in ("loop", "silence")]


def messages(domain: Domain) -> st.SearchStrategy[str]:
    """Payloads of every intent of the domain, often with an entity, and some of Rasa's own."""
    values = ["7", "SS-10001", "a@example.com"]
    with_entity = [
        f'/{intent}{{"{entity}": "{value}"}}'
        for intent in user_intents(domain)
        for entity in domain.entities
        for value in values
    ]
    return st.one_of(
        st.sampled_from([f"/{intent}" for intent in user_intents(domain)]),
        st.sampled_from(with_entity),
        st.sampled_from(["/restart", "/back", "/session_start", "/nlu_fallback"]),
    )


@pytest.fixture(scope="session", params=["the tiny project", "the shop's project"])
def any_project(request: pytest.FixtureRequest) -> StrictProcessor:
    """The rules of the tiny project, which has every kind of turn, and those of the shop."""
    name = {"the tiny project": "loaded", "the shop's project": "loaded_shop"}[request.param]
    processor = copy(request.getfixturevalue(name))
    processor.action_endpoint = FakeActions("http://nowhere")
    processor.nlg = FakeTexts()
    return processor


@settings(
    max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking takes minutes
@given(st.data())
def test_a_trimmed_dialogue_goes_on_as_a_whole_one(any_project: StrictProcessor, data: st.DataObject) -> None:
    said = data.draw(st.lists(messages(any_project.domain), min_size=20, max_size=45))
    asyncio.run(_compare(any_project, said))


async def _compare(processor: StrictProcessor, said: Sequence[str]) -> None:
    whole, short = Dialogue(processor, trims=False), Dialogue(processor, trims=True)
    for number, message in enumerate(said):
        assert await short.say(message) == await whole.say(message), f"turn {number}: {message}"
        assert seen(short.tracker) == seen(whole.tracker)
        # A "back" at the cut undoes what is before it, so that the cut waits for a few turns.
        assert turns_of(short.tracker.events) <= 2 * TURNS_KEPT
