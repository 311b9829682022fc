"""The rules for details (components/details) as a component of the Rasa pipeline."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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
    METADATA,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.details import Detail, Details, read
from components.details.catalogue import Catalogue
from components.details.own_orders import order_forms

_PATTERNS = "patterns"
_CATALOGUE = "catalogue"
_FILE = "details.json"
_AT = "at"  # of a message's metadata: when it was written, in ISO 8601
_VAR = "var"
_TIMEZONE = "Asia/Kolkata"

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DetailExtractor(GraphComponent):
    """Finds numbers of orders and invoices, contacts, PIN codes, amounts, dates and products.

    Training copies the patterns and words into the model. Dates are counted from the day of the message, `at` of
    its metadata or else now, in the shop's timezone: SAHAY_TIMEZONE. The shop's order numbers look like those of
    SAHAY_ORDER_NUMBERS. The products are those of the file `catalogue`, as it is now.
    """

    def __init__(
        self,
        config: Mapping[str, Any],
        storage: ModelStorage,
        resource: Resource,
        details: Details | None = None,
        clock: Clock = _now,
    ) -> None:
        self._patterns = Path(config[_PATTERNS])
        self._storage = storage
        self._resource = resource
        self._details = details
        self._catalogue = Catalogue(in_var(config[_CATALOGUE]), details.common if details else ())
        self._zone = ZoneInfo(os.environ.get("SAHAY_TIMEZONE") or _TIMEZONE)
        self._clock = clock

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            _PATTERNS: "data/entities",  # a folder of YAML files, read in the order of their names
            _CATALOGUE: "var/catalogue.json",
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DetailExtractor:
        return cls(config, model_storage, resource)

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
            content = json.loads((directory / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, Details(content, order_forms(os.environ)))

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy", "phonenumbers", "rapidfuzz"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The pattern files, so that an edited one is trained anew."""
        folder = Path({**cls.get_default_config(), **config}[_PATTERNS])
        return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(folder.rglob("*.yml")))).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        content = read(self._patterns)
        Details(content)  # a mistake in a pattern stops the training
        with self._storage.write_to(self._resource) as directory:
            (directory / _FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            entities = message.get(ENTITIES, []) + [self._entity(detail) for detail in self._found(message)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _found(self, message: Message) -> list[Detail]:
        text = message.get(TEXT)
        if self._details is None or not text:
            return []
        return self._details.find(text, self._day(message), self._catalogue.products)

    def _day(self, message: Message) -> date:
        said = (message.get(METADATA) or {}).get(_AT)
        try:
            return self._local(datetime.fromisoformat(said))
        except (TypeError, ValueError, OverflowError):  # nothing, no moment, or one beyond all calendars
            return self._local(self._clock())

    def _local(self, at: datetime) -> date:
        return (at.astimezone(self._zone) if at.tzinfo else at).date()

    def _entity(self, detail: Detail) -> dict[str, Any]:
        return {
            ENTITY_ATTRIBUTE_TYPE: detail.entity,
            ENTITY_ATTRIBUTE_VALUE: detail.value,
            ENTITY_ATTRIBUTE_START: detail.start,
            ENTITY_ATTRIBUTE_END: detail.end,
            EXTRACTOR: type(self).__name__,
        }


def in_var(path: str) -> Path:
    """``path``, with SAHAY_VAR in the place of a leading "var", as for all files that come to be while it runs."""
    first, *others = Path(path).parts
    return Path(os.environ.get("SAHAY_VAR") or _VAR, *others) if first == _VAR else Path(path)
