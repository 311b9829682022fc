"""A message may have several wishes. The rules answer one; the others are offered as buttons after the answer."""

from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

RESPONSE = "utter_also_asked"
_HANDOFF = "handoff"


async def offer(tracker: DialogueStateTracker, nlg: NaturalLanguageGenerator, channel: str) -> None:
    """Say after the turn which other wishes were seen in its message. Not after a handoff: a person reads it all."""
    message = tracker.latest_message
    also = ((message.parse_data if message else {}).get("decision") or {}).get("also", [])
    if not also or _is_handed_off(tracker):
        return
    said = await nlg.generate(RESPONSE, tracker, channel, intents=also)
    if said and said.get("buttons"):
        data: dict[str, Any] = {"buttons": said["buttons"]}
        tracker.update(BotUttered(said["text"], data, {"utter_action": RESPONSE}))


def _is_handed_off(tracker: DialogueStateTracker) -> bool:
    for event in reversed(tracker.events):
        if event is tracker.latest_message:
            return False
        if isinstance(event, BotUttered) and _HANDOFF in (event.data.get("custom") or {}):
            return True
    return False
