"""The environments are made from their locks, once. pip and uv are stood in for: making one takes a minute."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

PYTHON = "{}.{}.{}".format(*sys.version_info)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project with two locks for the app."""
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "LOCKS", tmp_path / "requirements")
    (tmp_path / "requirements").mkdir()
    for name in ("app", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name} as it was")
    return tmp_path


@pytest.fixture
def commands(project, monkeypatch):
    """What uv is asked, with its options left out; an environment that it makes runs this Python."""
    asked = []

    def run(command):
        if command[1] == "venv":
            (project / ".venv" / "app" / "bin").mkdir(parents=True, exist_ok=True)
            python = project / ".venv" / "app" / "bin" / "python"
            python.unlink(missing_ok=True)
            python.symlink_to(sys.executable)
        asked.append("venv" if command[1] == "venv" else f"sync {Path(command[-1]).name}")

    monkeypatch.setattr(bootstrap, "_run", run)
    return asked


@pytest.fixture
def make(project):
    """Make the app's environment from a lock, as `bootstrap.py LOCK` does."""

    def make(lock):
        app = bootstrap.ENVIRONMENTS[0]
        bootstrap.make(app, lock, "[2/2]")
        return json.loads(app.stamp.read_text())

    return make


def test_made_once(make, commands, capsys):
    assert make("app")["python"] == PYTHON
    make("app")
    assert commands == ["venv", "sync app.txt"]
    assert capsys.readouterr().out.endswith(f"there already (app.txt on Python {PYTHON})\n")


def test_a_changed_lock_is_synced_into_the_same_environment(make, commands, project):
    make("app")
    (project / "requirements" / "app.txt").write_text("app as it is now")
    make("app")
    assert commands == ["venv", "sync app.txt", "sync app.txt"]


def test_what_was_made_for_tests_keeps_what_they_need(make, commands):
    assert make("dev")["lock"] == "dev"
    assert make("app")["lock"] == "dev"
    assert commands == ["venv", "sync dev.txt"]


def test_what_was_made_to_run_gets_what_tests_need(make, commands):
    make("app")
    assert make("dev")["lock"] == "dev"
    assert commands == ["venv", "sync app.txt", "sync dev.txt"]


def test_a_python_that_went_away_is_replaced(make, commands, project):
    """As after an upgrade of the system."""
    make("app")
    python = project / ".venv" / "app" / "bin" / "python"
    python.unlink()
    python.symlink_to("/no/such/python")
    make("app")
    assert commands == ["venv", "sync app.txt", "venv", "sync app.txt"]


def test_one_that_was_interrupted_is_made_again(make, commands, monkeypatch):
    make("app")
    whole = bootstrap._run

    def interrupted(command):
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "_run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make("dev")
    monkeypatch.setattr(bootstrap, "_run", whole)
    make("app")
    assert commands == ["venv", "sync app.txt", "sync app.txt"]


@pytest.mark.parametrize(
    ("environment", "version", "fits"),
    [
        ("app", "3.10.13", False),
        ("app", "3.11.0", True),
        ("app", "3.14.2", True),
        ("app", "3.15.0", False),  # not yet: no wheels
        ("engine", "3.11.9", True),
        ("engine", "3.12.0", False),
    ],
)
def test_which_python_fits(environment, version, fits):
    by_name = {each.name: each for each in bootstrap.ENVIRONMENTS}
    assert by_name[environment].fits(version) is fits


def test_a_failure_carries_the_last_lines():
    code = "import sys; print('begun'); print(*range(9), sep='\\n', file=sys.stderr); sys.exit(2)"
    with pytest.raises(bootstrap.Failed) as raised:
        bootstrap._run([sys.executable, "-c", code])
    lines = str(raised.value).splitlines()
    assert re.fullmatch(r"python\S* failed:", lines[0])
    assert lines[1:] == ["3", "4", "5", "6", "7", "8"]


def test_no_pip_is_one_line_that_says_what_to_install(monkeypatch, tmp_path):
    bare = tmp_path / "python"
    bare.write_text("#!/bin/sh\nexit 1\n")
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))
    with pytest.raises(
        bootstrap.Failed, match=rf"^{bare} has no pip; install it \(Debian and Ubuntu: apt install python3-pip"
    ):
        bootstrap._require_pip()


def test_a_name_that_is_no_lock_is_refused():
    done = subprocess.run([sys.executable, bootstrap.__file__, "apps"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "a NAME is one of app, dev, engine, engine-dev" in done.stderr


@pytest.mark.parametrize("lock", ["app", "dev", "engine", "engine-dev", "uv", "build", "fuzz", "peers-diet"])
def test_our_locks_are_pinned_hashed_and_name_no_host(lock):
    text = (bootstrap.LOCKS / f"{lock}.txt").read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    for block in blocks:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[\S+\])?==\S+ (; .*)?\\\n    --hash=sha256:", block), block
    assert "://" not in text


@pytest.mark.parametrize(("lesser", "greater"), [("app", "dev"), ("app", "fuzz"), ("engine", "engine-dev")])
def test_what_tests_run_on_is_what_runs(lesser, greater):
    """The greater lock holds the same versions as the lesser, and more."""

    def pins(lock):
        return {
            line.rstrip(" \\") for line in io.StringIO((bootstrap.LOCKS / f"{lock}.txt").read_text()) if "==" in line
        }

    assert pins(lesser) < pins(greater)
