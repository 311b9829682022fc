"""Reports as JSON-ready dictionaries (shapes: `GET /api/openapi.json`), and as CSV."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime, tzinfo
from typing import Any

from sahay.desk.reports import Live
from sahay.desk.reports_range import Range
from sahay.domain.agent import Agent, Availability
from sahay.domain.metrics.dimensions import DIMENSIONS, Groups, groups
from sahay.domain.metrics.episode import Episode
from sahay.domain.metrics.figures import DURATIONS, RATES, Figures

Json = dict[str, Any]
# Who has each agent's id, also those who are gone.
Names = Mapping[str, str]

# A table's program would take a cell that begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def names_of(agents: Mapping[str, Agent]) -> Names:
    return {agent.id: agent.name for agent in agents.values()}


def report_view(days: Range, now: datetime, episodes: Sequence[Episode], names: Names) -> Json:
    return {
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "timezone": str(days.timezone),
        "at": now.isoformat(),
        "totals": figures_view(Figures.of(episodes)),
        "by": {name: table_view(groups(name, episodes, days.timezone), _names(name, names)) for name in DIMENSIONS},
    }


def table_view(found: Groups, names: Names) -> list[Json]:
    """A row for each group; `name` where the key is nobody's word."""
    return [
        {"key": key, **({"name": names[key]} if key in names else {}), **figures_view(Figures.of(group))}
        for key, group in found.items()
    ]


def figures_view(figures: Figures) -> Json:
    return {**asdict(figures), **{rate: getattr(figures, rate) for rate in RATES}}


def table_csv(dimension: str, episodes: Sequence[Episode], timezone: tzinfo, names: Names) -> str:
    """A line for each group, shares from 0 to 1, durations in seconds."""
    lines = [
        {dimension: _cell(key), "name": _cell(names.get(key, "")), **dict(_flat(Figures.of(group)))}
        for key, group in groups(dimension, episodes, timezone).items()
    ]
    header = [dimension, "name", *(name for name, _ in _flat(Figures.of([])))]
    file = io.StringIO()
    writer = csv.DictWriter(file, header)
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()


def episode_view(episode: Episode, figure: str, names: Names) -> Json:
    """A conversation behind a figure: what it was, nothing that was said."""
    durations = DURATIONS.get(figure)
    return {
        "id": episode.conversation_id,
        "began_at": episode.began_at.isoformat(),
        "channel": episode.channel,
        "language": episode.language,
        "intent": episode.intent,
        "team": episode.team,
        "end": episode.end,
        "reasons": list(episode.reasons),
        "agents": [{"id": agent, "name": names.get(agent, "")} for agent in episode.agents],
        "seconds": durations(episode)[0] if durations else None,
    }


def live_view(live: Live, present: Iterable[Availability], today: Figures) -> Json:
    """`present` is of every agent."""
    there = Counter(present)
    return {
        "at": live.at.isoformat(),
        "waiting": live.waiting,
        "waits_since": live.waits_since.isoformat() if live.waits_since else None,
        "with_agents": live.with_agents,
        "agents": {"online": there[Availability.ONLINE], "away": there[Availability.AWAY]},
        "today": figures_view(today),
    }


def _names(dimension: str, names: Names) -> Names:
    return names if dimension == "agent" else {}


def _flat(figures: Figures) -> Iterator[tuple[str, object]]:
    for field in fields(figures):
        value = getattr(figures, field.name)
        if field.name in DURATIONS:
            yield f"{field.name}_count", value.count
            yield f"{field.name}_median", value.median
            yield f"{field.name}_p90", value.p90
        else:
            yield field.name, value
    for rate in RATES:
        value = getattr(figures, rate)
        yield rate, None if value is None else round(value, 4)


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
