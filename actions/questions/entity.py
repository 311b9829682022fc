"""A detail that the engine finds in what the customer writes."""

from typing import Any

from actions.task.question import Question
from actions.task.talk import Talk


class EntityQuestion(Question):
    """Asked with the text `utter_ask_<name>`, or `utter_ask_<name>_again` (both with a way out).

    `entity` may be volunteered in any message; with `asked_only` it counts only as an answer, where it could be
    something else in other messages.
    """

    def __init__(self, name: str, entity: str, *, asked_only: bool = False) -> None:
        self.name = name
        self._entity = entity
        self._asked_only = asked_only

    async def volunteered(self, talk: Talk) -> Any | None:
        return None if self._asked_only else talk.turn.entity(self._entity)

    async def answered(self, talk: Talk) -> Any | None:
        return talk.turn.entity(self._entity)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"utter_ask_{self.name}_again" if again else f"utter_ask_{self.name}")
