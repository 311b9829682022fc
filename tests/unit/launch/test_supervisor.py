"""Processes that die are started again, and all stop together. The processes are real, the time is not."""

import asyncio
import os
import signal

import pytest

from sahay.launch.log_file import LIMIT_BYTES
from sahay.launch.process import log_path
from sahay.launch.supervisor import LOG_CHECK_SECONDS, Supervisor

WAIT = "import time; time.sleep(60)"
CRASH = "raise ValueError('why')"


class Watched:
    """A supervisor at work, and what it says."""

    def __init__(self, services, var, time, until_ready):
        self._said = asyncio.Queue()
        self.supervisor = Supervisor(
            services, var, self._said.put_nowait, clock=time.clock, sleep=time.sleep, until_ready=until_ready
        )
        self.task = asyncio.create_task(self.supervisor.run())
        self.said = self._said.get

    async def stop(self):
        self.task.cancel()
        await asyncio.wait({self.task})


@pytest.fixture
async def supervise(var, time):
    """Supervise services, of which each is ready at once unless `until_ready` says otherwise."""
    started = []

    async def at_once(_):
        pass

    def begin(*services, until_ready=at_once):
        started.append(Watched(services, var, time, until_ready))
        return started[-1]

    yield begin
    for watched in started:
        await watched.stop()


@pytest.fixture
def pid_of(var):
    def read(name):
        return int((var / "run" / f"{name}.pid").read_text())

    return read


async def test_all_are_started_and_all_are_stopped(supervise, program, pid_of, within):
    watched = supervise(program(WAIT, "engine"), program(WAIT, "app"))
    await within(watched.supervisor.all_ready())
    pids = [pid_of("engine"), pid_of("app")]
    await within(watched.stop())
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_one_that_is_killed_comes_back_alone(supervise, program, pid_of, time, within):
    watched = supervise(program(WAIT, "engine"), program(WAIT, "app"))
    await within(watched.supervisor.all_ready())
    engine, app = pid_of("engine"), pid_of("app")
    os.kill(app, signal.SIGKILL)
    assert (await within(watched.said())).startswith("app was ended by SIGKILL, next start in 0.5 s (see ")
    time.advance(0.5)
    assert await within(watched.said()) == "app is ready again"
    assert pid_of("app") != app
    assert pid_of("engine") == engine


async def test_one_that_cannot_live_is_tried_ever_less_often(supervise, program, time, within):
    async def never(_):
        await asyncio.Event().wait()

    watched = supervise(program(CRASH, "app"), until_ready=never)
    for pause in (0.5, 1.0, 2.0, 4.0):
        line = await within(watched.said())
        assert line.startswith(f"app stopped with status 1, next start in {pause:g} s: ValueError: why (see ")
        time.advance(pause)


async def test_a_long_healthy_life_is_forgiven(supervise, program, pid_of, time, within):
    watched = supervise(program(WAIT, "app"))
    await within(watched.supervisor.all_ready())
    for healthy_seconds, pause in ((1, 0.5), (59, 1.0), (61, 0.5)):
        time.advance(healthy_seconds)
        os.kill(pid_of("app"), signal.SIGKILL)
        assert f"next start in {pause:g} s" in await within(watched.said())
        time.advance(pause)
        assert await within(watched.said()) == "app is ready again"


async def test_one_that_is_late_is_waited_for_and_said_so(supervise, program, within):
    late = asyncio.Event()

    async def until_ready(_):
        await late.wait()

    watched = supervise(program(WAIT, "app", patience_seconds=0.01), until_ready=until_ready)
    assert (await within(watched.said())).startswith("app is not ready after 0.01 s, still waiting: see ")
    late.set()
    await within(watched.supervisor.all_ready())


async def test_stopping_does_not_wait_for_a_pause(supervise, program, within):
    watched = supervise(program(CRASH, "app"))
    await within(watched.said())
    await within(watched.stop())


async def test_logs_begin_anew_and_stay_bounded(supervise, program, var, time, within, until):
    log = log_path("app", var)
    log.parent.mkdir(parents=True)
    log.write_text("of the last run")
    watched = supervise(program(WAIT, "app"))
    await within(watched.supervisor.all_ready())
    assert log.read_text() == ""
    assert log.with_name("app.log.1").read_text() == "of the last run"
    with log.open("wb") as file:
        file.truncate(LIMIT_BYTES + 1)
    time.advance(LOG_CHECK_SECONDS)
    await until(lambda: log.stat().st_size == 0)


async def test_a_mistake_of_the_supervisor_itself_is_not_swallowed(supervise, program, within):
    async def broken(_):
        raise RuntimeError("a mistake")

    watched = supervise(program("pass", "app"), until_ready=broken)
    with pytest.raises(ExceptionGroup) as raised:
        await within(watched.task)
    assert raised.group_contains(RuntimeError, match="a mistake")
