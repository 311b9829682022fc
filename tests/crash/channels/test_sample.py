"""A few runs in each run of the tests; `python -m tests.crash.channels` does a thousand (docs/crash-tests.md)."""

from pathlib import Path

from tests.crash.channels.run import run

RUNS, SEED = 12, 1


def test_each_message_is_kept_and_answered_once_and_none_of_ours_is_doubled_or_lost_in_silence(tmp_path: Path) -> None:
    result = run(tmp_path, RUNS, SEED, lambda _: None, kills=1)

    assert result.violations == ()
    assert (len(result.runs), len(result.kills)) == (RUNS, 1)
