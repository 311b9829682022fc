"""What somebody is called."""

import re
from typing import Any, Final

from actions.question_words import begins_as_question
from actions.questions.words import Words
from actions.task.talk import Talk

LONGEST: Final = 80
MOST_WORDS: Final = 5
_NEVER_IN_NAMES: Final = frozenset("@?/0123456789०१२३४५६७८९૦૧૨૩૪૫૬૭૮૯")
_SAYS_IT: Final = re.compile(
    r"(?:(?:sorry|no|ok|nahi|na|नहीं|ના)[\s,]+)*((?:my name is|(?:mera|maru) na+m|मेरा नाम|મારું નામ)\b.+)$", re.IGNORECASE
)
# What people say around a name, and is not part of it.
_BEFORE: Final = re.compile(
    r"(?:(?:sorry|ok|please|its|it's|it is|i am|i'm|this is|(?:my |the )?(?:new )?name(?: is|:)?|change it to|"
    r"(?:mera|mara|maru|meri|naya|navu)(?: naam| nam)|(?:मेरा|नया) नाम|(?:મારું|મારુ|નવું) નામ)\b[\s,:]*)+",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"\s+(?:hai|he|che|chhe|है|हैं|છે)$", re.IGNORECASE)


class Name(Words):
    """A name: no digits, no address, and not a sentence."""

    def __init__(self, name: str = "name") -> None:
        super().__init__(name, least=2, most=LONGEST)

    async def volunteered(self, talk: Talk) -> Any | None:
        """ "Sorry, my name is Meera Joshi", whatever was asked."""
        said = None if talk.turn.is_button else _SAYS_IT.match(talk.turn.text)
        return name_in(said[1]) if said else None

    async def answered(self, talk: Talk) -> Any | None:
        text = await super().answered(talk)
        return name_in(text) if text and not begins_as_question(text) else None


def name_in(text: str) -> str | None:
    """The name that a text says: "my name is Meera Joshi" says "Meera Joshi"; None where it says more, or none."""
    begins = _BEFORE.match(text)
    name = _AFTER.sub("", text[begins.end() :] if begins else text).strip(" .,!।")
    is_name = 0 < len(name.split()) <= MOST_WORDS and not _NEVER_IN_NAMES.intersection(name)
    return name if is_name else None
