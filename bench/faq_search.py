"""How well the knowledge base is searched, and how fast: `.venv/app/bin/python -m bench.faq_search [--eval DIR]`.

Of our own questions, of which none is a wording of an entry: the shares whose entry comes first, and among the first
three; and what customers get, who are answered only where it is clear. Of those in bench/faq_questions.yml, which we
had in view when we set weights and entries, and of those in bench/faq_unseen.yml and bench/faq_fresh.yml, which we had
not. With --eval also the share of `clinc_oos_dev.csv` that would be answered: none is a question to a shop.
"""

import argparse
import asyncio
import csv
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from actions.knowledge import look_up
from bench.faq_own_index import Index as OwnIndex
from sahay.config import ROOT
from sahay.shop.faq import Entry
from sahay.shop.faq.entries import searchable
from sahay.shop.faq.files import read_directory
from sahay.shop.faq.search import Index
from sahay.shop.memory.faq import MemoryFaq

FAQ = ROOT / "data" / "faq"
QUESTIONS = ROOT / "bench" / "faq_questions.yml"
UNSEEN = ROOT / "bench" / "faq_unseen.yml"
FRESH = ROOT / "bench" / "faq_fresh.yml"
LANGUAGES = ("en", "hi", "gu")
OUT_OF_SCOPE = "clinc_oos_dev.csv"
MANY = 1000  # entries

Asked = list[tuple[str, str]]  # the entry's key, and the question


def questions(file: Path = QUESTIONS) -> Asked:
    by_key = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [(key, question) for key, listed in by_key.items() for question in listed]


def measure(entries: Iterable[Entry], asked: Asked) -> dict[str, Any]:
    """The shares of questions, from 0 to 1, and how many they are."""
    return asyncio.run(_measure(MemoryFaq(entries), asked))


async def _measure(faq: MemoryFaq, asked: Asked) -> dict[str, Any]:
    found = [(key, await faq.search(question, "en", 3)) for key, question in asked]
    clear = [(key, (await look_up(faq, question, "en")).clear) for key, question in asked]
    return {
        "questions": len(asked),
        "first": _share(answers[:1] != [] and answers[0].key == key for key, answers in found),
        "among_three": _share(key in {answer.key for answer in answers} for key, answers in found),
        "answered_rightly": _share(answer is not None and answer.key == key for key, answer in clear),
        "answered_wrongly": _share(answer is not None and answer.key != key for key, answer in clear),
    }


def out_of_scope(entries: Iterable[Entry], file: Path) -> dict[str, Any]:
    """The share that is answered by the search alone. The engine calls most of them out of scope before, and those are
    answered only in an entry's own words: that share is `same`."""
    with file.open(encoding="utf-8") as lines:
        asked = [row["utterance"] for row in csv.DictReader(lines)]
    return asyncio.run(_out_of_scope(MemoryFaq(entries), asked))


async def _out_of_scope(faq: MemoryFaq, asked: list[str]) -> dict[str, Any]:
    found = [await look_up(faq, text, "en") for text in asked]
    return {
        "messages": len(asked),
        "answered": _share(each.clear is not None for each in found),
        "same": _share(each.same is not None for each in found),
    }


def speed(entries: list[Entry], asked: Asked) -> dict[str, Any]:
    """Milliseconds, of today's index and of the one before it in the same run."""
    many = [(f"{entry.key}-{copy}", entry) for copy in range(-(-MANY // len(entries))) for entry in entries][:MANY]
    few = [(entry.key, entry) for entry in entries]
    return {str(len(named)): _times(named, [question for _, question in asked]) for named in (few, many)}


def _times(named: list[tuple[str, Entry]], asked: list[str]) -> dict[str, Any]:
    found_by = [searchable(entry)._replace(id=name) for name, entry in named]
    index, built = _timed(lambda: Index(found_by))
    _, again = _timed(lambda: Index([*found_by[1:], found_by[0]._replace(tags=("another",))]))
    own, own_built = _timed(lambda: OwnIndex((each.id, each.wordings) for each in found_by))
    query, own_query = _query_ms(index.search, asked), _query_ms(own.search, asked)
    return {
        "build_ms": round(built),
        "build_after_an_edit_ms": round(again),
        "query_p50_ms": round(query, 2),
        "build_to_own": round(built / own_built, 2),
        "query_to_own": round(query / own_query, 2),
    }


def _query_ms(search: Callable[[str], object], asked: list[str]) -> float:
    def searched(text: str) -> float:
        return _timed(lambda: search(text))[1]

    return median(map(searched, asked))


def _timed(run: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    return run(), (time.perf_counter() - begun) * 1000


def _share(right: Iterable[bool]) -> float:
    listed = list(right)
    return round(sum(listed) / len(listed), 3)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.faq_search", description="The knowledge base's search.")
    parser.add_argument("--eval", type=Path, metavar="DIR", help=f"a directory with {OUT_OF_SCOPE}")
    directory = parser.parse_args().eval
    entries, asked = read_directory(FAQ, LANGUAGES), questions()
    # First, before anything is known to a cache.
    fast = speed(entries, asked)
    figures = {
        "entries": len(entries),
        "own": measure(entries, asked),
        "unseen": measure(entries, questions(UNSEEN)),
        "fresh, measured once on 2026-11-22": measure(entries, questions(FRESH)),
    }
    if directory:
        figures["out_of_scope"] = out_of_scope(entries, directory / OUT_OF_SCOPE)
    print(json.dumps(figures | {"speed": fast}, indent=2))


if __name__ == "__main__":
    main()
