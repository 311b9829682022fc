"""Whether a customer leaves what is asked, in words that the engine takes for something else."""

from typing import Final

from actions.sounds import SMALL, sounds

# A line is a way to say it; its words may come in any order, and in any letters.
_PHRASES: Final = tuple(
    sounds(phrase)
    for phrase in """
        stop
        quit
        exit
        enough
        nahi karna
        nathi karvu
        nathi karvi
        bas karo
        નથી કરવું
        નથી કરવી
        नहीं करना
        नहीं करनी
        बंद करो
        બંધ કરો
        બસ કરો
    """.strip().splitlines()
)


_AROUND: Final = sounds("it this that please ok now")


def leaves(text: str) -> bool:
    """ "Stop" does; "stop the newsletter" does not."""
    said = sounds(text)
    heard = [phrase for phrase in _PHRASES if phrase <= said]
    return bool(heard) and said.difference(*heard) <= SMALL | _AROUND
