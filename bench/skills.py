"""What a turn costs with each skill: `.venv/app/bin/python -m bench.skills [--rounds N] [--write]`.

The dialogues of tests/conversations/scripts in which a wish is done are played one after the other, in all languages,
through the real engine and actions on SQLite. A turn is from the message to the answer at the engine's channel. Its
time is shared out: the backend has what the shop's ports took, the actions what else their calls took, the engine the
rest, with the way between them. --write keeps the figures in reports/skills.json and reports/skills.md.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Final

import httpx

from sahay.config import ROOT, load_settings
from sahay.launch.progress import Step
from sahay.launch.training import trained_model
from tests.conversations import metering
from tests.conversations.bot import Bot, running, with_free_ports
from tests.conversations.script import Outcome, Script, read_scripts
from tests.conversations.shop import furnish

ACTIONS: Final = "tests.conversations.metered_server"
ROUNDS: Final = 3
ALL: Final = "all"
HEAD: Final = """\
| skill | conversations | turns | median, ms | p95, ms | engine | actions | backend |
|---|---:|---:|---:|---:|---:|---:|---:|
"""


@dataclass(frozen=True)
class Turn:
    """Milliseconds: of the whole, of the actions without the backend, of the backend."""

    whole: float
    actions: float
    backend: float

    @property
    def engine(self) -> float:
        return self.whole - self.actions - self.backend


@dataclass(frozen=True)
class Figures:
    """Of the turns with one skill. The shares are of the time of all of them together."""

    conversations: int
    turns: int
    median: float
    p95: float
    engine: float
    actions: float
    backend: float

    @classmethod
    def of(cls, conversations: Sequence[Sequence[Turn]]) -> "Figures":
        turns = [turn for conversation in conversations for turn in conversation]
        wholes, total = [turn.whole for turn in turns], sum(turn.whole for turn in turns)
        return cls(
            conversations=len(conversations),
            turns=len(turns),
            median=round(median(wholes), 1),
            p95=round(quantiles(wholes, n=20)[-1], 1),
            engine=round(sum(turn.engine for turn in turns) / total, 3),
            actions=round(sum(turn.actions for turn in turns) / total, 3),
            backend=round(sum(turn.backend for turn in turns) / total, 3),
        )


class Watch:
    """How long the engine took for each message, in milliseconds by its id."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.took: dict[str, float] = {}
        self._began = 0.0
        client.event_hooks = {"request": [self._start], "response": [self._stop]}

    async def _start(self, _: httpx.Request) -> None:
        self._began = perf_counter()

    async def _stop(self, response: httpx.Response) -> None:
        await response.aread()
        message = json.loads(response.request.content)["metadata"]["message_id"]
        self.took[message] = (perf_counter() - self._began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each dialogue is played")
    parser.add_argument("--write", action="store_true", help="keep the figures in reports/")
    wanted = parser.parse_args()
    scripts = [script for script in read_scripts() if Outcome.DONE in script.outcomes and script.skill]
    load = [os.getloadavg()[0]]
    figures = asyncio.run(measured(scripts, wanted.rounds))
    load.append(os.getloadavg()[0])
    machine = {"cpus": os.cpu_count(), "system": platform.system(), "load_before": load[0], "load_after": load[1]}
    print(f"{HEAD}{rows(figures)}\n\n{told(machine)}")
    if wanted.write:
        keep(figures, machine)


async def measured(scripts: Sequence[Script], rounds: int) -> dict[str, Figures]:
    """By skill, and of all together. One round before, which is not counted, warms what is read once."""
    with tempfile.TemporaryDirectory(prefix="sahay-skills-") as var:
        settings = with_free_ports(load_settings(environ={"SAHAY_VAR": var}))
        await furnish(settings)
        async with running(settings, trained_model(settings, Step("a model")), ACTIONS) as bot:
            await _round(bot, scripts[:: len(scripts) // 20])
            watch = Watch(bot.client)
            played = [pair for _ in range(rounds) for pair in await _round(bot, scripts)]
        return _figures(played, watch.took, Path(var))


async def _round(bot: Bot, scripts: Iterable[Script]) -> list[tuple[str, str]]:
    """Skill and conversation of each dialogue. One that goes otherwise than it should is named and not counted."""
    pairs = []
    for script in scripts:
        scene = await bot.scene(script)
        played = await scene.play()
        if played.trouble or played.changes:
            print(f"not counted: {script}", file=sys.stderr)
        else:
            pairs.append((script.skill or "", scene.own.conversation))
    return pairs


def _figures(played: Iterable[tuple[str, str]], took: Mapping[str, float], var: Path) -> dict[str, Figures]:
    inside: dict[str, list[metering.Work]] = defaultdict(list)
    for work in metering.read(var):
        inside[work.message].append(work)
    turns: dict[str, list[Turn]] = defaultdict(list)
    for message, whole in took.items():
        backend = sum(milliseconds for work in inside[message] for _, milliseconds in work.calls)
        called = sum(work.milliseconds for work in inside[message])
        turns[message.partition(":")[0]].append(Turn(whole, called - backend, backend))
    by_skill: dict[str, list[list[Turn]]] = defaultdict(list)
    for skill, conversation in played:
        by_skill[skill].append(turns[conversation])
    figures = {skill: Figures.of(conversations) for skill, conversations in sorted(by_skill.items())}
    return figures | {ALL: Figures.of([each for conversations in by_skill.values() for each in conversations])}


def rows(figures: Mapping[str, Figures]) -> str:
    return "\n".join(
        f"| {skill} | {each.conversations} | {each.turns} | {each.median:.0f} | {each.p95:.0f} "
        f"| {each.engine:.0%} | {each.actions:.0%} | {each.backend:.0%} |"
        for skill, each in figures.items()
    )


def told(machine: Mapping[str, object]) -> str:
    load = "load of the last minute {load_before:.1f} when it began, {load_after:.1f} when it ended"
    return f"{{cpus}} CPUs, {{system}}; {load}.".format(**machine)


def keep(figures: Mapping[str, Figures], machine: Mapping[str, object]) -> None:
    reports = ROOT / "reports"
    raw = {"machine": machine, "skills": {skill: vars(each) for skill, each in figures.items()}}
    (reports / "skills.json").write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")
    about = (
        "# What a turn costs with each skill\n\n"
        "`make skills`: the scripted dialogues in which a wish is done, in five ways of writing, one after the other "
        "through the real engine and actions on SQLite (bench/skills.py says what is counted to whom).\n\n"
    )
    (reports / "skills.md").write_text(f"{about}{HEAD}{rows(figures)}\n\n{told(machine)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
