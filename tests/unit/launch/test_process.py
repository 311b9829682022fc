"""One child, from its start to its end. All of these are real processes."""

import os
import signal
import subprocess
import sys

import pytest

from sahay.launch import process
from sahay.launch.process import Process, describe_status, log_path

# Each says READY when its signal handlers are in place, and then waits.
WAIT = "print('READY', flush=True); import time; time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAIT
TIDY = "import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(print('tidied', flush=True))); " + WAIT
FAMILY = (
    "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid); "
    + WAIT
)


@pytest.fixture
async def start(var, program, until):
    """Start a program; whatever the test leaves running is ended."""
    started = []

    async def begin(code):
        child = await Process.start(program(code), var)
        started.append(child)
        await until(lambda: "READY" not in code or "READY" in log_path("program", var).read_text())
        return child

    yield begin
    for child in started:
        await child.stop()


def is_alive(pid):
    """Whether there is such a process that is not merely waiting to be noticed as dead."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


async def test_output_goes_to_the_log_and_the_status_comes_back(start, var, within):
    child = await start("import sys; print('said'); print('complained', file=sys.stderr); sys.exit(3)")
    assert await within(child.wait()) == 3
    assert sorted(log_path("program", var).read_text().split()) == ["complained", "said"]


async def test_the_pid_is_there_for_whoever_wants_to_kill_it(start, var):
    child = await start(WAIT)
    assert (var / "run" / "program.pid").read_text() == f"{child.pid}\n"
    await child.stop()
    assert not (var / "run" / "program.pid").exists()


async def test_it_is_asked_to_stop_before_it_is_made_to(start, var):
    child = await start(TIDY)
    await child.stop()
    assert log_path("program", var).read_text().endswith("tidied\n")
    assert await child.wait() == 0


async def test_one_that_does_not_listen_is_made_to_stop(start, monkeypatch):
    monkeypatch.setattr(process, "STOP_SECONDS", 0.1)
    child = await start(DEAF)
    await child.stop()
    assert await child.wait() == -signal.SIGKILL


async def test_its_own_children_end_with_it(start, var, within, until):
    child = await start(FAMILY)
    grandchild = int(log_path("program", var).read_text().split()[0])
    assert is_alive(grandchild)
    os.kill(child.pid, signal.SIGKILL)
    await within(child.wait())
    await until(lambda: not is_alive(grandchild))


async def test_a_command_that_does_not_exist_says_so_in_the_log(var, within):
    missing = process.Service(name="program", command=("/no/such/program",), ready_url="")
    child = await Process.start(missing, var)
    assert await within(child.wait()) == 1
    assert log_path("program", var).read_text() == "/no/such/program: No such file or directory\n"


SUPERVISOR = """
import asyncio, pathlib, sys
from sahay.launch.process import Process
from sahay.launch.service import Service
async def main():
    child = await Process.start(Service("program", (sys.executable, "-c", sys.argv[2]), ""), pathlib.Path(sys.argv[1]))
    print(child.pid, flush=True)
    await child.wait()
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help is Linux's")
async def test_children_die_with_a_supervisor_that_is_killed(var, until):
    command = [sys.executable, "-c", SUPERVISOR, str(var), DEAF]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as supervisor:
        child = int(supervisor.stdout.readline())
        assert is_alive(child)
        supervisor.kill()
    await until(lambda: not is_alive(child))


@pytest.mark.parametrize(
    ("status", "words"), [(0, "stopped with status 0"), (1, "stopped with status 1"), (-9, "was ended by SIGKILL")]
)
def test_how_it_ended_in_words(status, words):
    assert describe_status(status) == words
