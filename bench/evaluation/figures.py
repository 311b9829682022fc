"""All measures of understanding, in one run."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench import entities, languages
from bench.evaluation import pipeline, sets
from bench.evaluation.outcome import Outcome
from bench.evaluation.pipeline import REJECTED, Parser, Reading
from bench.evaluation.sets import Foreign, Labelled
from bench.evaluation.sweep import Sweep
from bench.utterances import LANGUAGES, Utterance, read
from components.mistyping import mistyped

SEED = 11  # of the slips that are measured with; the model learns from others
TWO_WISHES = sets.HELD_OUT.parent / "two_wishes.yml"

Judged = list[tuple[Reading, str]]


class Measured(NamedTuple):
    """``summary``: the figures of reports/understanding.json; ``details``: more, for the report; ``own``: what became
    of our own held-out utterances."""

    summary: dict[str, Any]
    details: dict[str, Any]
    own: list[tuple[Utterance, Reading]]


def measure(foreign: Foreign | None) -> Measured:
    """Train the pipeline of config.yml and measure it. Without ``foreign`` only on our own sets."""
    pipeline.prepare()
    held_out = sets.own()
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        model, seconds = pipeline.train(sets.TRAINING, directory)
        parser = Parser(model)
        own = [(utterance, parser.read(utterance.text)) for utterance in held_out]
        spent = pipeline.cost(model, [utterance.text for utterance in held_out])
        summary, details = _own(parser, own)
        details |= {"training_utterances": len(read(sets.TRAINING)), "held_out_utterances": len(held_out)}
        if foreign:
            more, more_details = _foreign(parser, foreign, directory)
            summary |= more
            details |= more_details
        summary |= {
            "parse_ms_p50": round(_percentile(spent.parse_ms, 50), 2),
            "train_s": round(seconds, 1),
            "engine_mb": round(spent.megabytes),
        }
        details |= {
            "parse_ms_p95": round(_percentile(spent.parse_ms, 95), 2),
            "model_kilobytes": model.stat().st_size // 1024,
        }
    return Measured(summary, details, own)


def _own(parser: Parser, own: list[tuple[Utterance, Reading]]) -> tuple[dict[str, Any], dict[str, Any]]:
    by_language = {
        language: Outcome.of((reading, each.intent) for each, reading in own if each.language == language)
        for language in LANGUAGES
    }
    in_scope = [(reading, each.intent) for each, reading in own if each.intent != REJECTED]
    spoken = languages.measure([each for each, _ in own])
    found = entities.measure()
    summary = {
        "own": {language: outcome.top1 for language, outcome in by_language.items()},
        "entities": round(found["exact"], 4),
        "language": {"long": round(spoken["long"], 4), "short": round(spoken["short"], 4)},
    }
    details = {
        "own": by_language,
        "own_all": Outcome.of((reading, each.intent) for each, reading in own),
        "own_in_scope": Outcome.of(in_scope),
        "own_typo_drop": _typo_drop(parser, in_scope),
        "two_wishes": _two_wishes(parser) if TWO_WISHES.exists() else None,
        "one_wish_taken_for_two": _share(bool(reading.also) for _, reading in own),
        "entities": found,
        "language": spoken,
    }
    return summary, details


def _foreign(parser: Parser, foreign: Foreign, scratch: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    bitext = _judged(parser, foreign.bitext)
    clinc = _judged(parser, foreign.clinc)
    sofmattress = _sofmattress(foreign, scratch)
    outcome, rejected = Outcome.of(bitext), Outcome.of(clinc)
    summary = {
        "bitext_dev": {"top1": outcome.top1, "top3": outcome.top3, "fell_back": outcome.fell_back},
        "clinc_oos_dev": {"not_answered": rejected.not_answered},
        "hint3_sofmattress": {"mcc": sofmattress.best.mcc, "accuracy": sofmattress.best.accuracy},
        "typo_drop": _typo_drop(parser, bitext),
    }
    known = {_plain(each.text) for each in read(sets.TRAINING)}
    said = [(reading, intent) for reading, intent in bitext if _plain(reading.text) in known]
    others = [(reading, intent) for reading, intent in bitext if _plain(reading.text) not in known]
    details = {
        "bitext_dev": outcome,
        "bitext_dev_in_training_word_for_word": len(said),
        "bitext_dev_without_those": Outcome.of(others),
        "bitext_dev_by_intent": _by_intent(bitext),
        "clinc_oos_dev": rejected,
        "hint3_sofmattress": sofmattress,
    }
    return summary, details


def _judged(parser: Parser, examples: Iterable[Labelled]) -> Judged:
    return [(parser.read(text), intent) for text, intent in examples]


def _typo_drop(parser: Parser, judged: Sequence[tuple[Reading, str]]) -> float:
    """By how much top-1 falls with one slip in every text."""
    chance = random.Random(SEED)  # noqa: S311 - the same slips in every run
    slipped = [(parser.read(mistyped(reading.text, chance)), intent) for reading, intent in judged]
    return round(Outcome.of(judged).top1 - Outcome.of(slipped).top1, 4)


def _sofmattress(foreign: Foreign, scratch: Path) -> Sweep:
    """The pipeline trained on the set's own training file alone, with the sweep of its published table."""
    folder = scratch / "sofmattress"
    folder.mkdir()
    model, _ = pipeline.train(pipeline.written(foreign.sofmattress_train, folder), folder)
    return Sweep.of(_judged(Parser(model), foreign.sofmattress_test))


def _two_wishes(parser: Parser) -> dict[str, float]:
    """Shares of messages with two wishes of which both were seen, or one."""
    cases = [(parser.read(text), set(wishes)) for text, wishes in sets.two_wishes(TWO_WISHES)]
    seen = [({reading.ranking[0][0], *reading.also}, wishes) for reading, wishes in cases if reading.kind == "answer"]
    both = sum(wishes <= found for found, wishes in seen)
    one = sum(len(wishes & found) == 1 for found, wishes in seen)
    return {"n": len(cases), "both": round(both / len(cases), 4), "one": round(one / len(cases), 4)}


def _by_intent(judged: Judged) -> dict[str, Outcome]:
    return {
        name: Outcome.of((reading, intent) for reading, intent in judged if intent == name)
        for name in sorted({intent for _, intent in judged})
    }


def _share(happened: Iterable[bool]) -> float:
    listed = list(happened)
    return round(sum(listed) / len(listed), 4)


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
