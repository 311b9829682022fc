"""docs/widget-compared.md names tests, and they exist."""

import re

import pytest

from sahay.config import ROOT

LINES = (ROOT / "docs" / "widget-compared.md").read_text(encoding="utf-8").splitlines()
ROWS = [line.strip("| ").split(" | ") for line in LINES if re.match(r"\| (?!what \|)", line)]
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", "\n".join(LINES))))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_is_shown_by_a_test(row: list[str]) -> None:
    assert re.search(r"\.py::test_", row[-1])


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_exists(file: str, name: str) -> None:
    source = (ROOT / "tests" / file).read_text(encoding="utf-8")
    assert re.search(rf"^(async )?def {name}\(", source, re.MULTILINE)
