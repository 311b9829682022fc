"""How far a task has come. It is kept in the tracker's slot `task`, as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

SLOT = "task"

Reason = Literal["requested", "not_understood", "action_failed", "verification_exhausted"]


@dataclass
class State:
    """`details` are JSON, by the names of the questions. `asked` is the question that waits for an answer, and `since`
    the message to which it was first asked. `read` is the message that was read last, and `gained` the details that it
    gave; `spoken` is a message to which the next question was said already. `ended` says that the task is over without
    being finished, and `reason` why a person is called, how urgently (`priority`), and under which `ticket` the matter
    is kept. `suspended` is the task that goes on after this one."""

    name: str
    details: dict[str, Any] = field(default_factory=dict)
    asked: str | None = None
    since: str = ""
    read: str = ""
    gained: list[str] = field(default_factory=list)
    spoken: str = ""
    ended: bool = False
    reason: Reason | None = None
    priority: str | None = None
    ticket: str | None = None
    suspended: "State | None" = None

    def gained_by(self, message_id: str) -> bool:
        """Whether the message gave a detail."""
        return bool(self.gained) and self.read == message_id

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> Self | None:
        """None for a slot that holds no task, or one of another version."""
        if not isinstance(value, dict):
            return None
        try:
            state = cls(**value)
        except TypeError:
            return None
        state.suspended = cls.from_json(state.suspended)
        return state
