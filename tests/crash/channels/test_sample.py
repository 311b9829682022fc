"""A few runs in each run of the tests; `python -m tests.crash.channels` does a thousand (docs/crash-tests.md)."""

from pathlib import Path

import pytest

from tests.crash.channels import run as module
from tests.crash.channels.run import run

RUNS, KILLS = 12, 2


@pytest.mark.parametrize("seed", [1, 2])
def test_each_message_is_kept_and_answered_once_and_none_of_ours_is_doubled_or_lost_in_silence(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PHASES", KILLS)
    result = run(tmp_path, RUNS, seed, lambda _: None)

    assert result.violations == ()
    assert len(result.runs) == RUNS
    assert result.kills
