"""All tests are run, and what fails is told."""

import sys
from pathlib import Path

import pytest

from tests.__main__ import GROUPS, ROOT, Group, main

# Folders of tests that a group leaves to `make crash` and its like, or that have none of their own.
NO_TESTS = {"__pycache__", "fakes_shops", "fakes_desk"}


def test_every_folder_is_in_one_group():
    folders = sorted(folder.name for folder in (ROOT / "tests").iterdir() if folder.is_dir())
    run = sorted(folder for group in GROUPS for _, folders in group.runs for folder in folders)

    assert run == [folder for folder in folders if folder not in NO_TESTS]


@pytest.mark.parametrize(
    ("test", "status", "told"),
    [
        ("def test_it(): pass", 0, "all tests passed in"),
        ("def test_it(): assert False", 1, "failed: some"),
    ],
)
def test_a_failure_is_told_with_its_group(tmp_path: Path, capsys, monkeypatch, test: str, status: int, told: str):
    (tmp_path / "tests" / "here").mkdir(parents=True)
    (tmp_path / "tests" / "here" / "test_it.py").write_text(test)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.setattr("tests.__main__.ROOT", tmp_path)

    assert main([Group("some", ((sys.executable, ("here",)),))]) == status

    *shown, last = capsys.readouterr().out.splitlines()
    assert last.startswith(told)
    assert all(line.startswith("some    ") for line in shown)
