"""What must be so when nothing is left to do."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.crash.writes.shop import Records

# What the customer may be told of each state of the record.
TRUTH = {
    "done": "told: done",
    "refused": "told: refused",
    "not_done": "told: not done",
    "unknown": "told: a person looks",
}
# How the settler tells of a refusal.
SETTLED = {"told: refused": "told: not done"}


@dataclass(frozen=True)
class Standard:
    """The shop's records before the change, and after it was made once by a process that nobody killed."""

    before: Records
    after: Records


def wrong(file: Path, standard: Standard, found: Records, *, repeats: bool = False) -> list[str]:
    """Everything that must not be so of the app's database and the records that were found. `repeats`: the customer
    may be told the same twice."""
    state, told_at = _audit(file)
    said = sorted(set(_said(file))) if repeats else _said(file)
    return [*_of_effect(state, found, standard), *_of_statement(state, said), *_of_audit(state, told_at, file)]


def _of_effect(state: str | None, found: Records, standard: Standard) -> list[str]:
    expected = standard.after if state == "done" else standard.before
    differences = {name: (expected[name], found[name]) for name in expected if expected[name] != found[name]}
    return [f"the audit says {state}, the shop's records say otherwise: {differences}"] if differences else []


def _of_statement(state: str | None, said: list[str]) -> list[str]:
    if state is None:
        return [f"nothing was begun, and the customer was told {said}"] if said else []
    true = TRUTH.get(state, "")
    if len(said) != 1 or said[0] not in (true, SETTLED.get(true)):
        return [f"the audit says {state}, the customer was told {said}"]
    return []


def _of_audit(state: str | None, told_at: str | None, file: Path) -> list[str]:
    problems = []
    if state == "started":
        problems.append("it is still not known")
    if state and not told_at:
        problems.append("the customer is not known to know")
    with closing(sqlite3.connect(file)) as connection:
        if connection.execute("SELECT COUNT(*) FROM inbox").fetchone()[0]:
            problems.append("the message waits")
    return problems


def _audit(file: Path) -> tuple[str | None, str | None]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT state, told_at FROM shop_operation").fetchall()
    assert len(rows) <= 1, rows
    return rows[0] if rows else (None, None)


def _said(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        lines = connection.execute("SELECT text FROM message WHERE author = 'bot' AND text LIKE 'told:%' ORDER BY seq")
        return [text for (text,) in lines]
