"""`python -m tests.crash`: kill the processes many times, and count what was lost. Exits with 1 when anything was.

PORT, ENGINE_PORT and ACTIONS_PORT move the ports, so that it runs beside `make run`.
"""

import argparse
import asyncio
import os
import secrets
import sys
import tempfile
from pathlib import Path

from tests.crash import spoiling
from tests.crash.kills import NeverSeen
from tests.crash.recording import as_json
from tests.crash.report import stories, summary, table
from tests.crash.run import run
from tests.crash.system import NotBack
from tests.crash.traffic import Stuck

KILLS = 220
PORTS = {"PORT": "8800", "ENGINE_PORT": "5805", "ACTIONS_PORT": "5855"}


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="a new one each time otherwise")
    asked = parser.parse_args()
    for name, port in PORTS.items():
        os.environ.setdefault(name, port)
    var = Path(tempfile.mkdtemp(prefix="sahay-crash-"))
    say(f"seed {asked.seed}")
    try:
        result = asyncio.run(run(var, asked.kills, asked.seed, say))
    except (NotBack, NeverSeen, Stuck) as problem:
        sys.exit(f"tests.crash: {problem} (logs: {var / 'logs'})")
    (var / "history.json").write_text(as_json(result.history), encoding="utf-8")
    say(f"\n{table(result.history, result.violations)}\n\n{summary(result.history, result.violations)}")
    say(f"{result.seconds / 60:.1f} minutes; history and logs are in {var}")
    if result.violations:
        say(f"\n{stories(result.history, result.violations)}")
        return 1
    if blind := spoiling.unseen(result.history) + spoiling.untried(result.history):
        say(f"\nBroken on purpose, this history does not show that the checker sees: {', '.join(blind)}")
        return 1
    say(f"The checker saw each of {len(spoiling.SPOILERS)} ways to break this history on purpose.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
