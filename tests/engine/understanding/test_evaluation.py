"""The measures, on readings made by hand, and what they are written to."""

import itertools
import json

import pytest

from bench.evaluation import reliability, summary
from bench.evaluation.figures import Measured
from bench.evaluation.outcome import Outcome
from bench.evaluation.pipeline import REJECTED, Reading
from bench.evaluation.report import report
from bench.evaluation.sweep import REJECTED as NOTHING
from bench.evaluation.sweep import Sweep
from bench.utterances import LANGUAGES, Utterance


def reading(kind, *names, confidence=0.8):
    return Reading("...", [(name, confidence / (at + 1)) for at, name in enumerate(names)], kind, [])


JUDGED = [
    (reading("answer", "track_order", "get_refund"), "track_order"),
    (reading("answer", "track_order", "get_refund"), "get_refund"),  # wrong, and the second would be right
    (reading("ask", "track_order", "get_refund", "complaint", "review"), "complaint"),  # the third
    (reading("ask", "track_order", "get_refund", "complaint", "review"), "review"),  # the fourth
    (reading("fall_back", "track_order"), "track_order"),  # right, and not said
    (reading("fall_back", REJECTED), REJECTED),
    (reading("answer", REJECTED), REJECTED),  # told that it is not the shop's business: no answer
    (Reading("", [], "answer", []), "track_order"),  # nothing was seen at all
]


def test_what_became_of_messages_is_counted():
    outcome = Outcome.of(JUDGED)
    assert outcome == Outcome(
        n=8, top1=0.5, top3=0.75, answered_right=0.125, answered_wrong=0.125, asked=0.25, fell_back=0.5
    )
    assert outcome.not_answered == 0.75


@pytest.mark.parametrize("n", range(1, len(JUDGED) + 1))
def test_shares_add_up_to_1(n):
    outcome = Outcome.of(JUDGED[:n])
    shares = outcome.answered_right + outcome.answered_wrong + outcome.asked + outcome.fell_back
    assert shares == pytest.approx(1, abs=2e-4)  # each is rounded
    assert outcome.top1 <= outcome.top3


def test_without_messages_there_is_no_outcome():
    with pytest.raises(ValueError, match="no messages"):
        Outcome.of([])


BEFORE = {
    "own": {"en": 0.93, "hi": 0.95},
    "bitext_dev": {"top1": 0.95, "fell_back": 0.01},
    "clinc_oos_dev": {"not_answered": 0.99},
    "typo_drop": 0.01,
    "entities": 0.99,
    "language": {"long": 0.99},
    "parse_ms_p50": 5.0,
    "train_s": 60.0,
    "engine_mb": 280,
}


@pytest.mark.parametrize(
    ("changed", "dropped"),
    [
        ({}, []),
        ({"own": {"en": 0.90, "hi": 0.95}}, ["own.en: 0.93 -> 0.9"]),  # three points
        ({"own": {"en": 0.92, "hi": 0.94}}, []),  # one
        ({"own": {"en": 0.91, "hi": 0.95}}, []),  # two, and no more
        ({"own": {"en": 0.99, "hi": 0.99}}, []),  # better
        ({"bitext_dev": {"top1": 0.95, "fell_back": 0.05}}, ["bitext_dev.fell_back: 0.01 -> 0.05"]),  # more is worse
        ({"bitext_dev": {"top1": 0.95, "fell_back": 0.0}}, []),
        ({"typo_drop": 0.04}, ["typo_drop: 0.01 -> 0.04"]),
        ({"typo_drop": -0.04}, []),
        ({"entities": 0.9, "language": {"long": 0.9}}, ["entities: 0.99 -> 0.9", "language.long: 0.99 -> 0.9"]),
        ({"clinc_oos_dev": {"not_answered": 0.9}}, ["clinc_oos_dev.not_answered: 0.99 -> 0.9"]),
        ({"parse_ms_p50": 50.0, "train_s": 600.0, "engine_mb": 900}, []),  # of the machine
        ({"own": {"en": 0.93}}, []),  # not measured this time
        ({"own": {"en": 0.93, "hi": 0.95, "gu": 0.1}}, []),  # not measured before
    ],
)
def test_what_got_worse_is_told(changed, dropped):
    assert summary.drops(BEFORE, BEFORE | changed) == dropped


