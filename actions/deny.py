"""A no: to what was just done, which can then be taken back, or to what was offered."""

from rasa_sdk.events import EventType

from actions.skill import Skill
from actions.taking_back import can_take_back
from actions.task.beginning import begin
from actions.turn import Turn


class Deny(Skill):
    action = "action_deny"

    async def act(self, turn: Turn) -> list[EventType]:
        if await can_take_back(turn, self._services):
            return begin("undo")
        turn.say("utter_deny")
        return []
