"""Taking back what was just changed."""

from actions.questions.confirm import Confirm, Summary
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.operations import Done


async def _summary(_talk: Talk) -> Summary:
    return Summary("utter_confirm_undo")


class Undo(Task):
    """Begun by a button, or by a no to what was just done."""

    intent = "undo"
    questions = (Confirm(_summary),)

    async def consider(self, talk: Talk) -> End | None:
        past = await talk.services.operations.last_undoable(talk.turn.conversation_id, talk.now)
        return None if past else End("utter_nothing_to_undo")

    async def finish(self, talk: Talk) -> End | None:
        past = await talk.services.operations.last_undoable(talk.turn.conversation_id, talk.now)
        if past is None:
            return End("utter_nothing_to_undo")
        match await talk.services.operations.run_undo(past, await talk.asker()):
            case Done():
                return End("utter_taken_back")
            case _:
                return End("utter_nothing_to_undo")
