"""The pipeline of config.yml, trained, and ready to parse."""

import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from components import launcher

FALLBACK = "nlu_fallback"
REJECTED = "out_of_scope"


class Reading(NamedTuple):
    """What the pipeline makes of a text. ``ranking``: the intents of the training data with their confidence."""

    text: str
    ranking: list[tuple[str, float]]
    kind: str
    also: list[str]


def prepare() -> None:
    """Get this process ready for Rasa, and quiet."""
    launcher.prepare()
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def train(data: Path, directory: Path) -> tuple[Path, float]:
    """A model of ``data`` in ``directory``, and how many seconds it took. Nothing of an earlier training is used."""
    import rasa.model_training

    os.environ["RASA_CACHE_DIRECTORY"] = str(directory / "cache")
    begun = time.perf_counter()
    model = rasa.model_training.train_nlu(str(launcher.ROOT / "config.yml"), str(data), output=str(directory))
    if not model:
        raise SystemExit("the training failed")
    return Path(model), time.perf_counter() - begun


def written(examples: Iterable[tuple[str, str]], directory: Path) -> Path:
    """A file of training data with ``examples`` of text and intent."""
    by_intent: dict[str, list[str]] = {}
    for text, intent in examples:
        by_intent.setdefault(intent, []).append(" ".join(text.split()))
    blocks = [{"intent": intent, "examples": [{"text": text} for text in texts]} for intent, texts in by_intent.items()]
    path = directory / "nlu.yml"
    path.write_text(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True), encoding="utf-8")
    return path


class Parser:
    """A trained model, loaded; asked as the engine asks it, so that "/greet" is a text and no intent. After
    `prepare`."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.trackers import DialogueStateTracker

        agent = Agent()
        agent.load_model(str(model))
        self._processor, self._message = agent.processor, UserMessage
        self._tracker = DialogueStateTracker("", [])  # a conversation that has just begun

    def parse(self, text: str) -> dict[str, Any]:
        return self._processor._understand(self._message(text), self._tracker)

    @property
    def intents(self) -> frozenset[str]:
        """What the model knows: any text has all of them in its ranking."""
        return frozenset(name for name, _ in self.read("hello").ranking)

    def read(self, text: str) -> Reading:
        parsed = self.parse(text)
        ranking = [(each["name"], each["confidence"]) for each in parsed["intent_ranking"] if each["name"] != FALLBACK]
        decision = parsed.get("decision") or {"kind": "fall_back", "also": []}
        return Reading(text, ranking, decision["kind"], decision["also"])


class Cost(NamedTuple):
    """``parse_ms``: one for each text, warm; ``megabytes``: resident memory of a process that served them."""

    parse_ms: list[float]
    megabytes: float


def cost(model: Path, texts: Sequence[str]) -> Cost:
    """What parsing costs a process that does nothing else."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as given:
        json.dump(list(texts), given)
        given.flush()
        command = [sys.executable, "-m", "bench.evaluation.pipeline", str(model), given.name]
        done = subprocess.run(command, cwd=launcher.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _cost(model: Path, texts: Sequence[str]) -> Cost:
    prepare()
    import rasa.core.run  # noqa: F401 - the engine has it in memory too

    parser = Parser(model)
    for text in texts[:20]:
        parser.parse(text)
    taken = []
    for text in texts:
        begun = time.perf_counter()
        parser.parse(text)
        taken.append(1000 * (time.perf_counter() - begun))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Cost(taken, pages * resource.getpagesize() / 2**20)


if __name__ == "__main__":
    print(json.dumps(_cost(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))._asdict()))
