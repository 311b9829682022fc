"""What the bot says, in the customer's language."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from components.log import log
from components.texts import PLACEHOLDER, Button, Entry, FreshTexts, TextsError
from sahay.language.tag import preferences, with_tags

ROOT = Path(__file__).resolve().parent.parent
_TITLE = "title_"  # of the texts on the buttons that name an intent
UNKNOWN = "…"  # stands where a value is missing: a sentence with a gap reads better than one with {braces}


class LocalisedTexts(NaturalLanguageGenerator):
    """Serves `utter_*` from `data/responses/<language>/<topic>.yml` by the slot `language`.

    Options in endpoints.yml: `directory` of the texts (from the root of the repository), the `default` language, for a
    conversation without one or in one that has no texts, and `orders`: of the shop's order numbers the first is what
    {order_example} stands for. What Hindi in Latin letters lacks is said in Hindi.
    Raises TextsError when the texts are wrong.
    """

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain | None = None) -> None:
        options = endpoint_config.kwargs
        self._texts = FreshTexts(ROOT / options.get("directory", "data/responses"))
        self._default = options.get("default", "en")
        self._constants = {"order_example": str(options.get("orders", "10234")).partition(",")[0]}
        if self._default not in self._texts.current:
            raise TextsError(f"endpoints.yml: nlg: default: there are no texts in {self._default!r}")

    @property
    def languages(self) -> frozenset[str]:
        """The tags that a conversation may be in."""
        return frozenset(with_tags(self._texts.current))

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **values: Any
    ) -> dict[str, Any]:
        """{"text", "buttons"?}: the text named `utter_action`, its placeholders filled from the action's values, then
        from the slots, then with what is always the same. The value `intents` gives a button for each intent that has a
        title. Raises TextsError for an unknown name, which fails the turn: nothing is left out unseen."""
        entry = self._entry(utter_action, tracker)
        if entry is None:
            raise TextsError(f"there is no text named {utter_action}")
        titled = ((intent, self._entry(f"{_TITLE}{intent}", tracker)) for intent in values.pop("intents", ()))
        buttons = [Button(title.text, f"/{intent}") for intent, title in titled if title]
        entry = replace(entry, buttons=(*entry.buttons, *buttons))
        return _filled(utter_action, entry, self._constants | tracker.current_slot_values() | _given(values))

    def _entry(self, key: str, tracker: DialogueStateTracker) -> Entry | None:
        texts = self._texts.current
        spoken = preferences(tracker.get_slot("language") or self._default, self._default)
        return next((texts[tag][key] for tag in spoken if key in texts.get(tag, ())), None)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """An action's values that say something; Rasa passes its own (text, buttons, image ...) as None or empty."""
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _filled(key: str, entry: Entry, values: dict[str, Any]) -> dict[str, Any]:
    missing = sorted(name for name in entry.placeholders if values.get(name) is None)
    if missing:
        log("texts.value_missing", level="warning", key=key, placeholders=missing)

    def fill(text: str) -> str:
        return PLACEHOLDER.sub(lambda match: UNKNOWN if match[1] in missing else str(values[match[1]]), text)

    buttons = [{"title": fill(button.title), "payload": button.payload} for button in entry.buttons]
    return {"text": fill(entry.text)} | ({"buttons": buttons} if buttons else {})
