"""A few storms in each run of the tests; `python -m tests.faults` does a hundred (docs/widget-never-lost.md)."""

from tests.faults.run import run
from tests.faults.world import world

SEEDS = (1, 2)


def test_in_every_storm_nothing_is_lost_or_doubled_and_everybody_sees_the_same(tmp_path):
    with world(tmp_path, SEEDS[0]) as ours:
        results = [run(ours, seed) for seed in SEEDS]
    assert [str(result) for result in results if result.wrong] == []
    assert all("kill" in result.faults for result in results)
