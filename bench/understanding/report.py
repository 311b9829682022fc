"""The comparison as a table: a system a column, a measure a row."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.utterances import LANGUAGES

Figures = Mapping[str, Any]
"""Of one system, as `bench.understanding.__main__.figures` makes them."""

SETS = {
    "held out": "our held-out utterances",
    "foreign": "bitext_dev and clinc_oos_dev",
}


def markdown(systems: Mapping[str, Figures]) -> str:
    """Of systems that were asked the same questions."""
    columns = list(systems.values())
    titles = [f"{name} ({figures['version']})" for name, figures in systems.items()]
    lines = [_row("", titles), _row("---", ["---:"] * len(columns))]
    for name, title in SETS.items():
        if name in columns[0]["understanding"]:
            lines += _understanding(title, [figures["understanding"][name] for figures in columns])
    lines += _costs([figures["costs"] for figures in columns])
    return "\n".join(lines) + "\n"


def _understanding(title: str, columns: Sequence[Figures]) -> Iterator[str]:
    first = columns[0]
    yield _row(f"**{title}**", [""] * len(columns))
    yield _shares(f"in scope ({first['in_scope']}): the likeliest intent is right", columns, "top1")
    yield _shares("the right one is among the three likeliest", columns, "top3")
    for language in LANGUAGES:
        if first["top1_by_language"][language] is not None:
            yield _shares(f"likeliest right, {language}", [each["top1_by_language"] for each in columns], language)
    yield _shares("answered, rightly", columns, "answered_right")
    yield _shares("answered, wrongly", columns, "answered_wrong")
    yield _shares(f"out of scope ({first['out_of_scope']}): not answered", columns, "rejected")
    yield _shares("in scope against out of scope, AUROC", columns, "auroc")


def _costs(columns: Sequence[Figures]) -> Iterator[str]:
    yield _row("**costs**", [""] * len(columns))
    yield _row("training, s", [f"{each['train_s']:.1f}" for each in columns])
    yield _row("training, MB at most", [str(each["train_mb"]) for each in columns])
    yield _row("a message, ms: p50", [f"{each['parse_ms']['p50']:.2f}" for each in columns])
    yield _row("a message, ms: p95", [f"{each['parse_ms']['p95']:.2f}" for each in columns])
    yield _row("in service, MB at most", [str(each["parse_mb"]) for each in columns])


def _shares(title: str, columns: Sequence[Figures], key: str) -> str:
    return _row(title, ["" if each[key] is None else f"{each[key]:.3f}".removeprefix("0") for each in columns])


def _row(title: str, cells: Sequence[str]) -> str:
    return f"| {' | '.join([title, *cells])} |"
