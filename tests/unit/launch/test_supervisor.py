"""Processes that die are started again, and all stop together. The processes are real, the time is not."""

import asyncio
import os
import signal

import pytest

from sahay.launch.log_file import LIMIT_BYTES
from sahay.launch.process import log_path
from sahay.launch.supervisor import LOG_CHECK_SECONDS, StartFailed, Supervisor

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
    line = await within(watched.said())
    assert line.startswith("app was ended by SIGKILL (see ")
    assert line.endswith("/logs/app.log); next start in 0.5 s")
    time.advance(0.5)
    assert await within(watched.said()) == "app is ready again"
    assert pid_of("app") != app
    assert pid_of("engine") == engine


async def test_one_that_cannot_live_is_tried_ever_less_often(supervise, program, pid_of, time, within, tmp_path):
    """Well at first, but then something broke that it needs."""
    code = f"import pathlib; pathlib.Path({str(tmp_path / 'needed')!r}).read_text(); {WAIT}"
    (tmp_path / "needed").touch()
    watched = supervise(program(code, "app"))
    await within(watched.supervisor.all_ready())
    (tmp_path / "needed").unlink()
    os.kill(pid_of("app"), signal.SIGKILL)
    assert "; next start in 0.5 s" in await within(watched.said())
    time.advance(0.5)
    for pause in (1.0, 2.0, 4.0):
        lines = [await within(watched.said()), await within(watched.said())]
        assert lines[0] == "app is ready again"
        assert lines[1].startswith("app stopped with status 1: FileNotFoundError: ")
        assert lines[1].endswith(f"; next start in {pause:g} s")
        time.advance(pause)


async def test_one_that_was_never_well_is_not_tried_again(supervise, program, pid_of, within):
    async def never(_):
        await asyncio.Event().wait()

    watched = supervise(program(CRASH, "app"), program(WAIT, "engine"), until_ready=never)
    with pytest.raises(StartFailed, match=r"^app stopped with status 1: ValueError: why \(see .*/logs/app\.log\)$"):
        await within(watched.task)
    with pytest.raises(FileNotFoundError):
        pid_of("engine")  # the others are stopped


async def test_one_that_is_killed_before_it_was_well_is_tried_again(supervise, program, pid_of, within, until):
    async def never(_):
        await asyncio.Event().wait()

    watched = supervise(program(WAIT, "app"), until_ready=never)
    await until(lambda: has_pid(pid_of))
    os.kill(pid_of("app"), signal.SIGKILL)
    assert (await within(watched.said())).endswith("; next start in 0.5 s")


def has_pid(pid_of):
    try:
        return pid_of("app") > 0
    except (FileNotFoundError, ValueError):
        return False


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
    with pytest.raises(RuntimeError, match="a mistake"):
        await within(watched.task)
