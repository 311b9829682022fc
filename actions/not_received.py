"""Whether a customer says that a parcel never came, though it is said to be delivered."""

from typing import Final

from actions.history import said_before
from actions.sounds import sounds
from actions.turn import Turn

# A line is a way to say it; its words may come in any order, and in any letters.
_PHRASES: Final = tuple(
    sounds(phrase)
    for phrase in """
        never got
        never came
        never received
        never arrived
        not get
        not got
        not receive
        not received
        not come
        not arrived
        didnt get
        didnt receive
        didnt come
        didnt arrive
        havent got
        havent received
        hasnt come
        hasnt arrived
        nothing came
        nahi mila
        nahi mili
        nahi aaya
        nahi pahuncha
        nathi malyo
        nathi malyu
        nathi mali
        nathi aavyo
        nathi aavyu
        malyo nathi
        malyu nathi
        नहीं मिला
        नहीं मिली
        नहीं आया
        नहीं पहुँचा
        નથી મળ્યો
        નથી મળ્યું
        નથી મળી
        નથી આવ્યો
        નથી આવ્યું
    """.strip().splitlines()
)


def says_it_never_came(text: str) -> bool:
    said = sounds(text)
    return any(phrase <= said for phrase in _PHRASES)


def was_told_delivered(turn: Turn) -> bool:
    """Whether the message answers that an order was delivered."""
    return "utter_order_delivered" in said_before(turn.events)
