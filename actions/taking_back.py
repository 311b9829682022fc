"""Whether a message takes back what was just done."""

from typing import Final

from actions.history import turns
from actions.services import Services
from actions.sounds import sounds
from actions.turn import Turn

_SAID: Final = sounds("undo revert restore wapas vapas pachhu pachho वापस પાછું પાછો")


def says_back(text: str) -> bool:
    """ "Undo that"."""
    return bool(sounds(text) & _SAID)


async def can_take_back(turn: Turn, services: Services) -> bool:
    """Whether something was done in answer to the message before that can be taken back."""
    if not any(
        event["event"] == "action" and event["name"] == "action_finish_task"
        for earlier in turns(turn.events)[1:2]
        for event in earlier
    ):
        return False
    return await services.operations.last_undoable(turn.conversation_id, services.clock.now()) is not None