def test_a_first_summary_is_worse_than_nothing():
    assert summary.drops({}, BEFORE) == []


def test_a_summary_is_written_as_json(tmp_path):
    summary.write(BEFORE, tmp_path / "reports" / "understanding.json")
    assert json.loads((tmp_path / "reports" / "understanding.json").read_text(encoding="utf-8")) == BEFORE


def sure(name, confidence):
    return Reading("...", [(name, confidence)], "answer", [])


def test_a_sweep_rejects_what_is_below_each_threshold():
    sweep = Sweep.of(
        [
            (sure("mattress", 0.95), "mattress"),
            (sure("pillow", 0.85), "pillow"),
            (sure("pillow", 0.35), "mattress"),  # wrong, in scope
            (sure("mattress", 0.45), NOTHING),
            (sure("pillow", 0.15), NOTHING),
        ]
    )
    assert [row.threshold for row in sweep.rows] == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    # .1: two right; .2 to .4: the last one too; .5 to .8: both out of scope; .9: the pillow is rejected as well
    assert [row.accuracy for row in sweep.rows] == [0.4, 0.6, 0.6, 0.6, 0.8, 0.8, 0.8, 0.8, 0.6]
    assert sweep.in_scope == 0.6667
    assert sweep.best.mcc == max(row.mcc for row in sweep.rows)
    assert 0.5 <= sweep.best.threshold <= 0.8


def test_a_perfect_sweep():
    best = Sweep.of([(sure("a", 0.9), "a"), (sure("b", 0.9), "b"), (sure("a", 0.05), NOTHING)]).best
    assert (best.accuracy, best.mcc) == (1, 1)


def test_messages_are_binned_by_confidence():
    judged = [(sure("a", 0.92), "a"), (sure("a", 0.98), "b"), (sure("a", 1.0), "a"), (sure("a", 0.0), "b")]
    low, high = reliability.bins(judged)
    assert low == (0, 0, 1)
    assert high == (pytest.approx(0.967), pytest.approx(0.667), 3)
    assert reliability.error([low, high]) == pytest.approx(0.225)


OWN = [
    (Utterance("where is it | now", "track_order", "en"), reading("answer", "track_order", "get_refund")),
    (Utterance("paise do", "get_refund", "hi-Latn"), reading("ask", "track_order", "get_refund")),
]
OUTCOME = Outcome.of((said, each.intent) for each, said in OWN)
DETAILS = {
    "own": dict.fromkeys(LANGUAGES, OUTCOME),
    "own_all": OUTCOME,
    "training_utterances": 10968,
    "held_out_utterances": 2020,
    "own_typo_drop": 0.02,
    "two_wishes": {"n": 66, "both": 0.8, "one": 0.1},
    "one_wish_taken_for_two": 0.01,
    "entities": {"n": 800, "exact": 0.99, "by_entity": {"amount": {"n": 100, "found": 0.98}}},
    "language": {"long": 0.99, "short": None},
}
FOREIGN = {
    "bitext_dev": OUTCOME,
    "hint3_sofmattress": Sweep.of([(sure("a", 0.9), "a"), (sure("a", 0.05), NOTHING)]),
}


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (DETAILS, False),
        (DETAILS | FOREIGN, True),
    ],
)
def test_the_report_tells_what_was_measured_and_leaves_out_the_rest(details, told):
    text = report(Measured(BEFORE, details, OWN))
    assert "| own.en | 0.93 |" in text
    assert "| own, gu | 2 | 0.5 | 1.0 | 0.5 | 0.0 | 0.5 | 0.0 |" in text
    assert "| get_refund | track_order | 1 | “paise do” |" in text
    assert ("| bitext_dev | 2 |" in text, "HINT3" in text) == (told, told)


def test_a_report_has_whole_tables():
    lines = report(Measured(BEFORE, DETAILS | FOREIGN, OWN)).splitlines()
    for line, after in itertools.pairwise(lines):
        if line.startswith("|") and after.startswith("|"):
            assert line.replace("\\|", "").count("|") == after.replace("\\|", "").count("|"), after


def test_two_wishes_are_reported_where_there_are_any():
    assert "Two wishes" in report(Measured(BEFORE, DETAILS, OWN))
    assert "Two wishes" not in report(Measured(BEFORE, DETAILS | {"two_wishes": None}, OWN))
