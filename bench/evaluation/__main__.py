"""How well customers are understood: `make evaluate`, or `make evaluate EVAL=DIR`.

Trains the pipeline of config.yml on data/nlu, measures it on the utterances held out in tests/ and, with DIR, on the
foreign sets in it (`bitext_dev.csv`, `clinc_oos_dev.csv`, `hint3_sofmattress/`), which are never trained on. Prints the
figures, and ends with 1 if one of them is more than two points worse than in the last commit. With DIR it writes
reports/; without, reports/ stay as they are, for the figures of the foreign sets would be lost from them.
"""

import argparse
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bench.evaluation import sets, summary
from bench.evaluation.sets import REPORTS
from components.check import Mistake, check
from components.launcher import ROOT

if TYPE_CHECKING:
    from bench.evaluation.figures import Measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, metavar="DIR", help="a directory with the foreign sets")
    parser.add_argument("--check", action="store_true", help="only compare with the last commit, and write nothing")
    options = parser.parse_args()
    if not options.eval:
        print("without EVAL=DIR the foreign sets are not measured, and reports/ stay as they are", file=sys.stderr)
    try:  # what is wrong with the files is said before the training
        check(ROOT)
        foreign = sets.foreign(options.eval) if options.eval else None
    except (Mistake, sets.SetError) as error:
        sys.exit(str(error))
    with warnings.catch_warnings():  # Rasa's pinned libraries warn about releases that we never get
        warnings.simplefilter("ignore")
        from bench.evaluation import figures

        measured = figures.measure(foreign)
        if foreign and not options.check:
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
