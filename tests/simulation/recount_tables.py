"""Figures of the recounted episodes (`recount.py`), altogether and group by group, as the report's JSON has them."""

from collections.abc import Callable
from datetime import UTC, datetime

INDIA = 19_800


def figures(episodes: list[dict]) -> dict:
    ends = [episode["end"] for episode in episodes]
    contained, abandoned, human = (ends.count(end) for end in ("contained", "abandoned", "human"))
    handed_off = sum(1 for episode in episodes if episode["reasons"])
    resolved = sum(1 for episode in episodes if episode["resolvers"])
    reopened = sum(1 for episode in episodes if episode["reopened"])
    clocks = [promise for episode in episodes for promise in episode["promises"]]
    kept = sum(1 for _clock, is_kept, _agent in clocks if is_kept)
    scores = [rating["score"] for episode in episodes for rating in episode["ratings"]]
    given = [score for score in scores if score is not None]
    happy = sum(1 for score in given if score in (4, 5))
    solutions = [episode["resolution"] for episode in episodes if episode["resolution"]]
    return {
        "episodes": len(episodes),
        "running": ends.count("running"),
        "contained": contained,
        "abandoned": abandoned,
        "human": human,
        "handed_off": handed_off,
        "handoffs": sum(len(episode["reasons"]) for episode in episodes),
        "response": spread([episode["response"][0] for episode in episodes if episode["response"]]),
        "waiting": spread([episode["waited"] for episode in episodes if episode["waited"] is not None]),
        "handling": spread([sum(episode["handled"].values()) for episode in episodes if episode["handled"]]),
        "resolution": spread([solution[0] for solution in solutions]),
        "open_resolution": spread([solution[1] for solution in solutions]),
        "resolved": resolved,
        "reopened": reopened,
        "promises": len(clocks),
        "kept": kept,
        "asked": len(scores),
        "rated": len(given),
        "satisfied": happy,
        "containment": share(contained, contained + abandoned + human),
        "abandonment": share(abandoned, contained + abandoned + human),
        "handoff_rate": share(handed_off, len(episodes)),
        "reopening": share(reopened, resolved),
        "kept_rate": share(kept, len(clocks)),
        "response_rate": share(len(given), len(scores)),
        "satisfaction": share(happy, len(given)),
    }


def spread(values: list[float]) -> dict:
    """The smallest value that half of them, and nine of ten, do not exceed."""

    def below(tenths: int) -> float | None:
        enough = (v for v in sorted(values) if 10 * sum(1 for w in values if w <= v) >= tenths * len(values))
        return next(enough, None)

    return {"count": len(values), "median": below(5), "p90": below(9)}


def share(part: int, whole: int) -> float | None:
    return None if whole == 0 else part / whole


def tables(episodes: list[dict]) -> dict[str, dict[str, dict]]:
    return {name: table(episodes, keys) for name, keys in KEYS.items()} | {
        "agent": {
            agent: figures([own(episode, agent) for episode in episodes if agent in episode["handled"]])
            for agent in {agent for episode in episodes for agent in episode["handled"]}
        },
        "reason": {
            reason or "": figures([for_reason(episode, reason) for episode in episodes if reason in episode["reasons"]])
            for reason in {reason for episode in episodes for reason in episode["reasons"]}
        },
    }


def table(episodes: list[dict], key: Callable[[dict], str]) -> dict[str, dict]:
    names = {key(episode) for episode in episodes}
    return {name: figures([episode for episode in episodes if key(episode) == name]) for name in names}


def own(episode: dict, agent: str) -> dict:
    """An agent's part of an episode."""
    mine = dict(episode)
    mine["handled"] = {agent: episode["handled"][agent]}
    for name in ("response", "resolution"):
        found = episode[name]
        mine[name] = found if found and found[-1] == agent else None
    mine["resolvers"] = [resolver for resolver in episode["resolvers"] if resolver == agent]
    mine["reopened"] = episode["reopened"] if episode["resolvers"] and episode["resolvers"][0] == agent else 0
    mine["promises"] = [promise for promise in episode["promises"] if promise[-1] == agent]
    mine["ratings"] = [rating for rating in episode["ratings"] if rating["agent_id"] == agent]
    return mine


def for_reason(episode: dict, reason: str | None) -> dict:
    return episode | {"reasons": [each for each in episode["reasons"] if each == reason]}


def local(episode: dict) -> datetime:
    return datetime.fromtimestamp(episode["began"] + INDIA, UTC)


KEYS: dict[str, Callable[[dict], str]] = {
    "day": lambda episode: local(episode).strftime("%Y-%m-%d"),
    "hour": lambda episode: local(episode).strftime("%H"),
    "weekday": lambda episode: local(episode).strftime("%u"),
    "channel": lambda episode: episode["channel"],
    "language": lambda episode: episode["language"],
    "intent": lambda episode: episode["intent"] or "",
    "team": lambda episode: episode["team"] or "",
}
