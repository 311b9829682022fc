"""How well customers are understood: `.venv/engine/bin/python -m bench.understanding [--eval DIR]`.

Trains the pipeline of config.yml on data/nlu, and measures it on the utterances held out in tests/, with DIR also on
the foreign sets in it (`bitext_dev.csv`, `clinc_oos_dev.csv`: columns `utterance,intent`), which are never trained on.
"""

import argparse
import asyncio
import csv
import json
import logging
import os
import random
import resource
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

os.environ.setdefault("OMP_NUM_THREADS", "1")

from bench.utterances import LANGUAGES, Utterance, read
from components import launcher
from sahay.language.identify import identify
from sahay.language.script import script
from sahay.language.search import Index
from sahay.language.tokens import words

NLU = launcher.ROOT / "data" / "nlu"
FAQ = launcher.ROOT / "data" / "faq"
QUESTIONS = launcher.ROOT / "bench" / "faq_questions.yml"
HELD_OUT = launcher.ROOT / "tests" / "engine" / "understanding" / "held_out"

REJECTED = {"out_of_scope", "nlu_fallback"}
ASKED = "nlu_fallback"
NEAR = 0.3  # as in actions/knowledge.py
SEED = 7

# The intents of Bitext's set that this version has an answer to, and what counts as right for each.
ASK_FAQ = (
    "cancel_order change_order change_shipping_address check_cancellation_fee check_invoice get_invoice "
    "check_payment_methods payment_issue check_refund_policy get_refund track_refund delivery_options"
)
BITEXT = {name: {"ask_faq"} for name in ASK_FAQ.split()} | {
    "track_order": {"track_order"},
    "delivery_period": {"track_order", "ask_faq"},  # "when will my order arrive" among "how long does delivery take"
    "contact_human_agent": {"contact_human_agent"},
    "contact_customer_service": {"ask_faq", "contact_human_agent"},
}

Parse = Callable[[str], dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, metavar="DIR", help="a folder with foreign evaluation sets")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE too")
    options = parser.parse_args()
    with warnings.catch_warnings():  # Rasa's pinned libraries warn about releases that we never get
        warnings.simplefilter("ignore")
        figures = measure(options.eval)
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def measure(foreign: Path | None) -> dict[str, Any]:
    launcher.prepare()
    _quiet()
    held_out, training = read(HELD_OUT), read(NLU)
    with tempfile.TemporaryDirectory() as directory:
        begun = time.perf_counter()
        model = _train(Path(directory))
        figures: dict[str, Any] = {
            "examples": len(training),
            "train_seconds": round(time.perf_counter() - begun, 1),
            "model_kilobytes": model.stat().st_size // 1024,
        }
        before = _megabytes()
        parse = _parser(model)
        figures["memory_megabytes"] = {"before_loading": before, "after": _megabytes()}
    in_scope = [each for each in held_out if each.intent != "out_of_scope"]
    figures["parse_milliseconds"] = _speed(parse, [each.text for each in held_out])
    figures["held_out"] = {
        language: _outcome(parse, ((each.text, {each.intent}) for each in in_scope if each.language == language))
        for language in LANGUAGES
    } | {"all": _outcome(parse, ((each.text, {each.intent}) for each in in_scope))}
    chance = random.Random(SEED)  # noqa: S311 - the same typos in every run
    figures["held_out_with_a_typo"] = _outcome(parse, ((_typo(each.text, chance), {each.intent}) for each in in_scope))
    figures["held_out_rejected"] = _rejected(parse, (each.text for each in held_out if each.intent == "out_of_scope"))
    figures["language"] = _languages([each for each in held_out if script(each.text)])
    figures["faq_search"] = _faq_search()
    if foreign:
        figures["bitext_dev"] = _outcome(
            parse, ((text, BITEXT[name]) for text, name in _rows(foreign / "bitext_dev.csv") if name in BITEXT)
        )
        figures["clinc_oos_dev_rejected"] = _rejected(parse, (text for text, _ in _rows(foreign / "clinc_oos_dev.csv")))
    return figures


def _quiet() -> None:
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def _train(directory: Path) -> Path:
    import rasa.model_training

    os.environ["RASA_CACHE_DIRECTORY"] = str(directory / "cache")  # nothing is taken from an earlier training
    path = rasa.model_training.train_nlu(str(launcher.ROOT / "config.yml"), str(NLU), output=str(directory))
    if not path:
        raise SystemExit("the training failed")
    return Path(path)


def _parser(model: Path) -> Parse:
    from rasa.core.agent import Agent

    agent = Agent()
    agent.load_model(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def _outcome(parse: Parse, examples: Iterable[tuple[str, set[str]]]) -> dict[str, Any]:
    """Shares of examples by what became of them. `asked`: fell back; of those, `offered` has the right intent among
    the three likeliest, which the bot offers as buttons."""
    outcome: Counter[str] = Counter()
    for text, right in examples:
        parsed = parse(text)
        name = parsed["intent"]["name"]
        likeliest = {each["name"] for each in parsed["intent_ranking"][:4]}  # the first is nlu_fallback itself
        outcome["n"] += 1
        if name == ASKED:
            outcome["asked"] += 1
            outcome["offered"] += bool(likeliest & right)
        else:
            outcome["right" if name in right else "wrong"] += 1
    total = outcome.pop("n")
    return {"n": total} | {name: round(outcome[name] / total, 3) for name in ("right", "wrong", "asked", "offered")}


def _rejected(parse: Parse, texts: Iterable[str]) -> dict[str, Any]:
    names = [parse(text)["intent"]["name"] for text in texts]
    return {"n": len(names), "share": round(sum(name in REJECTED for name in names) / len(names), 3)}


def _speed(parse: Parse, texts: list[str]) -> dict[str, float]:
    """Of the whole pipeline, once it is warm."""
    for text in texts[:20]:
        parse(text)
    taken = []
    for text in texts:
        begun = time.perf_counter()
        parse(text)
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    return {"p50": round(taken[len(taken) // 2], 2), "p95": round(taken[int(len(taken) * 0.95)], 2)}


def _languages(utterances: list[Utterance]) -> dict[str, dict[str, Any]]:
    """Shares of languages told right: without a conversation, within one in the same language, and within one in
    another, by length of the message. A single word never changes a conversation, so it is not asked to."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for text, _, tag in utterances:
        language = tag[:2]
        length = "three words or more" if len(words(text)) >= 3 else "one or two words"
        right[f"{length}, first message"].append(identify(text).language == language)
        right[f"{length}, same conversation"].append(identify(text, language).language == language)
        if length == "three words or more":
            for other in {"en", "hi", "gu"} - {language}:
                right[f"{length}, change of language"].append(identify(text, other).language == language)
    return {name: {"n": len(told), "share": round(sum(told) / len(told), 3)} for name, told in sorted(right.items())}


def _faq_search() -> dict[str, Any]:
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


def _typo(text: str, chance: random.Random) -> str:
    """One letter of a word dropped, doubled, or swapped with the next."""
    places = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text
    at = chance.choice(places)
    return chance.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["utterance"], row["intent"]) for row in csv.DictReader(file)]


def _megabytes() -> int:
    """Resident memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 2**20


if __name__ == "__main__":
    main()
