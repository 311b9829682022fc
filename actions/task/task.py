"""What a skill is made of that has to know something before it can act."""

from abc import ABC, abstractmethod
from typing import ClassVar

from actions.task.question import End, Question
from actions.task.talk import Talk


class Task(ABC):
    """One routine wish. `intent` is what the customer wants, and the name of the task.

    A task is made once and serves all conversations: what it knows of one is in `talk`.
    """

    intent: ClassVar[str]
    questions: ClassVar[tuple[Question, ...]] = ()
    is_offered: ClassVar[bool] = True  # after an answer about its rules: "I can do that with you"
    entities: ClassVar[frozenset[str]] = frozenset()  # by one of these a message is about it, though it is not certain

    def instead(self, talk: Talk) -> str | None:
        """The intent of another task, if that is what the message is about."""
        return None

    def is_own(self, talk: Talk) -> bool:
        """Whether the message is about what is the customer's own, which no rule of the shop answers."""
        return False

    async def consider(self, talk: Talk) -> End | None:
        """After each detail: whether the task can still be done. It is not asked on for what will be refused."""
        return None

    @abstractmethod
    async def finish(self, talk: Talk) -> End | None:
        """Everything is known: do it, and say what became of it. An End may be given instead of saying it."""

    async def leave(self, talk: Talk) -> None:
        """The customer has left it."""
        talk.say("utter_leave_task")

    def question(self, name: str | None) -> Question | None:
        return next((question for question in self.questions if question.name == name), None)
