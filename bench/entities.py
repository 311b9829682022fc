"""How exactly details are found: `.venv/engine/bin/python -m bench.entities [--cases DIR]`.

A case is right if the whole list of its entities with their normalised values is, and nothing besides.
"""

import argparse
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from components.details import Details, read
from components.details.products import Entry, Products

ROOT = Path(__file__).parents[1]
PATTERNS = ROOT / "data" / "entities"
TESTS = ROOT / "tests" / "engine" / "understanding" / "entities"
CASES = TESTS / "cases"
PRODUCTS = ROOT / "sahay" / "shop" / "demo" / "products.yml"
ROUNDS = 5  # of measuring the time

Pairs = list[tuple[str, str]]


class Case(NamedTuple):
    """A text, when it was written, and every (entity, value) in it, in order."""

    file: str
    at: datetime
    text: str
    expected: Pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=CASES, metavar="DIR", help="a folder with files of cases")
    print(json.dumps(measure(parser.parse_args().cases), indent=2, ensure_ascii=False))


def measure(folder: Path = CASES) -> dict[str, Any]:
    """n: cases; exact: the share of those that are wholly right; by_entity: expected values, and the share found;
    failures: one line for each wrong case; find_us_p50: microseconds for a text, the median."""
    details, products = finder()
    listed = list(cases(folder))
    results = [(case, pairs(details, case, products)) for case in listed]
    wrong = [(case, found) for case, found in results if found != case.expected]
    return {
        "n": len(listed),
        "exact": round(1 - len(wrong) / len(listed), 4),
        "by_entity": _by_entity(results),
        "find_us_p50": _microseconds(lambda case: pairs(details, case, products), listed),
        "failures": [f"{case.file}: {case.text!r}: {found}, not {case.expected}" for case, found in wrong],
    }


def finder() -> tuple[Details, Products]:
    """The shop's rules, and the products that the cases are about, which are the demo's."""
    details = Details(read(PATTERNS))
    goods = yaml.safe_load(PRODUCTS.read_text(encoding="utf-8")).values()
    entries = (Entry(each["sku"], each["name"], each["aliases"]) for listed in goods for each in listed)
    return details, Products(entries, details.common)


def cases(folder: Path) -> Iterator[Case]:
    for file in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(content["at"])
        for text, *expected in content["cases"]:
            yield Case(file.stem, at, text, [_pair(each) for each in expected])


def pairs(details: Details, case: Case, products: Products) -> Pairs:
    return [(each.entity, each.value) for each in details.find(case.text, case.at.date(), products)]


def _pair(written: str) -> tuple[str, str]:
    entity, _, value = written.partition(" ")
    return entity, value


def _by_entity(results: Iterable[tuple[Case, Pairs]]) -> dict[str, dict[str, float]]:
    expected: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case, found in results:
        expected.update(entity for entity, _ in case.expected)
        right.update(entity for entity, _ in (Counter(case.expected) & Counter(found)).elements())
    return {name: {"n": count, "found": round(right[name] / count, 4)} for name, count in sorted(expected.items())}


def _microseconds(find: Callable[[Case], object], listed: list[Case]) -> int:
    taken = []
    for _ in range(ROUNDS):
        for case in listed:
            begun = time.perf_counter()
            find(case)
            taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1e6)


if __name__ == "__main__":
    main()
