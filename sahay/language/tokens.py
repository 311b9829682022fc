"""Words of a text in any of our scripts.

``\\w`` leaves out Indic vowel signs, so that "मेरा" falls into "म" and "र"; here signs belong to their word.
"""

import re
from typing import Final

MARKS: Final = "\u0300-\u036f\u0900-\u0963\u0966-\u0dff"  # combining marks; the Indic blocks but the dandas
_EMOJI: Final = "\u2600-\u27bf\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff"
_WORD: Final = re.compile(rf"[\w{MARKS}]+(?:'[\w{MARKS}]+)*|[{_EMOJI}]")


def words(text: str) -> list[str]:
    """The words, numbers and emoji of ``text`` in order; apostrophes inside a word go ("don't" -> "dont")."""
    return [word.replace("'", "") for word in _WORD.findall(text)]
