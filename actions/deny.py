"""A no: to what was just done, which can then be taken back, or to what was offered."""

from rasa_sdk.events import EventType

from actions.history import turns
from actions.skill import Skill
from actions.task.beginning import begin
from actions.turn import Turn


class Deny(Skill):
    action = "action_deny"

    async def act(self, turn: Turn) -> list[EventType]:
        if _did_something_before(turn):
            past = await self._services.operations.last_undoable(turn.conversation_id, self._services.clock.now())
            if past:
                return begin("undo")
        turn.say("utter_deny")
        return []


def _did_something_before(turn: Turn) -> bool:
    """Whether a task was finished in answer to the message before."""
    return any(
        event["event"] == "action" and event["name"] == "action_finish_task"
        for earlier in turns(turn.events)[1:2]
        for event in earlier
    )
