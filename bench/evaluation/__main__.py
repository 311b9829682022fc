"""How well customers are understood: `make evaluate`, or `make evaluate EVAL=DIR`.

Trains the pipeline of config.yml on data/nlu, measures it on the utterances held out in tests/ and, with DIR, on the
foreign sets in it (`bitext_dev.csv`, `clinc_oos_dev.csv`, `hint3_sofmattress/`), which are never trained on. Writes
reports/, and ends with 1 if a figure is more than two points worse than in the last commit.
"""

import argparse
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bench.evaluation import summary
from bench.evaluation.sets import REPORTS, SetError

if TYPE_CHECKING:
    from bench.evaluation.figures import Measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, metavar="DIR", help="a directory with the foreign sets")
    parser.add_argument("--check", action="store_true", help="only compare with the last commit, and write nothing")
    options = parser.parse_args()
    if options.eval and not options.eval.is_dir():
        sys.exit(f"{options.eval}: no such directory")
    if not options.eval:
        print("without EVAL=DIR the foreign sets are not measured", file=sys.stderr)
    with warnings.catch_warnings():  # Rasa's pinned libraries warn about releases that we never get
        warnings.simplefilter("ignore")
        from bench.evaluation import figures

        try:
            measured = figures.measure(options.eval)
        except SetError as error:
            sys.exit(str(error))
        if not options.check:
            _write(measured)
    print(json.dumps(measured.summary, indent=2))
    worse = summary.drops(summary.committed(), measured.summary)
    sys.exit("worse than in the last commit, by more than two points:\n  " + "\n  ".join(worse) if worse else 0)


def _write(measured: "Measured") -> None:
    from bench.evaluation import pictures, report

    summary.write(measured.summary)
    (REPORTS / "understanding.md").write_text(report.report(measured), encoding="utf-8")
    pictures.draw(measured.own, REPORTS)


if __name__ == "__main__":
    main()
