"""Every parser of what comes from outside stands what is always tried; `python -m tests.fuzz` tries more."""

from random import Random

import pytest

from tests.fuzz import mutating
from tests.fuzz.judging import in_time
from tests.fuzz.targets import TARGETS, always

CHANGES = 150


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_always_tried_is_read_or_refused_in_time(name: str) -> None:
    for what, data in always(name):
        try:
            in_time(TARGETS[name].read, data)
        except Exception as error:
            error.add_note(f"{name}: {what}")
            raise


@pytest.mark.parametrize("name", TARGETS)
def test_changed_seeds_are_read_or_refused(name: str) -> None:
    target = TARGETS[name]
    seeds = list(target.seeds().values())
    random = Random(20261122)  # noqa: S311 (to be repeated, not to be guessed)
    for number in range(CHANGES):
        data = mutating.changed(target.form, random.choice(seeds), 10**6, number, _cut)
        target.read(data)


def _cut(data: bytes, _most: int) -> bytes:
    return data[: len(data) // 2]
