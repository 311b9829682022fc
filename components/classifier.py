"""Understanding as a component of the Rasa pipeline: the intent of a message, and what to do with it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import sahay.language
from components import decision, features, intent_model, mistyping, single_words, understanding
from components.understanding import Understanding, Understood

DECISION: Final = "decision"
_LEXICON: Final = "lexicon"
_WRONG_AT_MOST: Final = "wrong_at_most"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SahayClassifier(GraphComponent, IntentClassifier):
    """Understands a message in any language and script; needs no tokenizer or featurizer.

    Sets ``decision`` (see ``components.decision``) beside intent and ranking. What is not answered has the intent
    ``nlu_fallback``, as with Rasa's own FallbackClassifier, whose place this takes.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        understanding: Understanding | None = None,
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._understanding = understanding

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            _LEXICON: "data/lexicon.yml",
            # Of the answers in a trial on training utterances, which are harder than what customers write, so many may
            # be wrong. Less makes the bot ask more often.
            _WRONG_AT_MOST: 0.08,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SahayClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SahayClassifier:
        with model_storage.read_from(resource) as directory:
            return cls(config, model_storage, resource, Understanding.load(directory))

    @staticmethod
    def required_packages() -> list[str]:
        return ["numpy", "scipy", "sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The lexicon and the code that the model depends on: Rasa looks at this class only, and would reuse an old
        model."""
        lexicon = Path({**cls.get_default_config(), **config}[_LEXICON])
        digest = hashlib.sha256()
        for source in [lexicon, *_sources()]:
            digest.update(source.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        self._understanding = Understanding.learn(
            [each.get(TEXT) for each in examples],
            [each.get(INTENT) for each in examples],
            yaml.safe_load(Path(self._config[_LEXICON]).read_text(encoding="utf-8")),
            self._config[_WRONG_AT_MOST],
        )
        with self._storage.write_to(self._resource) as directory:
            self._understanding.save(directory)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            if self._understanding is None or not text:
                message.set(INTENT, _named(None, 0.0), add_to_output=True)
                message.set(INTENT_RANKING_KEY, [], add_to_output=True)
                continue
            understood = self._understanding.understand(text)
            ranking = _ranking(understood)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(DECISION, asdict(understood.decision), add_to_output=True)
        return messages


def _ranking(understood: Understood) -> list[dict[str, Any]]:
    ranking = [_named(name, confidence) for name, confidence in understood.ranking]
    rejected = understood.ranking[0][0] == decision.REJECTED
    if understood.decision.kind == "answer" or rejected:
        return ranking
    return [_named(DEFAULT_NLU_FALLBACK_INTENT_NAME, 1 - understood.ranking[0][1]), *ranking]


def _named(name: str | None, confidence: float) -> dict[str, Any]:
    return {INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: confidence}


def _sources() -> list[Path]:
    language = sorted(Path(sahay.language.__path__[0]).glob("*.py"))
    own = (decision, features, intent_model, mistyping, single_words, understanding)
    return [*language, *(Path(str(module.__file__)) for module in own)]
