"""What figures are told apart by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
AGENT = "agent"
DIMENSIONS = (*_KEYS, AGENT)

Groups = dict[str, list[Episode]]


def groups(dimension: str, episodes: Iterable[Episode], zone: tzinfo) -> Groups:
    """The episodes by what tells them apart. One that several agents had is in the group of each, with their own part.

    Raises KeyError for a dimension that there is not.
    """
    found: defaultdict[str, list[Episode]] = defaultdict(list)
    for episode in episodes:
        for key, part in _parts(dimension, episode, zone):
            found[key].append(part)
    order = sorted(found) if dimension in _IN_TIME else sorted(found, key=lambda key: (-len(found[key]), key))
    return {key: found[key] for key in order}


def _parts(dimension: str, episode: Episode, zone: tzinfo) -> Sequence[tuple[str, Episode]]:
    if dimension == AGENT:
        return [(agent_id, episode.of(agent_id)) for agent_id in episode.agents]
    return [(_KEYS[dimension](episode, zone), episode)]
