"""reports/understanding.md: the figures as people read them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.evaluation import reliability
from bench.evaluation.figures import Measured
from bench.evaluation.outcome import Outcome
from bench.evaluation.pipeline import Reading
from bench.utterances import LANGUAGES, Utterance

WORST = 15
EXAMPLES = 2
OUTCOME = ("n", "top1", "top3", "answered_right", "answered_wrong", "asked", "fell_back")

Cells = Sequence[object]


def report(measured: Measured) -> str:
    """Markdown. What was not measured is left out."""
    return "\n".join(_lines(measured)).rstrip() + "\n"


def _lines(measured: Measured) -> Iterator[str]:
    summary, details, own = measured
    yield "# Understanding, measured"
    yield ""
    yield "Made by `make evaluate`; what it means, and what is weak: [docs/understanding.md](../docs/understanding.md)."
    yield (
        f"Trained on {details['training_utterances']:,} utterances of ours, measured on "
        f"{details['held_out_utterances']:,} held-out ones by other authors, and on foreign sets never trained on."
    )
    yield from _section("Figures", _table(("figure", "value"), _flat(summary)))
    yield from _section("What becomes of a message", _outcomes(details))
    if sweep := details.get("hint3_sofmattress"):
        rows = [(row.threshold, row.accuracy, row.mcc) for row in sweep.rows]
        yield from _section("HINT3 SOFMattress", _table(("threshold", "accuracy", "MCC"), rows))
        yield f"Without a threshold, on the queries that have an intent: {sweep.in_scope}."
    yield from _section("Confidence", _reliability(own))
    yield "![reliability](reliability.svg)"
    yield from _section("Intents, on our held-out utterances", _by_intent(own))
    yield "![confusions](confusion.svg)"
    yield from _section("The worst confusions", _confusions(own))
    yield from _section("Details in messages", _entities(details["entities"]))
    yield from _section("Language", _table(("figure", "value"), _flat(details["language"])))
    if wishes := details.get("two_wishes"):
        wishes = wishes | {"one wish taken for two, on the held-out utterances": details["one_wish_taken_for_two"]}
        yield from _section("Two wishes in one message", _table(("figure", "value"), _flat(wishes)))
    rest = {name: value for name, value in details.items() if isinstance(value, int | float)}
    yield from _section("Besides", _table(("figure", "value"), _flat(rest)))


def _outcomes(details: dict[str, Any]) -> Iterator[str]:
    named = {f"own, {language}": outcome for language, outcome in details["own"].items()}
    named |= {name: value for name, value in details.items() if isinstance(value, Outcome)}
    return _table(
        ("set", *OUTCOME), ([name, *(getattr(each, cell) for cell in OUTCOME)] for name, each in named.items())
    )


def _reliability(own: list[tuple[Utterance, Reading]]) -> Iterator[str]:
    found = reliability.bins((reading, each.intent) for each, reading in own)
    yield from _table(("mean confidence", "share right", "messages"), found)
    yield ""
    yield f"Expected calibration error: {reliability.error(found)}."
    yield ""


def _by_intent(own: list[tuple[Utterance, Reading]]) -> Iterator[str]:
    hits: defaultdict[str, defaultdict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for each, reading in own:
        for language in (each.language, "all"):
            hits[each.intent][language].append(reading.ranking[0][0] == each.intent)
    columns = ("all", *LANGUAGES)
    rows = sorted(hits.items(), key=lambda item: _mean(item[1]["all"]) or 0.0)
    return _table(
        ("intent", "n", *columns), ([name, len(by["all"]), *(_mean(by[c]) for c in columns)] for name, by in rows)
    )


def _confusions(own: list[tuple[Utterance, Reading]]) -> Iterator[str]:
    wrong = [(each, reading) for each, reading in own if reading.ranking[0][0] != each.intent]
    pairs = Counter((each.intent, reading.ranking[0][0]) for each, reading in wrong)
    rows = []
    for (right, told), times in pairs.most_common(WORST):
        said = [each.text for each, reading in wrong if (each.intent, reading.ranking[0][0]) == (right, told)]
        rows.append((right, told, times, "; ".join(f"“{text}”" for text in said[:EXAMPLES])))
    return _table(("meant", "understood", "times", "for instance"), rows)


def _entities(found: dict[str, Any]) -> Iterator[str]:
    yield from _table(("figure", "value"), _flat({name: found[name] for name in ("n", "exact", "by_entity")}))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from lines
    yield ""


def _table(head: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)


def _row(cells: Cells) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"


def _flat(figures: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _mean(hits: list[bool]) -> float | None:
    return round(sum(hits) / len(hits), 2) if hits else None
