"""A detail that is taken where a message gives it, and never asked for."""

from actions.task.question import Question
from actions.task.talk import Talk


class Heard(Question):
    """Kept when it is volunteered; a task goes on without it."""

    def is_needed(self, talk: Talk) -> bool:
        return False

    async def ask(self, talk: Talk, *, again: bool) -> None:
        """Nobody asks."""
