"""The systems that are compared. Each runs in processes of its own, on one core, behind one contract: README.md."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.understanding.scores import Prediction

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
NODE_NLP = Path(__file__).parent / "adapters" / "node_nlp.js"
RASA = ("-m", "bench.understanding.adapters.rasa_nlu")
STANDARD_ERROR = 2  # where the systems' own progress goes; standard output is for the report

ALIKE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",  # libraries that Rasa pins warn about releases that we never get
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "RASA_TELEMETRY_ENABLED": "false",
}


class Failed(Exception):
    """A system could not be run. The message says which, and what to do if that is known."""


@dataclass(frozen=True)
class System:
    name: str
    adapter: tuple[str, ...]
    """A command; `train UTTERANCES MODEL` or `parse MODEL TEXTS RESULT` is put behind it."""
    environment: Path
    """Where it is installed."""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    version: str
    train_s: float
    train_mb: int
    """The most memory that was resident at once; so is parse_mb."""
    parse_mb: int
    parse_ms: list[float]
    predictions: list[Prediction]


def systems(epochs: int) -> dict[str, System]:
    """By name, the one that trains longest last. `epochs` are DIET's."""
    engine, node, stock = (VENV / name for name in ("engine", "peers-node", "peers-diet"))
    diet = (str(stock / "bin/python"), *RASA, "diet", "--epochs", str(epochs))
    known = (
        System("sahay", (str(engine / "bin/python"), *RASA, "sahay"), engine),
        System("node-nlp", ("node", str(NODE_NLP)), node, {"NODE_PATH": str(node / "node_modules")}),
        System("diet", diet, stock, {"LOG_LEVEL": "INFO"}),  # with less Rasa shows no progress
    )
    return {system.name: system for system in known}


def one_core() -> None:
    """Hold this process, and all that it will start, to one core; where the system cannot, to one thread by ALIKE."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(system: System, training: Path, texts: Path, directory: Path) -> Run:
    """Train and parse, each in a new process, so that the memory of the second is that of a system in service.

    Raises Failed.
    """
    if not system.environment.exists() or not shutil.which(system.adapter[0]):
        raise Failed(f"{system.name} is not installed: run `make compare`")
    directory.mkdir()
    result = directory / "result.json"
    train_mb = _step(system, "train", training, directory)
    parse_mb = _step(system, "parse", directory, texts, result)
    trained, parsed = _read(directory / "trained.json"), _read(result)
    predictions = [
        Prediction([(name, confidence) for name, confidence in each["ranking"]], each["answered"])
        for each in parsed["predictions"]
    ]
    return Run(trained["version"], trained["train_s"], train_mb, parse_mb, parsed["parse_ms"], predictions)


def _step(system: System, *arguments: str | Path) -> int:
    """The process's peak of resident memory in MB."""
    process = subprocess.Popen(
        [*system.adapter, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **ALIKE, **system.variables},
        stdin=subprocess.DEVNULL,
        stdout=STANDARD_ERROR,
    )
    try:
        _, status, usage = os.wait4(process.pid, 0)  # unlike wait(), it tells what the process has used
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{system.name}: `{arguments[0]}` ended with {process.returncode}")
    return usage.ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)


def _read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
