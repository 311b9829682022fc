"""When a model is trained, and which are kept."""

import os
import sys

import pytest

from sahay.launch import training
from sahay.launch.program import ProgramFailed
from sahay.launch.progress import Step

# Stands for Rasa: writes the model that it is asked for, and the name to a list of what was trained.
TRAINER = """
import pathlib, sys
out, name = sys.argv[sys.argv.index("--out") + 1], sys.argv[sys.argv.index("--fixed-model-name") + 1]
pathlib.Path(out).mkdir(parents=True, exist_ok=True)
pathlib.Path(out, name + ".tar.gz").write_text("a model")
"""


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "MODELS", tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def trainer(monkeypatch, models):
    """Make a few lines of Python the trainer, and others the check before it."""

    def make(code, check="pass"):
        monkeypatch.setattr(training, "CHECK", (sys.executable, "-c", check))

        def command(out, name):
            return (sys.executable, "-c", code, "--out", str(out), "--fixed-model-name", name)

        monkeypatch.setattr(training, "_command", command)

    return make


def test_trains_once_for_the_same_sources(settings, models, trainer, capsys):
    trainer(TRAINER)
    first = training.trained_model(settings, Step("the model"))
    assert first.read_text() == "a model"
    assert f"the model: trained ({training.fingerprint()})" in capsys.readouterr().out

    trainer("raise SystemExit('trained twice')")
    assert training.trained_model(settings, Step("the model")) == first
    assert "trained already" in capsys.readouterr().out
    assert [path.name for path in models.iterdir()] == [first.name]  # and no draft


def test_a_failure_gives_the_last_words_and_leaves_no_model(settings, models, trainer):
    trainer(TRAINER + "raise ValueError('no intents')")
    with pytest.raises(
        ProgramFailed, match=r"^train failed: ValueError: no intents \(all of it: .*/logs/train\.log\)$"
    ):
        training.trained_model(settings, Step("the model"))
    assert list(models.iterdir()) == []


def test_a_mistake_is_said_before_the_training(settings, models, trainer, tmp_path):
    trainer(
        f"open({str(tmp_path / 'trained')!r}, 'w')", check="raise SystemExit('data/lexicon.yml: order.en: is no list')"
    )
    with pytest.raises(
        ProgramFailed,
        match=r"^check failed: data/lexicon\.yml: order\.en: is no list \(all of it: .*/logs/check\.log\)$",
    ):
        training.trained_model(settings, Step("the model"))
    assert not (tmp_path / "trained").exists()


def test_the_check_is_a_module_of_the_engine():
    *_, module = training.CHECK
    assert (training.ROOT / module.replace(".", "/") / "__main__.py").is_file()


def test_the_draft_of_a_training_that_was_killed_is_in_nobodys_way(settings, models, trainer):
    (models / ".draft").mkdir(parents=True, exist_ok=True)
    (models / ".draft" / "half").touch()
    trainer(TRAINER)
    assert training.trained_model(settings, Step("the model")).exists()


def test_the_last_used_are_kept(models):
    models.mkdir()
    for age, name in enumerate(["newest", "newer", "old", "older", "oldest"]):
        (models / f"{name}.tar.gz").touch()
        os.utime(models / f"{name}.tar.gz", (10_000 - age, 10_000 - age))
    (models / "README.md").touch()
    training.prune(models, kept=3)
    assert {path.name for path in models.iterdir()} == {"newest.tar.gz", "newer.tar.gz", "old.tar.gz", "README.md"}
