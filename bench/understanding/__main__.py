"""Our pipeline beside its peers, on the same work in one run: `python -m bench.understanding [--eval DIR]`.

Trains each system on data/nlu and asks it the utterances held out in tests/, with DIR also the foreign sets in it
(`bitext_dev.csv`, `clinc_oos_dev.csv`). Prints a table, and with --json writes all figures. See README.md.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.understanding.report import markdown
from bench.understanding.scores import Answer, percentiles, understanding
from bench.understanding.sets import OUT_OF_SCOPE, Question, foreign, held_out, sample, write
from bench.understanding.systems import ROOT, Failed, Run, one_core, run, systems
from bench.utterances import Utterance, read

NLU = ROOT / "data" / "nlu"
HELD_OUT = ROOT / "tests" / "engine" / "understanding" / "held_out"

EPOCHS, QUICK_EPOCHS = 100, 5
QUICK_TRAINING, QUICK_QUESTIONS = 600, 200


def main() -> int:
    options = _options()
    training, questions = read(NLU), held_out(read(HELD_OUT))
    if options.eval:
        questions += foreign(options.eval)
    if options.quick:
        training = sample(training, QUICK_TRAINING, lambda utterance: utterance.intent)
        questions = sample(questions, QUICK_QUESTIONS, lambda asked: (asked.set, asked.intent == OUT_OF_SCOPE))
    epochs = options.epochs or (QUICK_EPOCHS if options.quick else EPOCHS)
    compared, failures = compare(training, questions, options.only, epochs)
    if compared:
        print(markdown(compared))
    if options.json:
        conditions = {"training": len(training), "questions": len(questions), "epochs": epochs}
        options.json.write_text(json.dumps(conditions | {"systems": compared}, indent=2) + "\n", encoding="utf-8")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def compare(
    training: Sequence[Utterance], questions: Sequence[Question], names: Sequence[str], epochs: int
) -> tuple[dict[str, Any], list[Failed]]:
    """The figures of each system that could be run, and what came in the way of the others."""
    compared, failures = {}, []
    known = systems(epochs)
    one_core()
    with tempfile.TemporaryDirectory() as directory:
        learned, asked = Path(directory, "train.jsonl"), Path(directory, "test.jsonl")
        write((utterance._asdict() for utterance in training), learned)
        write(({"text": question.text} for question in questions), asked)  # the answers stay here
        for name in names:
            print(f"{name}: {len(training)} utterances, then {len(questions)} questions", file=sys.stderr, flush=True)
            try:
                compared[name] = figures(run(known[name], learned, asked, Path(directory, name)), questions)
            except Failed as failure:
                failures.append(failure)
    return compared, failures


def figures(done: Run, questions: Sequence[Question]) -> dict[str, Any]:
    """Shares, seconds, milliseconds and megabytes of one system."""
    answers = [Answer(*pair) for pair in zip(questions, done.predictions, strict=True)]
    sets = dict.fromkeys(question.set for question in questions)
    return {
        "version": done.version,
        "understanding": {
            name: dataclasses.asdict(understanding([each for each in answers if each.question.set == name]))
            for name in sets
        },
        "costs": {
            "train_s": done.train_s,
            "train_mb": done.train_mb,
            "parse_ms": percentiles(done.parse_ms),
            "parse_mb": done.parse_mb,
        },
    }


def _options() -> argparse.Namespace:
    known = list(systems(EPOCHS))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, metavar="DIR", help="a folder with foreign evaluation sets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    parser.add_argument("--quick", action="store_true", help="a sample and few epochs: to see that it runs")
    parser.add_argument("--epochs", type=int, help=f"of DIET; {EPOCHS}, with --quick {QUICK_EPOCHS}")
    parser.add_argument(
        "--only", type=lambda text: text.split(","), default=known, metavar="NAMES", help=",".join(known)
    )
    options = parser.parse_args()
    if not set(options.only) <= set(known):
        parser.error(f"--only takes {', '.join(known)}, with commas between")
    return options


if __name__ == "__main__":
    sys.exit(main())
