"""Whether a message asks something, by its words."""

from typing import Final

from actions.sounds import sounds
from sahay.language.tokens import words

# Not by their sound: there are names that sound like others.
_FIRST: Final = frozenset(
    words(
        """
        what whats how when why which who where kya kaise kab kyun kyon kitna kem kyare
        क्या कैसे कब क्यों શું કેમ ક્યારે
        """
    )
)
_ASKS: Final = sounds(
    """
    what whats how when why which who can is are do does policy rules rule charges possible
    kya kaise kab kyun kyon kaun kitna kitne kitni niyam shu su kem kevi kevu kyare kyu ketla ketlu
    क्या कैसे कब क्यों कौन कितना कितने कितनी नियम શું કેમ કેવી કેવી રીતે ક્યારે કયું કેટલા કેટલું નિયમ
    """
)


def begins_as_question(text: str) -> bool:
    """Whether its first word asks, as of no name."""
    return bool(text.split()) and text.split()[0].casefold() in _FIRST


def is_question(text: str) -> bool:
    return "?" in text or bool(sounds(text) & _ASKS)
