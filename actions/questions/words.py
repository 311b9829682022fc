"""What only the customer's own words can say: what happened, what they think, an address."""

from typing import Any, Final

from actions.task.question import Question
from actions.task.talk import Talk

# With these a message is not an answer in words, whatever was asked.
_NEVER: Final = frozenset({"deny", "affirm", "contact_human_agent", "goodbye", "change_language", "greet"})


class Words(Question):
    """Any text, unless it is clearly a question or wish of its own: an intent that the engine is sure of and that is
    not among `topics`. Asked with `utter_ask_<name>`.

    A message that corrects another detail is not also an answer in words.
    """

    alone = True

    def __init__(self, name: str, topics: frozenset[str] = frozenset(), least: int = 2, most: int = 1000) -> None:
        self.name = name
        self.topics = topics
        self._least, self._most = least, most

    async def answered(self, talk: Talk) -> Any | None:
        turn = talk.turn
        text = " ".join(turn.text.split())
        if turn.is_button or len(text) < self._least or self._is_else(talk):
            return None
        return text[: self._most]

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say(f"utter_ask_{self.name}")

    def _is_else(self, talk: Talk) -> bool:
        intent = talk.turn.intent
        if intent in _NEVER - self.topics:
            return True
        sure = talk.turn.decision.get("kind", "answer") == "answer"
        return sure and intent not in self.topics | {"inform", "nlu_fallback", "out_of_scope"}
