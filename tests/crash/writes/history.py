"""A change's way through several lives."""

import asyncio
import shutil
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from sahay.shop.operations import Kind, Write
from tests.crash.writes.judging import Standard, wrong
from tests.crash.writes.life import OpenShop, Plan, own_shop, run
from tests.crash.writes.server import processes, remote_shop, serving
from tests.crash.writes.shop import Records, prepare, records
from tests.integration.shop.contract import small_shop as small

# A process begins so much later than the one before: what that one held is free again, and the settler looks at it.
LATER = timedelta(seconds=60)
# How long a life may take on a busy machine.
LIFE_SECONDS = 60.0
KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Death:
    """How a life ends: at a moment of the app's or of the shop's process, after a while, or (None) by itself."""

    moment: str | None = None
    bot_answers: bool = True
    of_shop: bool = False
    seconds: float | None = None


class Template:
    """A shop in which a customer has just asked for one kind of change, and what the change makes of it."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.kind = kind
        self.file = folder / f"{kind}.db"
        # In a thread of its own: a browser that other tests have opened keeps an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            self.write: Write = thread.submit(asyncio.run, prepare(self.file, kind)).result()
        once = self.copy(folder / f"{kind}-once.db")
        assert self.live(once, small.NOW, Death()) == 0
        self.standard = Standard(self.records(self.file), self.records(once))

    def copy(self, to: Path) -> Path:
        shutil.copy(self.file, to)
        return to

    def records(self, file: Path) -> Records:
        """All that the change may have an effect on."""
        return records(file)

    def live(self, file: Path, now: datetime, death: Death) -> int:
        """Live once; how the app's process ended."""
        return self._end(self._begin(file, now, death, own_shop), death)

    def live_together(self, file: Path, now: datetime, lives: int) -> list[int]:
        """So many processes at once; how each ended."""
        begun = [self._begin(file, now, Death(), own_shop) for _ in range(lives)]
        return [self._end(process, Death()) for process in begun]

    def _begin(self, file: Path, now: datetime, death: Death, open_shop: OpenShop) -> BaseProcess:
        plan = Plan(now, None if death.of_shop else death.moment, death.bot_answers)
        process = processes.Process(target=run, args=(file, self.write, plan, open_shop))
        process.start()
        return process

    def _end(self, process: BaseProcess, death: Death) -> int:
        process.join(LIFE_SECONDS if death.seconds is None else death.seconds)
        if death.seconds is not None:
            process.kill()
            process.join(LIFE_SECONDS)
        assert process.exitcode is not None, "a life does not end"
        return process.exitcode


class RemoteTemplate(Template):
    """The same with the shop in a process and a database of its own, behind its HTTP API."""

    def copy(self, to: Path) -> Path:
        shutil.copy(self.file, _of_shop(to))
        return super().copy(to)

    def records(self, file: Path) -> Records:
        shop = _of_shop(file)
        own = records(file)
        return {f"app's {name}": own[name] for name in own} | (records(shop) if shop.exists() else own)

    def live(self, file: Path, now: datetime, death: Death) -> int:
        with serving(_of_shop(file), death.moment if death.of_shop else None) as url:
            return self._end(self._begin(file, now, death, remote_shop(url)), death)


def _of_shop(file: Path) -> Path:
    return file.with_suffix(".shop.db")


def play(template: Template, file: Path, lives: Sequence[Death]) -> list[str]:
    """Live so many lives; what is wrong then. A death that does not come is wrong too."""
    ends = [template.live(file, small.NOW + number * LATER, death) for number, death in enumerate(lives)]
    missed = [
        f"life {number} ended with {ended}: {death}"
        for number, (death, ended) in enumerate(zip(lives, ends, strict=True))
        if death.seconds is None and (ended == KILLED) != (death.moment is not None and not death.of_shop)
    ]
    return missed + judge(template, file)


def judge(template: Template, file: Path, *, repeats: bool = False) -> list[str]:
    """Everything that must not be so when nothing is left to do."""
    return wrong(file, template.standard, template.records(file), repeats=repeats)
