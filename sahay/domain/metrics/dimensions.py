"""What figures are told apart by."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo

from sahay.domain.metrics.episode import Episode

# The group of episodes that have nothing to be told apart by: nobody understood, no team, no agent.
NONE = ""

# Dimension -> the group's key that an episode belongs to, in the shop's time zone.
_KEYS: Mapping[str, Callable[[Episode, tzinfo], str]] = {
    "day": lambda episode, zone: episode.began_at.astimezone(zone).date().isoformat(),
    "hour": lambda episode, zone: f"{episode.began_at.astimezone(zone).hour:02}",
    "weekday": lambda episode, zone: str(episode.began_at.astimezone(zone).isoweekday()),
    "channel": lambda episode, _zone: episode.channel,
    "language": lambda episode, _zone: episode.language,
    "intent": lambda episode, _zone: episode.intent or NONE,
    "team": lambda episode, _zone: episode.team or NONE,
}
# Those whose groups follow one another in time; the others go by size.
_IN_TIME = frozenset({"day", "hour", "weekday"})
Groups = dict[str, list[Episode]]
Parts = Sequence[tuple[str, Episode]]


def groups(dimension: str, episodes: Iterable[Episode], zone: tzinfo) -> Groups:
    """The episodes by what tells them apart. One that several agents had, or with several handoffs, is in the group of
    each, with its part of it.

    Raises KeyError for a dimension that there is not.
    """
    parts = _PARTS.get(dimension)
    found: defaultdict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        for key, part in parts(episode) if parts else ((_KEYS[dimension](episode, zone), episode),):
            found[key].append(part)
    order = sorted(found) if dimension in _IN_TIME else sorted(found, key=lambda key: (-len(found[key]), key))
    return {key: found[key] for key in order}


def _by_agent(episode: Episode) -> Parts:
    return [(agent_id, episode.of(agent_id)) for agent_id in episode.agents]


def _by_reason(episode: Episode) -> Parts:
    counted = Counter(episode.reasons)
    return [(str(reason or NONE), replace(episode, reasons=(reason,) * count)) for reason, count in counted.items()]


_PARTS: Mapping[str, Callable[[Episode], Parts]] = {"agent": _by_agent, "reason": _by_reason}
DIMENSIONS = (*_KEYS, *_PARTS)
