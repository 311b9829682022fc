"""The figures of a group of episodes. `BEHIND` names, for each of them, the episodes that it was made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from sahay.domain.metrics.episode import End, Episode
from sahay.domain.metrics.spread import Spread

# Scores from which a customer counts as satisfied, of 5.
SATISFIED = 4


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers of episodes, if nothing else is said; spreads are in seconds. What each means: docs/reports.md."""

    episodes: int
    running: int
    contained: int
    abandoned: int
    human: int
    handed_off: int
    handoffs: int  # requests for a human: an episode may have several
    response: Spread
    waiting: Spread
    handling: Spread
    resolution: Spread
    open_resolution: Spread
    resolved: int
    reopened: int
    promises: int  # clocks that have ended
    kept: int
    asked: int  # ratings asked for
    rated: int
    satisfied: int

    @classmethod
    def of(cls, group: Sequence[Episode]) -> Self:
        counted: dict[str, Any] = {field.name: _COUNTED[field.name](group) for field in fields(cls)}
        return cls(**counted)

    @property
    def containment(self) -> float | None:
        """Of the episodes of which it is known what became of them, the share that needed no human and was answered."""
        return share(self.contained, self.contained + self.abandoned + self.human)

    @property
    def abandonment(self) -> float | None:
        return share(self.abandoned, self.contained + self.abandoned + self.human)

    @property
    def handoff_rate(self) -> float | None:
        return share(self.handed_off, self.episodes)

    @property
    def reopening(self) -> float | None:
        return share(self.reopened, self.resolved)

    @property
    def kept_rate(self) -> float | None:
        return share(self.kept, self.promises)

    @property
    def response_rate(self) -> float | None:
        """Of the customers who were asked how it went, the share that said."""
        return share(self.rated, self.asked)

    @property
    def satisfaction(self) -> float | None:
        """Of the ratings, the share of 4 and 5."""
        return share(self.satisfied, self.rated)


RATES = ("containment", "abandonment", "handoff_rate", "reopening", "kept_rate", "response_rate", "satisfaction")
SPREADS = ("response", "waiting", "handling", "resolution", "open_resolution")

# The durations of an episode: most have one or none.
DURATIONS: Mapping[str, Callable[[Episode], tuple[float, ...]]] = {
    "response": lambda episode: (episode.response.seconds,) if episode.response else (),
    "waiting": lambda episode: () if episode.waited is None else (episode.waited,),
    "handling": lambda episode: (sum(h.seconds for h in episode.handled),) if episode.handled else (),
    "resolution": lambda episode: (episode.resolution.seconds,) if episode.resolution else (),
    "open_resolution": lambda episode: (episode.resolution.open_seconds,) if episode.resolution else (),
}


def _lasts(name: str) -> Callable[[Episode], bool]:
    return lambda episode: bool(DURATIONS[name](episode))


BEHIND: Mapping[str, Callable[[Episode], bool]] = {
    "episodes": lambda _episode: True,
    "running": lambda episode: episode.end is End.RUNNING,
    "contained": lambda episode: episode.end is End.CONTAINED,
    "abandoned": lambda episode: episode.end is End.ABANDONED,
    "human": lambda episode: episode.end is End.HUMAN,
    "handed_off": lambda episode: bool(episode.reasons),
    "handoffs": lambda episode: bool(episode.reasons),
    **{name: _lasts(name) for name in DURATIONS},
    "resolved": lambda episode: bool(episode.resolves),
    "reopened": lambda episode: episode.reopened > 0,
    "promises": lambda episode: bool(episode.promises),
    "kept": lambda episode: any(promise.kept for promise in episode.promises),
    "missed": lambda episode: any(not promise.kept for promise in episode.promises),
    "asked": lambda episode: bool(episode.ratings),
    "rated": lambda episode: any(rating.score is not None for rating in episode.ratings),
    "satisfied": lambda episode: any((rating.score or 0) >= SATISFIED for rating in episode.ratings),
}


def share(part: int, whole: int) -> float | None:
    """None of nothing."""
    return part / whole if whole else None


def _number(name: str) -> Callable[[Sequence[Episode]], int]:
    return lambda group: sum(map(BEHIND[name], group))


def _spread(name: str) -> Callable[[Sequence[Episode]], Spread]:
    return lambda group: Spread.of(value for episode in group for value in DURATIONS[name](episode))


def _each(count: Callable[[Episode], int]) -> Callable[[Sequence[Episode]], int]:
    return lambda group: sum(map(count, group))


_COUNTED: Mapping[str, Callable[[Sequence[Episode]], int | Spread]] = {
    **{name: _number(name) for name in BEHIND},
    **{name: _spread(name) for name in DURATIONS},
    "handoffs": _each(lambda episode: len(episode.reasons)),
    "promises": _each(lambda episode: len(episode.promises)),
    "kept": _each(lambda episode: sum(promise.kept for promise in episode.promises)),
    "asked": _each(lambda episode: len(episode.ratings)),
    "rated": _each(lambda episode: sum(rating.score is not None for rating in episode.ratings)),
    "satisfied": _each(lambda episode: sum((rating.score or 0) >= SATISFIED for rating in episode.ratings)),
}
