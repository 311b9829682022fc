"""Whether somebody is at the desk: what they chose, and whether their console still gives signs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sahay.domain.agent import Agent, Availability


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a console may give no sign before its agent counts as away, and as gone."""

    away: timedelta = timedelta(minutes=3)
    gone: timedelta = timedelta(minutes=10)


def availability(agent: Agent, now: datetime, silence: Silence) -> Availability:
    """What counts: nobody is more there than they chose to be, nor than their console shows."""
    if not agent.is_active or agent.availability is Availability.OFFLINE or agent.seen_at is None:
        return Availability.OFFLINE
    silent = now - agent.seen_at
    if silent >= silence.gone:
        return Availability.OFFLINE
    return Availability.AWAY if silent >= silence.away else agent.availability


def is_gone(agent: Agent, now: datetime, silence: Silence, watched_since: datetime) -> bool:
    """Whether others have to go on with what they have. `watched_since`: before that nobody could give a sign."""
    if not agent.is_active:
        return True
    since = max(agent.seen_at or watched_since, watched_since)
    if agent.availability is Availability.OFFLINE and agent.chosen_at:
        since = min(since, agent.chosen_at)  # said so: that holds whether or not anybody watched
    return now - since >= silence.gone
