"""reports/understanding.json: the figures that are watched, and what got worse since it was last committed."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.evaluation.sets import REPORTS
from components.launcher import ROOT

PATH: Final = REPORTS / "understanding.json"
TOLERATED: Final = 0.02

# Shares of which less is worse, and shares of which more is. Times and memory depend on the machine, and are not here.
_BETTER: Final = ("bitext_dev.top1", "bitext_dev.top3", "clinc_oos_dev.not_answered", "hint3_sofmattress", "own")
_BETTER_TOO: Final = ("entities", "language")
_WORSE: Final = ("bitext_dev.fell_back", "typo_drop")


def committed() -> dict[str, Any]:
    """The summary of the last commit; empty where there is none."""
    name = PATH.relative_to(ROOT).as_posix()
    shown = subprocess.run(["git", "show", f"HEAD:{name}"], cwd=ROOT, capture_output=True, text=True, check=False)
    return json.loads(shown.stdout) if shown.returncode == 0 else {}


def write(summary: dict[str, Any], path: Path = PATH) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")


def drops(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """One line for each watched figure that is more than TOLERATED worse than before. What was not measured both times
    is not compared."""
    earlier, later = dict(_flat(before)), dict(_flat(now))
    return [
        f"{name}: {earlier[name]} -> {later[name]}"
        for name in earlier
        if name in later and round(_sign(name) * (later[name] - earlier[name]), 6) < -TOLERATED
    ]


def _sign(name: str) -> int:
    if name.startswith(_WORSE):
        return -1
    return 1 if name.startswith((*_BETTER, *_BETTER_TOO)) else 0


def _flat(figures: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, int | float):
            yield f"{prefix}{name}", value
