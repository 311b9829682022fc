"""The customer wants to be spoken to in another language, or in other letters."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from rasa_sdk.events import EventType, SlotSet

from actions.history import turns
from actions.skill import Skill
from actions.turn import Button, Turn
from sahay.language.canonical import canonical
from sahay.language.phonetic import word_key
from sahay.language.script import fold
from sahay.language.tag import LATIN, TAGS, base, nearest
from sahay.language.tokens import words


def _listed(text: str) -> frozenset[str]:
    return frozenset(words(canonical(text)))


# What a language calls itself, for the button.
NAMES: Final = {"en": "English", "hi": "हिन्दी", "gu": "ગુજરાતી"}

# How the names of languages begin, by how they sound: "hindi", "हिन्दी", "હિન્દીમાં".
_SOUNDS: Final = {
    "englis": "en",
    "inglis": "en",
    "angrej": "en",
    "hindi": "hi",
    "gujrat": "gu",
    "gujarat": "gu",
    "hinglis": f"hi-{LATIN}",
    "gujlis": f"gu-{LATIN}",
}
# The language that is named, or else spoken, but in Latin letters: "roman me likho", "રોમનમાં લખો".
_LATIN_LETTERS: Final = _listed("roman romanised letters abc रोमन अक्षर રોમન રોમનમાં અક્ષરમાં")

# "not Hindi" comes before the name in English, "hindi nahi aati" after it in Hindi and Gujarati.
_NOT_BEFORE: Final = _listed("no not dont cant cannot without than stop understand wrong")
_NOT_AFTER: Final = _listed("not nahi nahin nai nhi mat nathi nthi weak नहीं नही मत નથી નહીં નહિ")
_REACH: Final = 3  # words


class ChangeLanguage(Skill):
    """Finds out which language is meant, and tells the app; what is said then is in that language already."""

    action = "action_change_language"

    async def act(self, turn: Turn) -> list[EventType]:
        named = turn.entity("language_name") if turn.is_button else asked_for(turn.text, turn.language)
        wanted = nearest(named or "", self._services.settings.languages.tags)
        if not wanted:
            return []
        turn.send({"language": wanted})
        return [SlotSet("language", wanted)]


class ConfirmLanguage(Skill):
    """Says that it is done, or asks which language is meant."""

    action = "action_confirm_language"

    async def act(self, turn: Turn) -> list[EventType]:
        if any(event["event"] == "slot" and event["name"] == "language" for event in turns(turn.events)[0]):
            turn.say("utter_language_changed")
            return []
        offered = self._services.settings.languages.offered
        turn.say("utter_ask_language", buttons=[_button(language) for language in offered if language in NAMES])
        return []


def _button(language: str) -> Button:
    return Button(title=NAMES[language], payload=f'/change_language{{"language_name": "{language}"}}')


def asked_for(text: str, current: str) -> str | None:
    """The tag of the language that ``text`` asks for in a conversation in ``current``; None if that is not clear."""
    said = words(canonical(text))
    named = [(place, name) for place, word in enumerate(said) if (name := _named(word))]
    wanted = {name for place, name in named if not _is_refused(said, place)}
    if not _LATIN_LETTERS.isdisjoint(said):
        romanised = {f"{base(name)}-{LATIN}" for name in wanted - {"en"} or {current}} & set(TAGS)
        return romanised.pop() if len(romanised) == 1 else None  # English has no other letters
    if len(wanted) > 1:
        wanted.discard(base(current))  # "this is Hindi, I want English"
    return wanted.pop() if len(wanted) == 1 else None


def _named(word: str) -> str | None:
    sound = word_key(fold(word))
    return next((language for name, language in _SOUNDS.items() if sound.startswith(name)), None)


def _is_refused(said: Sequence[str], place: int) -> bool:
    """Whether the language at ``place`` is one that is not wanted; a word beyond another language is about that one."""
    before = takewhile(lambda word: not _named(word), reversed(said[max(0, place - _REACH) : place]))
    after = takewhile(lambda word: not _named(word), said[place + 1 : place + 1 + _REACH])
    return not _NOT_BEFORE.isdisjoint(before) or not _NOT_AFTER.isdisjoint(after)
