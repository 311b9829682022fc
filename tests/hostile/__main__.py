"""`python -m tests.hostile`: all cases. Exits with 1 when one of them got anything."""

import argparse
import asyncio
import sys

from tests.conversations.bot import NotStarted
from tests.hostile.attacks import ATTACKS, all_cases, every
from tests.hostile.report import stories, summary, table
from tests.hostile.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--attack", choices=list(ATTACKS), help="only this one")
    parser.add_argument("--part", type=int, default=1, metavar="N", help="only each N-th case of every attack")
    parser.add_argument("--show", action="store_true", help="print every conversation, not only what went wrong")
    wanted = parser.parse_args()
    cases = [case for case in all_cases() if wanted.attack in (None, case.attack)]
    try:
        result = asyncio.run(run(every(wanted.part, cases)))
    except NotStarted as problem:
        sys.exit(str(problem))
    sys.stdout.write(f"{table(result)}\n\n{summary(result)}\n\n{stories(result, everything=wanted.show)}\n")
    return bool(result.wrong or result.elsewhere)


if __name__ == "__main__":
    sys.exit(main())
