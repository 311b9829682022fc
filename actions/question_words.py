"""Whether a message asks something, by its words."""

from typing import Final

from actions.sounds import sounds

_ASKS: Final = sounds(
    """
    what whats how when why which who can is are do does policy rules rule charges possible
    kya kaise kab kyun kyon kaun kitna kitne kitni niyam shu su kem kevi kevu kyare kyu ketla ketlu
    क्या कैसे कब क्यों कौन कितना कितने कितनी नियम શું કેમ કેવી કેવી રીતે ક્યારે કયું કેટલા કેટલું નિયમ
    """
)


def is_question(text: str) -> bool:
    return "?" in text or bool(sounds(text) & _ASKS)
