"""Rasa loads without what we leave out."""

import subprocess
import sys

import pytest
from rasa.core.channels import BUILTIN_CHANNELS
from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS

from components.launcher import ROOT
from components.slim import STAND_INS, NotInstalled

LOADED = """
import sys
from components import launcher
launcher.prepare()
import rasa.__main__, rasa.core.run, rasa.model_training, rasa.model_testing, rasa.validator
import rasa.core.policies.rule_policy, rasa.engine.recipes.default_components
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize(
    "package", ["tensorflow", "keras", "aiogram", "fbmessenger", "slack_sdk", "socketio", "twilio", "webexteamssdk"]
)
def test_a_heavy_package_is_not_loaded(loaded_packages: set[str], package: str) -> None:
    assert package not in loaded_packages


@pytest.fixture(scope="module")
def loaded_packages() -> set[str]:
    """Of a process that loads everything that any command of Rasa may need."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr == ""  # and it does so without a word
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_rasa_itself_is(loaded_packages: set[str]) -> None:
    assert {"rasa", "sanic", "sqlalchemy"} <= loaded_packages


@pytest.mark.parametrize("module", STAND_INS)
def test_a_stand_in_cannot_be_used(module: str) -> None:
    for name in STAND_INS[module]:
        stand_in = getattr(sys.modules[module] if module in sys.modules else __import__(module, fromlist=[name]), name)
        with pytest.raises(NotInstalled, match=name):
            stand_in({})
        with pytest.raises(NotInstalled, match=name):
            stand_in.from_credentials({})


def test_what_a_pipeline_without_tensorflow_needs_is_there() -> None:
    names = {component.__name__ for component in DEFAULT_COMPONENTS}
    assert {"RulePolicy", "WhitespaceTokenizer", "FallbackClassifier", "LogisticRegressionClassifier"} <= names


def test_channels_keep_their_table() -> None:
    assert "rest" in BUILTIN_CHANNELS
