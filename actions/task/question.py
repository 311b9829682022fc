"""One detail of a task: how it is heard in a message, checked, and asked for."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.task.state import Reason
from actions.task.talk import Talk
from actions.turn import Button


@dataclass(frozen=True)
class Keep:
    """The value is good: these details are known now. None forgets one."""

    details: Mapping[str, Any]


@dataclass(frozen=True)
class Again:
    """The value cannot be used: this is said, the details in `forget` are forgotten, and it is asked again.

    With `asks` the text is the question itself, and nothing more is said.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: Sequence[Button] = ()
    forget: tuple[str, ...] = ()
    asks: bool = False


@dataclass(frozen=True)
class End:
    """The task is over: this is said (nothing, without a key), and with a `reason` a person is called: how urgently
    (`priority`), and with which `ticket` to see to."""

    key: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: Sequence[Button] = ()
    reason: Reason | None = None
    priority: str | None = None
    ticket: str | None = None


CONFIRMED = "confirmed"  # the detail that says yes to what will happen
Taken = Keep | Again | End


class Question(ABC):
    """`name` is the detail that it fills.

    `depends` are details of which this one is part: when one of them changes, this one is forgotten.
    `topics` are intents that a message may have and still be an answer ("it was broken" is a complaint too).
    """

    name: str
    depends: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    alone: bool = False  # an answer only if the message says nothing else

    def is_needed(self, talk: Talk) -> bool:
        return self.name not in talk.details

    async def known(self, talk: Talk) -> Any | None:
        """A value that need not be asked for, or at once what follows (Taken); None when it must be asked."""
        return None

    async def volunteered(self, talk: Talk) -> Any | None:
        """What a message says about it that was not asked: only what nothing else can be meant by."""
        return None

    async def answered(self, talk: Talk) -> Any | None:
        """What a message says about it in answer to the question; None when it is no answer."""
        return await self.volunteered(talk)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        """Whether the value will do."""
        return Keep({self.name: value})

    @abstractmethod
    async def ask(self, talk: Talk, *, again: bool) -> None:
        """Ask for it; `again` when the last answer was none."""

    async def help(self, talk: Talk) -> None:
        """For who hesitates: what it is for, where it is found, and a way out."""
        await self.ask(talk, again=True)
