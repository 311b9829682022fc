"""Shortening a tracker's events, so that a turn costs the same in a conversation of any length.

Rasa replays every event at each turn, and sends them all to the action server. What decides its next step is the
state (slots, active form, last action ...) and the last few turns. So the older turns are replaced by a prelude:
the few events that bring a new tracker to the state at the cut. Rasa's events undo each other in many ways, so a
trimmed tracker is compared with the whole one, and if anything differs, nothing is trimmed this time.
"""

from collections.abc import Iterator, Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, TrackerActiveLoop

TURNS_KEPT = 10  # the longest rule spans far fewer, and a turn may be repeated only while it is the last


def trimmed(tracker: DialogueStateTracker, slots: Sequence[Slot]) -> list[Event]:
    """The events to keep of `tracker`, whose domain has `slots`: all of them while they are few."""
    events = list(tracker.events)
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= TURNS_KEPT:
        return events
    cut = _start_of_turn(events, turns[-TURNS_KEPT])
    tail = events[cut:]
    short = [*_prelude(_replayed(events[:cut], slots), tail[0].timestamp), *tail]
    return short if _equal(tracker, _replayed(short, slots), tail) else events


def _start_of_turn(events: Sequence[Event], user: int) -> int:
    """The index after the `action_listen` that waited for the user's message at index `user`."""
    for index in range(user - 1, -1, -1):
        if isinstance(events[index], ActionExecuted):
            return index + 1
    return user


def _replayed(events: Sequence[Event], slots: Sequence[Slot]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("", list(events), slots)


def _prelude(before: DialogueStateTracker, timestamp: float) -> Iterator[Event]:
    """Events that bring a new tracker to the state of `before`."""
    yield ActionExecuted(ACTION_SESSION_START_NAME, timestamp=timestamp)
    yield SessionStarted(timestamp=timestamp)
    if before.latest_bot_utterance != BotUttered.empty():
        yield before.latest_bot_utterance
    loop = before.active_loop
    if loop and loop.name:
        yield from _start_of_loop(before, loop, timestamp)
    for slot in before.slots.values():
        if slot.value != slot.initial_value:
            yield SlotSet(slot.name, slot.value, timestamp=timestamp)
    if loop and loop.name and loop.rejected:
        yield ActionExecutionRejected(loop.name, timestamp=timestamp)
    if before.is_paused():
        yield ConversationPaused(timestamp=timestamp)
    yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)


def _start_of_loop(before: DialogueStateTracker, loop: TrackerActiveLoop, timestamp: float) -> Iterator[Event]:
    """The message that started the form, and the form's start: the tracker remembers both while it is active."""
    started_by = [
        event for event in before.events if isinstance(event, UserUttered) and event.parse_data == loop.trigger_message
    ]
    if started_by:
        yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)
        yield started_by[-1]
    yield ActionExecuted(loop.name, timestamp=timestamp)
    yield ActiveLoop(loop.name, timestamp=timestamp)


def _equal(whole: DialogueStateTracker, short: DialogueStateTracker, tail: Sequence[Event]) -> bool:
    """Whether both trackers are in the same state, and the same of the last turns counts in both."""
    return _state(whole) == _state(short) and _applied(whole, tail) == _applied(short, tail)


def _state(tracker: DialogueStateTracker) -> dict[str, object]:
    return tracker.current_state() | {"sender_id": "", "latest_bot_utterance": tracker.latest_bot_utterance}


def _applied(tracker: DialogueStateTracker, tail: Sequence[Event]) -> list[int]:
    """Which events of the tail were not undone, in order."""
    kept = {id(event) for event in tail}
    return [id(event) for event in tracker.applied_events() if id(event) in kept]
