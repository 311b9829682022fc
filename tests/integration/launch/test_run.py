"""What `make run` and `make chat` start, for real: engine, actions and app, on ports and data of their own."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from sahay.config import ROOT
from sahay.launch.ports import is_free

PATIENCE_SECONDS = 120  # for the slowest line: the first one of a model that has to be trained


class Launch:
    """`python -m sahay.launch COMMAND` on a data directory, and what it prints."""

    def __init__(self, command, environment):
        self.environment = environment
        self._process = subprocess.Popen(
            [sys.executable, "-m", "sahay.launch", *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.pid = self._process.pid
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def say(self, *lines):
        self._process.stdin.write("".join(f"{line}\n" for line in lines))
        self._process.stdin.close()

    def read_until(self, text):
        """The lines up to the one with `text` in it."""
        lines = []
        while not lines or text not in lines[-1]:
            line = self._lines.get(timeout=PATIENCE_SECONDS)
            assert line is not None, "it ended after:\n" + "".join(lines)
            lines.append(line)
        return lines

    def wait(self):
        """Its exit status, and the rest of what it said."""
        rest = "".join(iter(lambda: self._lines.get(timeout=PATIENCE_SECONDS), None))
        self._process.stdin.close()
        return self._process.wait(), rest

    @property
    def has_ended(self):
        return self._process.poll() is not None

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def _read(self):
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)


def environment_on(var):
    """Three free ports; no database but the one in `var`."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [str(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return (
        environment | dict(zip(("PORT", "ENGINE_PORT", "ACTIONS_PORT"), ports, strict=True)) | {"SAHAY_VAR": str(var)}
    )


def ports_of(environment):
    return [int(environment[name]) for name in ("PORT", "ENGINE_PORT", "ACTIONS_PORT")]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Everything, started; whatever happens it is stopped."""
    launch = Launch(["run"], environment_on(tmp_path_factory.mktemp("sahay") / "var"))
    launch.welcome = launch.read_until("Orders to ask for:")
    yield launch
    if not launch.has_ended:
        launch.stop()


def test_it_says_what_it_does_and_what_to_open(running):
    said = "".join(running.welcome)
    assert [line[:5] for line in running.welcome if line.startswith("[") and not line.rstrip().endswith("...")] == [
        "[4/6]",
        "[5/6]",
        "[6/6]",
    ]
    port = running.environment["PORT"]
    for address in (f"http://localhost:{port}/\n", f"http://localhost:{port}/desk\n"):
        assert address in said
    with urllib.request.urlopen(f"http://localhost:{port}/api/openapi.json") as answer:
        assert json.load(answer)["openapi"]


def test_a_script_can_talk_to_it_through_a_pipe(running):
    chat = Launch(["chat"], running.environment)
    chat.say("hello", "1", "/quit", "never said")
    status, said = chat.wait()
    assert status == 0
    assert "  1. Track my order\n" in said
    assert "order number" in said.splitlines()[-1]  # what the first button asks


def test_what_is_killed_is_back(running):
    pid_file = Path(running.environment["SAHAY_VAR"]) / "run" / "actions.pid"
    os.kill(int(pid_file.read_text()), signal.SIGKILL)
    assert running.read_until("next start in")[-1].startswith("actions was ended by SIGKILL")
    assert running.read_until("again")[-1] == "actions is ready again\n"


def test_a_second_one_on_the_same_data_is_refused(running):
    second = Launch(["run"], running.environment)
    status, said = second.wait()
    assert status == 1
    assert said.startswith(f"sahay: Sahay already runs on {running.environment['SAHAY_VAR']} (process {running.pid})")


def test_a_second_one_on_the_same_port_is_refused(running, tmp_path):
    second = Launch(["run"], running.environment | {"SAHAY_VAR": str(tmp_path)})
    status, said = second.wait()
    assert status == 1
    assert said.startswith(f"sahay: port {running.environment['PORT']} is in use by another program")


def test_a_signal_stops_everything(running):
    """The last of this module, since nothing runs after it."""
    status, said = running.stop()
    assert (status, said.splitlines()[-1]) == (0, "everything is stopped")
    assert all(map(is_free, ports_of(running.environment)))


def test_the_chat_starts_what_does_not_run_and_stops_it_again(tmp_path):
    chat = Launch(["chat", "--language", "hi"], environment_on(tmp_path / "var"))
    chat.say("नमस्ते")
    status, said = chat.wait()
    assert status == 0
    assert said.count("Saral Store: ") >= 2  # the welcome and the answer
    assert all(map(is_free, ports_of(chat.environment)))
