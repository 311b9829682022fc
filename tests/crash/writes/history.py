"""A change's way through several lives."""

import asyncio
import multiprocessing
import shutil
import signal
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sahay.shop.operations import Kind, Write
from tests.crash.writes.judging import Standard, wrong
from tests.crash.writes.life import OpenShop, Plan, own_shop, run
from tests.crash.writes.shop import prepare, records
from tests.integration.shop.contract import small_shop as small

# A process begins so much later than the one before: what that one held is free again, and the settler looks at it.
LATER = timedelta(seconds=60)
# How long a life may take on a busy machine.
LIFE_SECONDS = 60.0
KILLED = -signal.SIGKILL

# A process of its own as fast as it goes: everything is imported already.
_processes = multiprocessing.get_context("fork")


class Template:
    """A shop in which a customer has just asked for one kind of change, and what the change makes of it."""

    def __init__(self, folder: Path, kind: Kind, open_shop: OpenShop = own_shop) -> None:
        self.file = folder / f"{kind}.db"
        self.write: Write = asyncio.run(prepare(self.file, kind))
        self._open_shop = open_shop
        once = self.copy(folder / f"{kind}-once.db")
        assert self.live(once, Plan(small.NOW)) == 0
        self.standard = Standard(records(self.file), records(once))

    def copy(self, to: Path) -> Path:
        shutil.copy(self.file, to)
        return to

    def live(self, file: Path, plan: Plan) -> int:
        """Live once; how the process ended."""
        process = _processes.Process(target=run, args=(file, self.write, plan, self._open_shop))
        process.start()
        process.join(LIFE_SECONDS)
        assert process.exitcode is not None, "a life does not end"
        return process.exitcode

    def judge(self, file: Path) -> list[str]:
        return wrong(file, self.standard)


def play(template: Template, file: Path, lives: Sequence[tuple[str | None, bool]]) -> list[str]:
    """Live so many lives, each killed at a moment (or not) with a bot that answers or is away; what is wrong then.

    A moment that does not come is wrong too.
    """
    problems = []
    for number, (moment, bot_answers) in enumerate(lives):
        ended = template.live(file, Plan(small.NOW + number * LATER, moment, bot_answers))
        if ended != (KILLED if moment else 0):
            problems.append(f"life {number} ended with {ended}, at {moment}")
    return problems + template.judge(file)
