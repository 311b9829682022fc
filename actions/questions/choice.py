"""One of a few things: tapped, said by its number, or by its words."""

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from actions.sounds import SMALL, sounds
from actions.task.question import Question
from actions.task.talk import Talk
from actions.turn import BUTTONS, Button, Turn
from sahay.domain.card import ROWS, ListCard
from sahay.domain.card import Choice as Row
from sahay.language.canonical import ascii_digits, canonical
from sahay.language.tokens import words

CHOICE: Final = "choice"  # the entity of a button
# "Never mind" is not "I changed my mind".
_NO_CHOICE: Final = frozenset({"deny", "goodbye", "contact_human_agent"})
_ORDINALS: Final = tuple(
    sounds(words)
    for words in (
        "first 1st pehla pehle pehli pahela pahelu paheli पहला पहले पहली પહેલો પહેલું પહેલી",
        "second 2nd dusra dusre dusri doosra biju bijo biji दूसरा दूसरे दूसरी બીજો બીજું બીજી",
        "third 3rd tisra tisre tisri teesra triju trijo triji तीसरा तीसरे तीसरी ત્રીજો ત્રીજું ત્રીજી",
        "fourth 4th chautha chothu चौथा ચોથું",
        "fifth 5th panchwa panchmu पाँचवाँ પાંચમું",
    )
)
_ONE: Final = sounds("one option wala wale wali vado valu vali please number वाला वाली વાળો વાળું વાળી")
ALL_OF_A_TITLE: Final = 2  # so many words of a title name it, though each alone says nothing
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True)
class Option:
    """`title` is for the button, in the customer's language; `words` are what else it may be called."""

    value: str
    title: str
    words: str = ""


class Choice(Question):
    """Asked with buttons; with a numbered list where there are more options than buttons."""

    @abstractmethod
    async def options(self, talk: Talk) -> Sequence[Option]:
        """What there is to choose from, in the order of the list."""

    @abstractmethod
    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        """Ask. `listed` is the numbered list, empty where the buttons are enough."""

    async def answered(self, talk: Talk) -> Any | None:
        return choice_of(talk.turn, await self.options(talk))

    async def ask(self, talk: Talk, *, again: bool) -> None:
        options = await self.options(talk)
        listed = "\n".join(f"{place}. {option.title}" for place, option in enumerate(options, start=1))
        is_long = len(options) > BUTTONS
        await self.say(talk, buttons(options), listed if is_long else "")
        if is_long:
            rows = [Row(option.title, _payload(option)) for option in options[:ROWS]]
            talk.turn.show(ListCard(talk.title("choices"), tuple(rows)))


def buttons(options: Sequence[Option]) -> list[Button]:
    """As many as every channel can show; what has no button can be named or numbered."""
    return [Button(title=option.title, payload=_payload(option)) for option in options[:BUTTONS]]


def _payload(option: Option) -> str:
    return f'/inform{{"{CHOICE}": "{option.value}"}}'


def chosen(turn: Turn) -> str | None:
    """What was tapped."""
    return turn.entity(CHOICE) if turn.is_button else None


def choice_of(turn: Turn, options: Sequence[Option]) -> str | None:
    """The one option that the message names; None when it names none, or several."""
    if turn.is_button:
        return next((option.value for option in options if option.value == chosen(turn)), None)
    named = _by_title(turn.text, options) or _by_number(turn.text, options) or _by_ordinal(turn.text, options)
    return named or (None if turn.intent in _NO_CHOICE else _by_words(turn.text, options))


def only_named(text: str, names: Mapping[str, frozenset[str]]) -> str | None:
    """The one value of which the text has a word, exactly as it is written: for words that sound like others."""
    said = set(words(canonical(text)))
    found = [value for value, called in names.items() if said & called]
    return found[0] if len(found) == 1 else None


def _by_title(text: str, options: Sequence[Option]) -> str | None:
    """What the button says, word for word, however small its words."""
    return next((option.value for option in options if sounds(option.title) == sounds(text)), None)


def _by_number(text: str, options: Sequence[Option]) -> str | None:
    numbers = _NUMBER.findall(ascii_digits(text))
    if len(numbers) != 1 or len(text.split()) > 3:
        return None
    place = int(numbers[0]) - 1
    return options[place].value if 0 <= place < len(options) else None


def _by_ordinal(text: str, options: Sequence[Option]) -> str | None:
    """ "The second one", "pehla wala"."""
    said = sounds(text) - SMALL
    places = [place for place, words in enumerate(_ORDINALS) if said & words and said <= words | _ONE]
    return options[places[0]].value if len(places) == 1 and places[0] < len(options) else None


def _by_words(text: str, options: Sequence[Option]) -> str | None:
    said = sounds(text)
    if len(said) >= ALL_OF_A_TITLE and not said - SMALL:  # "diya pair": small words elsewhere, and a name here
        named = [option.value for option in options if said <= sounds(option.title)]
        return named[0] if len(named) == 1 else None
    said -= SMALL
    fitting = {option.value: len(said & (sounds(f"{option.title} {option.words}") - SMALL)) for option in options}
    best = max(fitting.values(), default=0)
    best_ones = [value for value, common in fitting.items() if common == best]
    return best_ones[0] if best and len(best_ones) == 1 else None
