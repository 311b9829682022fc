"""The file that a child writes its output to: bounded, with one generation before it kept as NAME.1."""

import re
import shutil
from pathlib import Path

LIMIT_BYTES = 10_000_000
ANSI_STYLE = re.compile(r"\x1b\[[0-9;]*m")
TAIL_BYTES = 10_000
# What Rasa adds below the line that says what is wrong.
ADVICE = ("You can use https://", "You can find more information", "Please update your stories and rules")
# What Rasa raises for whatever a component raised, and what Python writes between the two.
WRAPPER = "rasa.engine.exceptions.GraphComponentException:"
CAUSED = "The above exception was the direct cause of the following exception:"


def rotate(path: Path) -> None:
    """Begin a new file, and keep what the last run wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        path.replace(_previous(path))


def bound(path: Path, limit: int = LIMIT_BYTES) -> None:
    """Empty the file when it is beyond `limit` bytes. Its writer has it open for appending, and goes on at the
    new end; lines written during the copy may be lost."""
    if path.exists() and path.stat().st_size > limit:
        shutil.copyfile(path, _previous(path))
        with path.open("r+b") as file:
            file.truncate()


def last_line(path: Path) -> str:
    """The last line that says something, without colours: of a traceback, the error, and of one that Rasa wrapped in
    another, the cause. "" when there is none."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - TAIL_BYTES))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return ""
    lines = [line.strip() for line in ANSI_STYLE.sub("", text).splitlines()]
    last = _last_said(lines)
    if last.startswith(WRAPPER) and CAUSED in lines:
        return _last_said(lines[: len(lines) - 1 - lines[::-1].index(CAUSED)])
    return last


def _last_said(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if line and not line.startswith(ADVICE)), "")


def _previous(path: Path) -> Path:
    return path.with_name(f"{path.name}.1")
