"""`make run`: what has to be so before the three processes start, and then the processes."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TextIO

from sahay.config import Settings
from sahay.launch.database import prepare_database
from sahay.launch.instance import alone
from sahay.launch.interruption import run_until_interrupted
from sahay.launch.ports import require_free
from sahay.launch.progress import Step
from sahay.launch.service import services
from sahay.launch.shop import require_shop
from sahay.launch.supervisor import Say, Supervisor
from sahay.launch.training import trained_model
from sahay.launch.welcome import welcome


def run(settings: Settings) -> None:
    """Start everything, and keep it running until a signal ends it."""
    with alone(settings.var):
        model = prepare(settings)
        run_until_interrupted(_serve(settings, model))


def prepare(settings: Settings, out: TextIO = sys.stdout) -> Path:
    """A free port for each process, a model and a database. Raises PortTaken, ConfigError, ProgramFailed.

    The steps are numbered on from those of bootstrap.py.
    """
    require_free(settings.ports)
    require_shop(settings)
    model = trained_model(settings, Step("[4/6] the model", out))
    prepare_database(settings, Step("[5/6] the database", out))
    return model


@asynccontextmanager
async def running(settings: Settings, model: Path, say: Say) -> AsyncIterator[asyncio.Task[None]]:
    """The three processes, from when all are ready, and the task that keeps them alive. Raises StartFailed."""
    supervisor = Supervisor(services(settings, model), settings.var, say)
    keeping = asyncio.create_task(supervisor.run())
    becoming_ready = asyncio.create_task(supervisor.all_ready())
    try:
        await asyncio.wait({keeping, becoming_ready}, return_when=asyncio.FIRST_COMPLETED)
        if keeping.done():
            keeping.result()
        yield keeping
    finally:
        becoming_ready.cancel()
        keeping.cancel()
        await asyncio.wait({keeping})


async def _serve(settings: Settings, model: Path) -> None:
    try:
        async with AsyncExitStack() as stack:
            with Step("[6/6] engine, actions and app") as step:
                keeping = await stack.enter_async_context(running(settings, model, step.note))
                step.result = "ready"
            print(f"\n{welcome(settings)}\n", flush=True)
            await keeping
    finally:
        print("everything is stopped", flush=True)
