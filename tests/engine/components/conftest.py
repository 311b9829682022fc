"""The tiny project, trained once, and action servers that do what a test says."""

import warnings
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path

import pytest
import rasa.model_training
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from components.launcher import ROOT
from components.nlg import LocalisedTexts
from components.processor import ActionServer, StrictProcessor
from components.tracker_store import OneRowTrackerStore
from tests.engine.components.fakes import FakeActionServer

PROJECT = Path(__file__).parent / "project"
TEXTS = PROJECT / "texts"

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    TINY = Domain.load(str(PROJECT / "domain.yml"))


def load(model: str) -> StrictProcessor:
    agent = Agent(generator=LocalisedTexts(EndpointConfig(directory=str(TEXTS))))
    agent.load_model(model)
    assert isinstance(agent.processor, StrictProcessor)
    return agent.processor


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the tiny project's model."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # intents without examples: the tests send most as payloads
        result = rasa.model_training.train(
            str(PROJECT / "domain.yml"),
            str(PROJECT / "config.yml"),
            [str(PROJECT / "nlu.yml"), str(PROJECT / "rules.yml")],
            output=str(tmp_path_factory.mktemp("models")),
            force_training=True,
        )
    assert result.model
    return result.model


@pytest.fixture(scope="session")
def actions_of_session() -> Iterator[FakeActionServer]:
    with FakeActionServer() as server:
        yield server


@pytest.fixture
def actions(actions_of_session: FakeActionServer) -> FakeActionServer:
    """An action server where every action says its own name, until the test says otherwise."""
    actions_of_session.reset()
    return actions_of_session


@pytest.fixture(scope="session")
def loaded(tiny_model: str) -> StrictProcessor:
    """The tiny project's model in memory, connected to nothing."""
    return load(tiny_model)


@pytest.fixture(scope="session")
def loaded_shop(tmp_path_factory: pytest.TempPathFactory) -> StrictProcessor:
    """The shop's own rules in memory, without what it learns to understand."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # rules are trained alone: intents have no examples
        model = rasa.model_training.train_core(
            str(ROOT / "domain.yml"),
            str(ROOT / "config.yml"),
            str(ROOT / "data" / "rules"),
            output=str(tmp_path_factory.mktemp("models")),
        )
    assert model
    return load(model)


@pytest.fixture
def make_processor(loaded: StrictProcessor, tmp_path: Path) -> Callable[..., StrictProcessor]:
    """Makes processors of the tiny project; those of one test share a database, as two engines may."""

    def make(action_url: str) -> StrictProcessor:
        processor = copy(loaded)
        processor.tracker_store = OneRowTrackerStore(loaded.domain, host=f"sqlite:///{tmp_path}/engine.db")
        processor.action_endpoint = ActionServer(EndpointConfig(action_url), timeout=20)
        return processor

    return make


@pytest.fixture
def processor(make_processor: Callable[..., StrictProcessor], actions: FakeActionServer) -> StrictProcessor:
    return make_processor(actions.url)
