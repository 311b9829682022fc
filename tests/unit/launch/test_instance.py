"""Two supervisors on one data directory would each kill and restart what the other started."""

import os
import subprocess
import sys

import pytest

from sahay.launch.instance import AlreadyRunning, alone

HOLD = "import sys, pathlib; from sahay.launch.instance import alone\n"
HOLD += "with alone(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


def test_the_second_is_refused_and_told_the_first(var):
    with alone(var), pytest.raises(AlreadyRunning) as raised, alone(var):
        pass
    assert str(raised.value).startswith(
        f"Sahay already runs on {var} (process {os.getpid()}): stop it, or set SAHAY_VAR"
    )
    assert "\n" not in str(raised.value)


def test_free_again_after_the_first(var):
    with alone(var):
        pass
    with alone(var):
        pass


def test_another_directory_is_another_matter(tmp_path):
    with alone(tmp_path / "a"), alone(tmp_path / "b"):
        pass


def test_a_holder_that_is_killed_holds_no_longer(var):
    command = [sys.executable, "-c", HOLD, str(var)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning, match=str(holder.pid)), alone(var):
            pass
        holder.kill()
    with alone(var):
        pass
