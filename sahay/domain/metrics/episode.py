"""One matter of one customer, from the first message to the end of the talk."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sahay.domain.conversation import Reason
from sahay.domain.metrics.history import Rating
from sahay.domain.metrics.promises import Promise


class End(StrEnum):
    """What became of an episode: exactly one of these."""

    RUNNING = "running"  # no agent had it yet, and it may go on
    CONTAINED = "contained"  # the question was answered, and no agent had it
    ABANDONED = "abandoned"  # the customer left without an answer, and no agent had it
    HUMAN = "human"  # an agent had it


@dataclass(frozen=True, slots=True)
class Response:
    """The first word of a human: `seconds` after the customer began to ask for it."""

    seconds: float
    agent_id: str | None


@dataclass(frozen=True, slots=True)
class Handling:
    """For how long an agent had the conversation open, all their spans together."""

    agent_id: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """From coming to the humans to the last time that it was resolved: by the wall's clock, and while the desk was
    open."""

    seconds: float
    open_seconds: float
    agent_id: str | None


@dataclass(frozen=True, slots=True)
class Episode:
    """`intent` is what the customer came for, `reasons` are those of its handoffs, `team` the last that it waited for.
    `waited` is None where the customer never awaited a human; `reopened` counts how often it came back to the humans
    after it had been resolved."""

    conversation_id: str
    began_at: datetime
    channel: str
    language: str
    end: End
    intent: str | None = None
    team: str | None = None
    reasons: tuple[Reason | None, ...] = ()
    response: Response | None = None
    waited: float | None = None
    handled: tuple[Handling, ...] = ()
    resolution: Resolution | None = None
    resolves: tuple[str | None, ...] = ()
    reopened: int = 0
    ratings: tuple[Rating, ...] = ()
    promises: tuple[Promise, ...] = ()

    @property
    def agents(self) -> tuple[str, ...]:
        """Who had it, in order, each once."""
        return tuple(handling.agent_id for handling in self.handled if handling.agent_id)

    def of(self, agent_id: str) -> "Episode":
        """The same with what is this agent's own alone: their first words, their time, what they resolved. That it was
        reopened belongs to who resolved it first."""
        response, resolution = self.response, self.resolution
        return replace(
            self,
            response=response if response and response.agent_id == agent_id else None,
            handled=tuple(handling for handling in self.handled if handling.agent_id == agent_id),
            resolution=resolution if resolution and resolution.agent_id == agent_id else None,
            resolves=tuple(resolver for resolver in self.resolves if resolver == agent_id),
            reopened=self.reopened if self.resolves[:1] == (agent_id,) else 0,
            ratings=tuple(rating for rating in self.ratings if rating.agent_id == agent_id),
            promises=tuple(promise for promise in self.promises if promise.agent_id == agent_id),
        )
