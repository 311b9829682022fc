"""Taking back what was just changed."""

from collections.abc import Mapping
from typing import Final

from actions.questions.confirm import Confirm, Summary
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from sahay.shop.operations import Done, Kind, Past, Unsettled

INTENT: Final = "undo"
# What is said before, where the change is of an order.
_SUMMARIES: Final[Mapping[Kind, str]] = {
    Kind.CANCEL_ORDER: "utter_confirm_undo_cancel",
    Kind.CHANGE_ITEMS: "utter_confirm_undo_change",
}


async def undo_buttons(talk: Talk) -> list[Button]:
    """The button that takes back what was just done; none where it cannot be."""
    past = await _past(talk)
    return [Button(title=talk.title(INTENT), payload=f"/{INTENT}")] if past else []


async def _past(talk: Talk) -> Past | None:
    return await talk.services.operations.last_undoable(talk.turn.conversation_id, talk.now, talk.turn.message_id)


async def _summary(talk: Talk) -> Summary:
    past = await _past(talk)
    key = _SUMMARIES.get(past.write.kind) if past else None
    if past is None or key is None:
        return Summary("utter_confirm_undo")
    return Summary(key, {"order": str(past.write.arguments["order_number"])})


class Undo(Task):
    """Begun by a button, or by a no to what was just done."""

    intent = INTENT
    questions = (Confirm(_summary),)

    async def consider(self, talk: Talk) -> End | None:
        return None if await _past(talk) else End("utter_nothing_to_undo")

    async def finish(self, talk: Talk) -> End | None:
        past = await _past(talk)
        if past is None:
            return End("utter_nothing_to_undo")
        match await talk.services.operations.run_undo(past, await talk.asker()):
            case Done():
                return End("utter_taken_back")
            case Unsettled():
                return End("utter_unsettled")
            case _:
                return End("utter_nothing_to_undo")
