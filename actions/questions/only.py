"""A question that is of use only under a condition."""

from collections.abc import Callable
from typing import Any

from actions.task.question import Question, Taken
from actions.task.talk import Talk


class Only(Question):
    """As the question that it is made of, where `when` holds."""

    def __init__(self, question: Question, when: Callable[[Talk], bool]) -> None:
        self.name, self.depends, self.topics = question.name, question.depends, question.topics
        self._question, self._when = question, when

    def is_needed(self, talk: Talk) -> bool:
        return self._when(talk) and self._question.is_needed(talk)

    async def known(self, talk: Talk) -> Any | None:
        return await self._question.known(talk)

    async def volunteered(self, talk: Talk) -> Any | None:
        return await self._question.volunteered(talk)

    async def answered(self, talk: Talk) -> Any | None:
        return await self._question.answered(talk)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        return await self._question.taken(value, talk)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        await self._question.ask(talk, again=again)

    async def help(self, talk: Talk) -> None:
        await self._question.help(talk)
