"""The engine starts, or says in one line why it does not."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from components import launcher
from components.launcher import ROOT, CannotStart

PREPARED = {"PATH": "/usr/bin", "SAHAY_ENGINE_TOKEN": "t"}


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "components.launcher", *arguments],
        cwd=ROOT,
        env=PREPARED | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        ({"SAHAY_ENGINE_TOKEN": ""}, "engine: SAHAY_ENGINE_TOKEN is not set"),
        ({"SAHAY_ACTION_TIMEOUT": "soon"}, "engine: SAHAY_ACTION_TIMEOUT must be seconds, above 0 and at most 60"),
        ({"SAHAY_ACTION_TIMEOUT": "0"}, "engine: SAHAY_ACTION_TIMEOUT must be seconds"),
        ({"SAHAY_ACTION_TIMEOUT": "nan"}, "engine: SAHAY_ACTION_TIMEOUT must be seconds"),
        ({"SAHAY_TIMEZONE": "India/Surat"}, "engine: SAHAY_TIMEZONE must be a time zone's name, as Asia/Kolkata"),
        ({"SAHAY_TIMEZONE": "../etc/passwd"}, "engine: SAHAY_TIMEZONE must be a time zone's name"),
    ],
)
def test_a_wrong_setting_is_one_line(environment: dict[str, str], line: str) -> None:
    done = start("run", **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(line)
    assert done.stderr.count("\n") == 1


def test_wrong_texts_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "responses" / "en").mkdir(parents=True)
    (tmp_path / "data" / "responses" / "en" / "talk.yml").write_text("language: xx", "utf-8")
    monkeypatch.setattr(launcher, "ROOT", tmp_path)
    monkeypatch.setenv("SAHAY_ENGINE_TOKEN", "t")
    with pytest.raises(CannotStart, match=r"^data/responses: en/talk\.yml: must have `language: en`"):
        launcher.main(["run"])


def test_everything_that_endpoints_yml_reads_has_a_value() -> None:
    named = re.findall(r"\$\{(\w+)\}", (ROOT / "endpoints.yml").read_text("utf-8"))
    assert {"SAHAY_LANGUAGE"} <= set(named) <= launcher._environment().keys()


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "version", lambda _: "3.6.20")
    with pytest.raises(CannotStart, match=r"Rasa is 3\.6\.20, but components/ are written for 3\.6\.21"):
        launcher.prepare()


def test_so_is_a_python_without_rasa(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(launcher, "version", missing)
    with pytest.raises(CannotStart, match="no Rasa"):
        launcher.prepare()


def test_rasas_own_commands_work_and_say_nothing_else() -> None:
    done = start("--version")
    assert done.returncode == 0
    assert "Rasa Version      :         3.6.21" in done.stdout
    assert done.stderr == ""
