"""The rules for details as a component of the Rasa pipeline."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.details import Detail, Details

_PATTERNS = "patterns"
_FILE = "kinds.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DetailExtractor(GraphComponent):
    """Finds order numbers, e-mail addresses and phone numbers. Training copies the patterns into the model."""

    def __init__(
        self, patterns: Path, storage: ModelStorage, resource: Resource, details: Details | None = None
    ) -> None:
        self._patterns = patterns
        self._storage = storage
        self._resource = resource
        self._details = details

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {_PATTERNS: "data/entities"}  # a folder of YAML files, read in the order of their names

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        return cls(Path(config[_PATTERNS]), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DetailExtractor:
        with model_storage.read_from(resource) as directory:
            kinds = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        return cls(Path(config[_PATTERNS]), model_storage, resource, Details(kinds))

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The pattern files, so that an edited one is trained anew."""
        folder = Path({**cls.get_default_config(), **config}[_PATTERNS])
        return hashlib.sha256(b"".join(file.read_bytes() for file in _files(folder))).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        kinds = [kind for file in _files(self._patterns) for kind in yaml.safe_load(file.read_text(encoding="utf-8"))]
        self._details = Details(kinds)  # a mistake in a pattern stops the training
        with self._storage.write_to(self._resource) as directory:
            (directory / _FILE).write_text(json.dumps(kinds, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            details = self._details.find(message.get(TEXT) or "") if self._details else []
            entities = message.get(ENTITIES, []) + [self._entity(detail) for detail in details]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _entity(self, detail: Detail) -> dict[str, Any]:
        return {
            ENTITY_ATTRIBUTE_TYPE: detail.entity,
            ENTITY_ATTRIBUTE_VALUE: detail.value,
            ENTITY_ATTRIBUTE_START: detail.start,
            ENTITY_ATTRIBUTE_END: detail.end,
            EXTRACTOR: type(self).__name__,
        }


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yml"))
