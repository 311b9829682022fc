"""`python -m tests`: every test, two groups at once, each line with its group's name.

The groups share no process, port or file. Beside each other they take two cores as long as one of them takes alone.
What failed is told once more at the end, in a line each: between two groups' lines it is hard to find.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP, ENGINE = (str(ROOT / ".venv" / name / "bin" / "python") for name in ("app", "engine"))
AT_ONCE = 2
# pytest's heading of a failed test's story ("_ _ _" parts its frames), and its lines that say why.
FAILED_TEST = re.compile(r"_+ (?P<test>[^\s_].*\S) _+$")
REASON = re.compile(r"E  +(?P<reason>\S.*)")


@dataclass(frozen=True, slots=True)
class Group:
    """Folders of tests, by the Python that runs them; one after the other."""

    name: str
    runs: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def commands(self) -> Iterator[list[str]]:
        for python, folders in self.runs:
            yield [python, "-m", "pytest", "-q", *(f"tests/{folder}" for folder in folders)]


# In the order in which they begin: the longest first, so that both ends of the work come together.
GROUPS = (
    Group("app", ((APP, ("integration", "simulation")),)),
    Group("desk", ((APP, ("browser/desk",)),)),
    Group("widget", ((APP, ("browser/widget", "browser/main_job", "faults")),)),
    Group("bot", ((ENGINE, ("engine",)), (APP, ("conversations", "hostile", "crash")))),
    Group("unit", ((APP, ("unit", "fuzz")),)),
)


def main(groups: Sequence[Group] = GROUPS) -> int:
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        failed = {group.name: told for group, told in zip(groups, threads.map(run, groups), strict=True) if told}
    seconds = f"{time.monotonic() - began:.0f} s"
    for name, told in failed.items():
        for line in told:
            _say(f"{name:8}{line}\n")
    _say(f"failed: {', '.join(failed)} ({seconds})\n" if failed else f"all tests passed in {seconds}\n")
    return 1 if failed else 0


def run(group: Group) -> list[str]:
    """What failed, of every run, also after one that failed: all there is to mend is told at once."""
    return [line for command in group.commands for line in _shown(group.name, command)]


def failures(lines: Iterable[str]) -> list[str]:
    """Each failed test and the first line that says why, from what pytest prints."""
    told: dict[str, str] = {}
    test = ""
    for line in lines:
        if heading := FAILED_TEST.match(line):
            test = heading["test"]
            told[test] = ""
        elif test and not told[test] and (reason := REASON.match(line)):
            told[test] = reason["reason"]
    return [f"{test}: {reason}" for test, reason in told.items()]


def _shown(name: str, command: Sequence[str]) -> list[str]:
    # Tests that run make must not take themselves for a part of this one.
    environ = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL")}
    with subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        lines = []
        for line in process.stdout or ():
            _say(f"{name:8}{line}")
            lines.append(line.rstrip())
    if process.returncode == 0:
        return []
    return failures(lines) or [f"{' '.join(command[1:])}: ended with {process.returncode}"]


def _say(line: str) -> None:
    with _saying:
        sys.stdout.write(line)
        sys.stdout.flush()


_saying = threading.Lock()

if __name__ == "__main__":
    sys.exit(main())
