"""Whether a message takes back what was just done."""

from typing import Final

from actions.history import turns
from actions.services import Services
from actions.sounds import SMALL, sounds
from actions.turn import Turn

_SAID: Final = sounds("undo revert restore wapas vapas pachhu pachho वापस પાછું પાછો")
# What the button says: it means nothing else.
_CERTAIN: Final = sounds("undo revert")
# A line is a way to say it, also some messages later; its words may come in any order, and in any letters.
_PHRASES: Final = tuple(
    sounds(phrase)
    for phrase in """
        undo
        revert
        want back
        take back
        put back
        bring back
        want again
        as before
        like before
        pehle jaisa
        pehle jaise
        pehla jevu
        wapas kar
        wapas karo
        pachhu kari
        pachhu karo
        पहले जैसा
        पहले जैसे
        वापस कर
        वापस करो
        પહેલાં જેવું
        પાછું કરી
        પાછું કરો
    """.strip().splitlines()
)
# What may stand around it: anything more is another wish ("I want my money back").
_AROUND: Final = SMALL | sounds(
    """
    it that this them order actually sorry please changed mind no do karo kar de do dijiye aapo
    यह वह इसे उसे ऑर्डर कर दो दीजिए ओर्डर એ એને તે ઓર્ડર કરી દો આપો
    """
)


def says_back(text: str) -> bool:
    """ "Undo that"."""
    return bool(sounds(text) & _SAID)


async def wants_back(turn: Turn, services: Services) -> bool:
    """Whether it says that and no more, and there is something to take back; of who says "undo" it is certain."""
    said = sounds(turn.text)
    heard = [phrase for phrase in _PHRASES if phrase <= said]
    if turn.is_button or not heard or said.difference(*heard) - _AROUND:
        return False
    return bool(said & _CERTAIN) or await _is_there(turn, services)


async def can_take_back(turn: Turn, services: Services) -> bool:
    """Whether something was done in answer to the message before that can be taken back."""
    if not any(
        event["event"] == "action" and event["name"] == "action_finish_task"
        for earlier in turns(turn.events)[1:2]
        for event in earlier
    ):
        return False
    return await _is_there(turn, services)


async def _is_there(turn: Turn, services: Services) -> bool:
    return await services.operations.last_undoable(turn.conversation_id, services.clock.now()) is not None
