"""What a button sends: `/intent`, or `/intent{"entity": "value"}`.

Only the app says that a message is one. What a customer types is never read as one, whatever it begins with.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)

SHAPE = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?", re.DOTALL)


class BadPayload(ValueError):
    """The text is no payload, or not of this bot. The message says why, without quoting it."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a payload may name: intents and entities of the shop, not those by which Rasa is told to restart."""

    intents: frozenset[str]
    entities: frozenset[str]

    @classmethod
    def of(cls, domain: Domain) -> Self:
        return cls(frozenset(domain.intents) - frozenset(DEFAULT_INTENTS), frozenset(domain.entities))


def read(text: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the engine understands of a payload, as Rasa's own pipeline writes it. Raises BadPayload."""
    match = SHAPE.fullmatch(text)
    if match is None:
        raise BadPayload('must be /intent or /intent{"entity": "value"}')
    if match["intent"] not in vocabulary.intents:
        raise BadPayload("must name an intent of the bot")
    intent = {INTENT_NAME_KEY: match["intent"], PREDICTED_CONFIDENCE_KEY: 1.0}
    return {
        TEXT: text,
        INTENT: intent,
        INTENT_RANKING_KEY: [intent],
        ENTITIES: [
            {
                ENTITY_ATTRIBUTE_TYPE: name,
                ENTITY_ATTRIBUTE_VALUE: value,
                ENTITY_ATTRIBUTE_START: match.start("entities"),
                ENTITY_ATTRIBUTE_END: match.end("entities"),
            }
            for name, value in _entities(match["entities"], vocabulary)
        ],
    }


def _entities(written: str | None, vocabulary: Vocabulary) -> Sequence[tuple[str, str]]:
    try:
        given = json.loads(written or "{}")
    except (ValueError, RecursionError):
        raise BadPayload("must have its entities as a JSON object") from None
    for name, value in given.items():
        if name not in vocabulary.entities:
            raise BadPayload("must name entities of the bot")
        if not isinstance(value, str) or not is_unicode(value):
            raise BadPayload("must give each entity a text")
    return list(given.items())


def is_unicode(text: str) -> bool:
    """JSON can escape halves of characters that no encoding can write."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
