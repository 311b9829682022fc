"""A trained model for what config, domain, data and components say now."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sahay.config import ROOT, Settings
from sahay.launch.bot_files import require_yaml
from sahay.launch.fingerprint import fingerprint
from sahay.launch.program import run_program
from sahay.launch.progress import Step
from sahay.launch.service import ENGINE_PYTHON

MODELS = ROOT / "models"
KEPT_MODELS = 3
TRAINING_DATA = ("data/nlu", "data/rules", "data/stories")
# What Rasa would say of a mistake in our components' files, after half a minute, names no file.
CHECK = (str(ENGINE_PYTHON), "-m", "components.check")


def trained_model(settings: Settings, step: Step) -> Path:
    """The model of the current fingerprint, trained now if there is none. Raises ConfigError, ProgramFailed."""
    require_yaml()
    name = fingerprint()
    model = MODELS / f"{name}.tar.gz"
    with _alone():
        if model.exists():
            model.touch()  # the last used are kept
            step.skip(f"trained already ({name})")
        else:
            with step:
                _train(settings, model)
                step.result = f"trained ({name})"
        prune()
    return model


def prune(models: Path = MODELS, kept: int = KEPT_MODELS) -> None:
    """Delete all models but the last used."""
    by_age = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for model in by_age[kept:]:
        model.unlink()


def _train(settings: Settings, model: Path) -> None:
    """Train into a draft and move it into place, so that a model that is there is whole."""
    draft = MODELS / ".draft"
    run_program("check", CHECK, settings)
    try:
        run_program("train", _command(draft, model.name.removesuffix(".tar.gz")), settings)
        (draft / model.name).replace(model)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _command(out: Path, name: str) -> tuple[str, ...]:
    data = [path for path in TRAINING_DATA if (ROOT / path).exists()]
    return (
        *(str(ENGINE_PYTHON), "-m", "components.launcher", "train"),
        *("--config", "config.yml", "--domain", "domain.yml", "--data", *data),
        *("--out", str(out), "--fixed-model-name", name),
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Two copies of this directory train one after the other, and the second finds the model of the first."""
    MODELS.mkdir(exist_ok=True)
    handle = os.open(MODELS, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
