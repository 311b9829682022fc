"""`python -m tests.crash.writes`: changes whose processes are killed again and again, at random. Exits with 1 when
anything was done twice, or not told as it is."""

import argparse
import logging
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import structlog

from sahay.shop.operations import Kind
from tests.crash.writes.history import KILLED, LATER, Death, RemoteTemplate, Template, judge
from tests.crash.writes.killing import SETTLING, TURN
from tests.integration.shop.contract import small_shop as small

ROUNDS = 400
SHOPS: dict[str, type[Template]] = {"sql": Template, "remote": RemoteTemplate}
# How many lives of a change may end before their time, and after how long at the latest those that end at any moment.
DEATHS = 4
WITHIN_SECONDS = 0.25


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash.writes")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="a new one each time otherwise")
    parser.add_argument("--shop", choices=SHOPS, default="sql")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    random = Random(asked.seed)  # noqa: S311  to be repeated, not to be guessed
    say(f"seed {asked.seed}, {asked.shop}")
    with tempfile.TemporaryDirectory(prefix="sahay-writes-") as folder:
        return Run(Path(folder), SHOPS[asked.shop], random).play(asked.rounds)


class Run:
    """So many changes, each through several lives. `kills` are counted by the moment."""

    def __init__(self, folder: Path, make: type[Template], random: Random) -> None:
        self._folder = folder
        self._make = make
        self._random = random
        self._templates: dict[Kind, Template] = {}
        self.kills: Counter[str] = Counter()

    def play(self, rounds: int) -> int:
        began, wrong = time.monotonic(), 0
        for number in range(rounds):
            kind = self._random.choice(list(Kind))
            template = self._templates.get(kind) or self._templates.setdefault(kind, self._make(self._folder, kind))
            lives = self._lives()
            if problems := self._play(template, lives, number):
                wrong += 1
                say(f"{kind}, {lives}: {problems}")
        for moment, count in sorted(self.kills.items()):
            say(f"  {count:5} killed at {moment}")
        say(f"{rounds} changes, {self.kills.total()} kills, {wrong} wrong, {time.monotonic() - began:.0f} s")
        return 1 if wrong else 0

    def _play(self, template: Template, lives: list[Death], number: int) -> list[str]:
        file = template.copy(self._folder / f"{number}.db")
        for life, death in enumerate(lives):
            if template.live(file, small.NOW + life * LATER, death) == KILLED:
                self.kills[death.moment or "any moment"] += 1
        problems = judge(template, file)
        for left in self._folder.glob(f"{number}.*"):
            left.unlink()
        return problems

    def _lives(self) -> list[Death]:
        """Some that are killed, and then enough that are not for everything to be done and told."""
        killed = [self._death() for _ in range(self._random.randint(1, DEATHS))]
        return [*killed, Death(bot_answers=self._random.random() < 0.5), Death(), Death()]

    def _death(self) -> Death:
        answers = self._random.random() < 0.7
        if self._random.random() < 0.4:
            return Death(bot_answers=answers, seconds=self._random.uniform(0, WITHIN_SECONDS))
        if self._make is RemoteTemplate and self._random.random() < 0.4:
            return Death(self._random.choice(["shop.before", "shop.inside", "shop.after"]), answers, of_shop=True)
        return Death(self._random.choice([*TURN, *SETTLING]), answers)


if __name__ == "__main__":
    sys.exit(main())
