"""The shop's own pipeline, trained once on the shop's own utterances, and what it makes of a text."""

import warnings

with warnings.catch_warnings():  # what Rasa's pinned libraries warn about as they load is known
    warnings.simplefilter("ignore")
    from components import launcher

    launcher.prepare()
    import rasa.model_training
    import spacy  # noqa: F401 - loaded here so that what it warns about is ignored too
    from rasa.core.agent import Agent

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.utterances import Utterance, read

HELD_OUT = Path(__file__).parent / "held_out"
NLU = launcher.ROOT / "data" / "nlu"

Parse = Callable[[str], dict[str, Any]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Warnings are errors, except those of Rasa's pinned libraries about releases that we never get."""
    for item in items:
        if item.path.is_relative_to(HELD_OUT.parent):
            item.add_marker(pytest.mark.filterwarnings("ignore::DeprecationWarning"))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a model of what is understood, without dialogue."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        path = rasa.model_training.train_nlu(
            str(launcher.ROOT / "config.yml"), str(NLU), output=str(tmp_path_factory.mktemp("models"))
        )
    assert path
    return Path(path)


@pytest.fixture(scope="session")
def parse(model: Path) -> Parse:
    """What Rasa's `/model/parse` gives for a text."""
    agent = Agent()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        agent.load_model(str(model))
    return lambda text: asyncio.run(agent.parse_message(text))


@pytest.fixture(scope="session")
def held_out() -> list[Utterance]:
    return read(HELD_OUT)


@pytest.fixture(scope="session")
def parsed(parse: Parse, held_out: list[Utterance]) -> list[tuple[Utterance, dict[str, Any]]]:
    """What becomes of every held-out utterance."""
    return [(each, parse(each.text)) for each in held_out]


@pytest.fixture(scope="session")
def training() -> list[Utterance]:
    return read(NLU)
