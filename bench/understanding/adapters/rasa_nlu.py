"""Rasa with our config.yml, or stock with DIET, behind the contract of bench/understanding/README.md.

`python -m bench.understanding.adapters.rasa_nlu {sahay,diet} train UTTERANCES MODEL` or `... parse MODEL TEXTS RESULT`
"""

import argparse
import asyncio
import json
import logging
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
CONFIGS = {"sahay": ROOT / "config.yml", "diet": Path(__file__).with_name("diet.yml")}
FALLBACK = "nlu_fallback"  # Rasa's name for "rather not answer"
WARM_UP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system", choices=CONFIGS)
    parser.add_argument("--epochs", type=int, help="instead of those in the pipeline")
    steps = parser.add_subparsers(dest="step", required=True)
    training = steps.add_parser("train")
    training.add_argument("utterances", type=Path)
    training.add_argument("model", type=Path)
    parsing = steps.add_parser("parse")
    parsing.add_argument("model", type=Path)
    parsing.add_argument("texts", type=Path)
    parsing.add_argument("result", type=Path)
    options = parser.parse_args()
    PREPARATIONS[options.system]()
    if options.step == "train":
        train(config(options.system, options.epochs), rows(options.utterances), options.model)
    else:
        parse(options.model, [row["text"] for row in rows(options.texts)], options.result)


def train(settings: dict[str, Any], utterances: list[dict[str, str]], directory: Path) -> None:
    """Leaves a model and trained.json in the directory."""
    import rasa
    import rasa.model_training

    os.environ["RASA_CACHE_DIRECTORY"] = str(directory / "cache")  # nothing is taken from an earlier training
    paths = {name: directory / f"{name}.yml" for name in ("config", "nlu")}
    paths["config"].write_text(yaml.safe_dump(settings), encoding="utf-8")
    paths["nlu"].write_text(yaml.safe_dump(training_data(utterances), allow_unicode=True), encoding="utf-8")
    begun = time.perf_counter()
    made = rasa.model_training.train_nlu(
        str(paths["config"]), str(paths["nlu"]), str(directory), fixed_model_name="model"
    )
    if not made:
        raise SystemExit("the training failed")
    report = {"train_s": time.perf_counter() - begun, "version": f"Rasa {rasa.__version__}"}
    (directory / "trained.json").write_text(json.dumps(report), encoding="utf-8")


def parse(directory: Path, texts: list[str], result: Path) -> None:
    from rasa.core.agent import Agent

    agent = Agent()
    agent.load_model(str(directory / "model.tar.gz"))
    loop = asyncio.new_event_loop()
    for text in texts[:WARM_UP]:
        loop.run_until_complete(agent.parse_message(text))
    predictions, taken = [], []
    for text in texts:
        begun = time.perf_counter()
        parsed = loop.run_until_complete(agent.parse_message(text))
        taken.append(1000 * (time.perf_counter() - begun))
        predictions.append(prediction(parsed))
    loop.close()
    result.write_text(json.dumps({"predictions": predictions, "parse_ms": taken}), encoding="utf-8")


def prediction(parsed: dict[str, Any]) -> dict[str, Any]:
    ranking = [(each["name"], each["confidence"]) for each in parsed["intent_ranking"] if each["name"] != FALLBACK]
    return {"ranking": ranking, "answered": parsed["intent"]["name"] != FALLBACK}


def config(system: str, epochs: int | None) -> dict[str, Any]:
    settings = yaml.safe_load(CONFIGS[system].read_text(encoding="utf-8"))
    for component in settings["pipeline"]:
        if epochs and "epochs" in component:
            component["epochs"] = epochs
    return settings


def training_data(utterances: list[dict[str, str]]) -> dict[str, Any]:
    blocks: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in utterances:
        blocks[row["intent"], row["language"]].append(f"- {row['text']}\n")
    return {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "metadata": {"language": language}, "examples": "".join(lines)}
            for (intent, language), lines in blocks.items()
        ],
    }


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _as_our_engine() -> None:
    from components import launcher

    launcher.prepare()
    _quiet()


def _quiet() -> None:
    import structlog

    # Rasa's default is a printed line a message, which would be measured too.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


PREPARATIONS = {"sahay": _as_our_engine, "diet": _quiet}

if __name__ == "__main__":
    main()
