"""Any file of utterances on the trained model: `make score FILE=some.csv`.

FILE has the columns `utterance,intent[,lang]`. Prints one line of JSON, and on standard error the intents of FILE that
the model does not know; the model is the newest one in models/.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path

from bench.evaluation import pipeline, sets
from bench.evaluation.outcome import Outcome
from components.launcher import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--model", type=Path, help="another model than the newest one in models/")
    options = parser.parse_args()
    try:
        rows = sets.rows(options.file)
    except sets.SetError as error:
        sys.exit(str(error))
    model = options.model or _newest(ROOT / "models")
    pipeline.prepare()
    loaded = pipeline.Parser(model)
    _tell_unknown(Counter(row["intent"] for row in rows), loaded.intents)
    judged = [(loaded.read(row["utterance"]), row["intent"]) for row in rows]
    by_language = defaultdict(list)
    for row, pair in zip(rows, judged, strict=True):
        by_language[(row.get("lang") or "").strip()].append(pair)
    languages = {name: Outcome.of(pairs).top1 for name, pairs in sorted(by_language.items()) if name}
    print(json.dumps(asdict(Outcome.of(judged)) | {"lang": languages}))


def _tell_unknown(counted: Counter[str], known: Collection[str]) -> None:
    """Whatever the model understands, these rows count as wrong."""
    for intent, rows in sorted(counted.items()):
        if intent not in known:
            print(f"the model has no intent {intent!r} (rows: {rows})", file=sys.stderr)


def _newest(models: Path) -> Path:
    found = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        sys.exit(f"{models}: no model; `make train` makes one")
    return found[-1]


if __name__ == "__main__":
    main()
