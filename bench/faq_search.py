"""How well the knowledge base is searched: `.venv/engine/bin/python -m bench.faq_search`."""

import json
from itertools import chain
from typing import Any

import yaml

from components.launcher import ROOT
from sahay.language.search import Index

FAQ = ROOT / "data" / "faq"
QUESTIONS = ROOT / "bench" / "faq_questions.yml"
NEAR = 0.3  # as in actions/knowledge.py


def measure() -> dict[str, Any]:
    """Shares of questions whose entry comes first, or is among the three best with a score of NEAR or more."""
    entries = [
        entry for file in sorted(FAQ.glob("*.yml")) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    index = Index((entry["key"], chain.from_iterable(entry["questions"].values())) for entry in entries)
    asked = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    found = [(key, index.search(question)) for key, questions in asked.items() for question in questions]
    first = sum(matches[0].id == key for key, matches in found if matches)
    near = sum(key in {match.id for match in matches if match.score >= NEAR} for key, matches in found)
    return {"n": len(found), "first": round(first / len(found), 3), "among_three": round(near / len(found), 3)}


if __name__ == "__main__":
    print(json.dumps(measure()))
