"""`python -m tests.crash.channels`: many conversations under kills and faults. Exits with 1 when anything was lost,
doubled, or not shown. On SQLite; on PostgreSQL where SAHAY_TEST_DATABASE_URL names a database, which is emptied."""

import argparse
import os
import secrets
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median

from tests.crash.channels.app import SPOILS
from tests.crash.channels.checker import answers
from tests.crash.channels.killing import STEPS
from tests.crash.channels.run import BATCH, KILLS, Result, run

RUNS = 1000
SHOWN = 20


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.channels")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="a new one each time otherwise")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"in each batch of {BATCH} runs")
    parser.add_argument("--spoil", choices=SPOILS, default="", help="break the app so, to see that it is found")
    asked = parser.parse_args()
    var, url = Path(tempfile.mkdtemp(prefix="sahay-crash-")), os.environ.get("SAHAY_TEST_DATABASE_URL")
    say(f"seed {asked.seed}, on {'PostgreSQL' if url else 'SQLite'}, in {var}")
    result = run(var, asked.runs, asked.seed, say, kills=asked.kills, database_url=url, spoil=asked.spoil)
    say(summary(result))
    for violation in result.violations[:SHOWN]:
        say(f"run {violation.number}: {violation.rule}: {violation.detail}")
    return 1 if result.violations else 0


def summary(result: Result) -> str:
    lines = [line for run in result.runs for line in run.desk]
    states = Counter(line.delivery for line in lines if line.delivery)
    steps = Counter(kill.step for kill in result.kills)
    flying = [kill.in_flight for kill in result.kills] or [0]
    return "\n".join(
        (
            f"{len(result.runs)} runs in {result.seconds / 60:.1f} minutes, {len(result.violations)} violations",
            f"messages of customers: {sum(line.author == 'customer' for line in lines)}; of ours: {dict(states)}",
            f"apologies: {sum(answer is None for run in result.runs for answer in answers(run))}",
            f"troubles of the providers: {result.troubles} planned",
            f"kills: {len(result.kills)}, with {median(flying):.0f} customers waiting (median; most {max(flying)})",
            *(f"    {step}: {steps[step]}" for step in STEPS),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
