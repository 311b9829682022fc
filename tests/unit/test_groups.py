"""All tests are run, and what fails is told."""

import sys
from pathlib import Path

import pytest

from tests.__main__ import GROUPS, ROOT, Group, main


def test_every_folder_is_in_one_group():
    names = {str(file.parent.relative_to(ROOT / "tests")) for file in (ROOT / "tests").rglob("test_*.py")}
    run = [folder for group in GROUPS for _, folders in group.runs for folder in folders]

    once = {name: sum(f"{name}/".startswith(f"{folder}/") for folder in run) for name in names}
    assert once == dict.fromkeys(names, 1)


@pytest.mark.parametrize(
    ("test", "status", "told"),
    [
        ("def test_it(): pass", 0, ["all tests passed in"]),
        # Two failures: each once more before the end, with the first line of why.
        (
            "def test_it(): assert 1 == 2\ndef test_that(): raise OSError('gone')",
            1,
            ["some    test_it: assert 1 == 2", "some    test_that: OSError: gone", "failed: some ("],
        ),
        # What breaks deeper than in the test: a line of "_ _ _" parts the frames.
        (
            "def fall(): raise OSError('gone')\ndef test_it(): fall()",
            1,
            ["some    test_it: OSError: gone", "failed: some ("],
        ),
        # What breaks before the test.
        (
            "import pytest\n@pytest.fixture\ndef f(): raise OSError('gone')\ndef test_it(f): pass",
            1,
            ["some    ERROR at setup of test_it: OSError: gone", "failed: some ("],
        ),
        # No test at all.
        ("", 1, ["some    -m pytest -q tests/here: ended with 5", "failed: some ("]),
    ],
)
def test_a_failure_is_told_with_its_group(tmp_path: Path, capsys, monkeypatch, test: str, status: int, told: list[str]):
    (tmp_path / "tests" / "here").mkdir(parents=True)
    (tmp_path / "tests" / "here" / "test_it.py").write_text(test)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.setattr("tests.__main__.ROOT", tmp_path)

    assert main([Group("some", ((sys.executable, ("here",)),))]) == status

    shown = capsys.readouterr().out.splitlines()
    assert [line[: len(start)] for line, start in zip(shown[-len(told) :], told, strict=True)] == told
    assert all(line.startswith("some    ") for line in shown[:-1])
