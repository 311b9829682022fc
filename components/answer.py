"""What a turn came to, read back from the events that it left on the tracker.

It is read from the events even when the turn has just run, so that the answer to a repeated message is the same.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_RANKING_KEY

RANKING = 3
ENTITY_FIELDS = ("entity", "value", "start", "end", "role", "group")


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON that the channel returns."""

    message_id: str
    replayed: bool
    replies: list[dict[str, Any]]
    understood: dict[str, Any]
    slots: dict[str, Any]
    actions: list[str]

    @classmethod
    def read(cls, tracker: DialogueStateTracker, message_id: str) -> Self | None:
        """The answer to the message with this id: None if the tracker has not seen it."""
        events = _events_of_turn(list(tracker.events), message_id)
        if not events:
            return None
        return cls(
            message_id=message_id,
            replayed=False,
            replies=[reply for event in events if isinstance(event, BotUttered) and (reply := _reply(event))],
            understood=_understood(events[0]),
            slots={name: value for name, value in tracker.current_slot_values().items() if value is not None},
            actions=[
                event.action_name
                for event in events
                if isinstance(event, ActionExecuted) and event.action_name not in (None, ACTION_LISTEN_NAME)
            ],
        )

    def as_replay(self) -> Self:
        return replace(self, replayed=True)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def _events_of_turn(events: Sequence[Event], message_id: str) -> Sequence[Event]:
    """From the message to the next one from the channel. (Actions may log messages too; those have no identifier.)"""
    starts = [
        (index, event.metadata["message_id"])
        for index, event in enumerate(events)
        if isinstance(event, UserUttered) and "message_id" in event.metadata
    ]
    start = next((index for index, found in starts if found == message_id), None)
    if start is None:
        return []
    end = next((index for index, found in starts if index > start and found != message_id), len(events))
    return events[start:end]


def _reply(event: BotUttered) -> dict[str, Any]:
    """{"text"?, "buttons"?, "custom"?}: empty if the bot said nothing."""
    said = {"text": event.text, "buttons": event.data.get("buttons"), "custom": event.data.get("custom")}
    return {name: value for name, value in said.items() if value}


def _understood(event: Event) -> dict[str, Any]:
    parsed: dict[str, Any] = event.parse_data if isinstance(event, UserUttered) else {}
    intent = parsed.get("intent") or {}
    return {
        "intent": intent.get("name"),
        "confidence": _number(intent.get("confidence")),
        "ranking": [
            {"name": ranked["name"], "confidence": _number(ranked["confidence"])}
            for ranked in parsed.get(INTENT_RANKING_KEY, [])[:RANKING]
        ],
        "entities": [
            {name: entity[name] for name in ENTITY_FIELDS if entity.get(name) is not None}
            for entity in parsed.get("entities", [])
        ],
    }


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 4)
