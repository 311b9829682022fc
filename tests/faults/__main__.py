"""`python -m tests.faults`: runs through storms, each by its seed. Exits with 1 when any view was wrong."""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from tests.faults.run import run
from tests.faults.world import world

RUNS = 100


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="of the first; the next is one more")
    asked = parser.parse_args()
    with world(Path(tempfile.mkdtemp(prefix="sahay-faults-")), asked.seed) as ours:
        results = []
        for seed in range(asked.seed, asked.seed + asked.runs):
            results.append(run(ours, seed))
            say(str(results[-1]))
    wrong = [result.seed for result in results if result.wrong]
    lines = sum(result.lines for result in results)
    faults = sum(len(result.faults) for result in results)
    say(f"{len(results)} runs, {lines} lines, {faults} faults, {len(wrong)} with something wrong {wrong or ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
