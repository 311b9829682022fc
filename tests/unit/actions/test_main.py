"""`python -m actions` as a program: what it says when it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sahay.config import ROOT


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "actions"]
    environ = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60)


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = start(ACTIONS_PORT=port, SAHAY_VAR=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"actions: cannot listen on port {port} (ACTIONS_PORT): Address already in use"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ACTIONS_PORT": "many"}, "ACTIONS_PORT: must be a port"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: must begin with"),
    ],
)
def test_a_wrong_setting_is_said_in_one_line(tmp_path: Path, environment: dict[str, str], said: str):
    done = start(SAHAY_VAR=str(tmp_path), **environment)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(said)
