"""Rasa, loaded as the engine loads it. Warnings are errors in our tests, except those of Rasa's pinned libraries."""

import warnings

import pytest

from components import launcher

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    launcher.prepare()
    import rasa.core.run
    import rasa.core.training
    import rasa.engine.recipes.default_components
    import rasa.model_testing
    import rasa.model_training  # noqa: F401  what our tests import of Rasa is in memory after these

KNOWN = (
    "ignore::DeprecationWarning",  # about releases that we never get
    "ignore:Slot auto-fill has been removed:UserWarning",  # about Rasa 2, at every model that has entities
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for warning in KNOWN:
            item.add_marker(pytest.mark.filterwarnings(warning))
