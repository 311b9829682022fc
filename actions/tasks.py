"""All tasks, by the intents that begin them. A new one is listed here and in data/rules/tasks.yml."""

from collections.abc import Mapping
from typing import Final

from actions.orders.track_order import TrackOrder
from actions.task.task import Task
from actions.undo import Undo

TASKS: Final[Mapping[str, Task]] = {task.intent: task for task in (TrackOrder(), Undo())}
