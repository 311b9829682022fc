"""The base of the actions that know all tasks."""

from collections.abc import Mapping
from typing import ClassVar

from actions.skill import Skill
from actions.task.state import SLOT, State
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Turn


class Step(Skill):
    """`tasks` are all there are, by intent: `actions.server` sets them."""

    tasks: ClassVar[Mapping[str, Task]] = {}

    def _state(self, turn: Turn) -> State | None:
        state = State.from_json(turn.tracker.get_slot(SLOT))
        return state if state and state.name in self.tasks else None

    def _talk(self, turn: Turn, state: State) -> tuple[Talk, Task]:
        return Talk(turn, state, self._services), self.tasks[state.name]
