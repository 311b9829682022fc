"""What happens in a run, decided by the seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.fakes_shops.http import Response

CHANNELS = ("telegram", "whatsapp")
MESSAGES = 4
# A provider calls again when it was not answered, and sometimes when it was.
COPIES = (1, 1, 2, 3, 5)
LATEST_SECONDS = 1.5
TROUBLES = (0, 0, 1, 2, 3)
# How often messages are sent side by side, in one notification, and have an answer of several parts.
TOGETHER, AS_ONE, LONG = 0.3, 0.5, 0.2

Trouble = Mapping[str, Any]
_LOST: tuple[Trouble, ...] = (
    {"dropped": True},
    {"dropped": True, "done": False},
    {"cut": True},
    {"held": True},
    {"held": True, "done": False},
)


def _telegram(status: int, description: str, **parameters: int) -> Trouble:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return {"instead": Response(status, body)}


def _graph(status: int, code: int) -> Trouble:
    return {"instead": Response(status, {"error": {"code": code, "message": "x"}}, {"Retry-After": "1"})}


TROUBLE: Mapping[str, tuple[Trouble, ...]] = {
    "telegram": (
        _telegram(429, "Too Many Requests: retry after 1", retry_after=1),
        _telegram(500, "Internal Server Error"),
        {"instead": Response(502, raw=b"<html>")},
        _telegram(400, "Bad Request: nobody knows why"),
        *_LOST,
    ),
    "whatsapp": (
        _graph(429, 130429),
        _graph(500, 131000),
        {"instead": Response(502, raw=b"")},
        {"instead": Response(503)},
        _graph(400, 131026),
        *_LOST,
    ),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One webhook with messages, by their places: `copies` are the seconds after the first call at which the same comes
    again."""

    places: tuple[int, ...]
    copies: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Calls that are made side by side, from a phase of the batch on; those before have been taken by then."""

    phase: int
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`texts` in the order in which they are written."""

    number: int
    channel: str
    texts: tuple[str, ...]
    groups: tuple[Group, ...]
    troubles: tuple[Trouble, ...]


def plan(number: int, seed: int, phases: int) -> Plan:
    random = Random(f"{seed}:{number}")  # noqa: S311 (to be repeated, not to be guessed)
    channel = CHANNELS[number % len(CHANNELS)]
    texts = tuple(
        f"[{number}.{place}] {'tell me all' if random.random() < LONG else 'where is it?'}" for place in range(MESSAGES)
    )
    sizes = _sizes(random)
    starts = sorted(random.choices(range(phases), k=len(sizes)))
    groups, place = [], 0
    for start, size in zip(starts, sizes, strict=True):
        groups.append(Group(start, _calls(tuple(range(place, place + size)), channel, random)))
        place += size
    troubles = tuple(random.choice(TROUBLE[channel]) for _ in range(random.choice(TROUBLES)))
    return Plan(number, channel, texts, tuple(groups), troubles)


def _sizes(random: Random) -> list[int]:
    sizes: list[int] = []
    while (left := MESSAGES - sum(sizes)) > 0:
        sizes.append(min(left, 2 if random.random() < TOGETHER else 1))
    return sizes


def _calls(places: tuple[int, ...], channel: str, random: Random) -> tuple[Call, ...]:
    """Of several messages Meta makes one notification, or one of each; Telegram calls for each."""
    as_one = channel == "whatsapp" and random.random() < AS_ONE
    told = [places] if as_one else [(place,) for place in places]
    random.shuffle(told)
    return tuple(
        Call(each, tuple(random.uniform(0, LATEST_SECONDS) for _ in range(random.choice(COPIES) - 1))) for each in told
    )
