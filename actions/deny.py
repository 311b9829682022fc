"""A no: to what was just done, which can then be taken back, to what was told, or to what was offered."""

from rasa_sdk.events import EventType

from actions import order_numbers
from actions.not_received import says_it_never_came, was_told_delivered
from actions.skill import Skill
from actions.taking_back import can_take_back, wants_back
from actions.task.beginning import begin
from actions.turn import Turn


class Deny(Skill):
    action = "action_deny"

    async def act(self, turn: Turn) -> list[EventType]:
        if order_numbers.given(turn):
            return begin("track_order")  # "no, not that one, 10039"
        if was_told_delivered(turn) and says_it_never_came(turn.text):
            turn.say("utter_never_came")
            return []
        if await wants_back(turn, self._services) or await can_take_back(turn, self._services):
            return begin("undo")
        turn.say("utter_deny")
        return []
