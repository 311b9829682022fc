"""Whether what will happen is what the customer wants."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from actions.sounds import sounds
from actions.task.question import CONFIRMED, Again, End, Keep, Question, Taken
from actions.task.talk import Talk
from sahay.language.phonetic import key

SHOWN: Final = "shown"
MOST_WORDS: Final = 5
_YES: Final = sounds(
    "yes yeah yep yup ok okay sure please haan han ha hanji ji theek thik barabar हाँ हां जी ठीक હા ઠીક બરાબર"
)
_BUT: Final = sounds(
    "but not no dont only except instead wait if nahi mat par lekin nathi na pan नहीं मत पर लेकिन નહીં નથી ના પણ"
)


@dataclass(frozen=True)
class Summary:
    """What will happen, and what it costs: a text of data/responses with buttons /affirm and /deny."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


class Confirm(Question):
    """The last question of every task that changes something. What is done is what was shown: if that has changed
    since (the order was packed meanwhile, and there is a fee now), it is shown again.

    With `when` it is asked only if that detail is there.
    """

    name = CONFIRMED
    alone = True

    def __init__(self, summary: Callable[[Talk], Awaitable[Summary]], *, when: str | None = None) -> None:
        self._summary = summary
        self._when = when

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and (self._when is None or self._when in talk.details)

    async def answered(self, talk: Talk) -> Any | None:
        turn = talk.turn
        if turn.intent == talk.state.name and not turn.is_button and says_yes(turn.text):
            return True  # "yes, cancel it"
        return {"affirm": True, "deny": False}.get(turn.intent or "")

    async def taken(self, value: Any, talk: Talk) -> Taken:
        if not value:
            return End("utter_unchanged")
        if await talk.services.operations.has_begun(talk.turn.message_id):
            return Keep({self.name: True})  # after a crash: it may be done already, and looks different for it
        summary = await self._summary(talk)
        if talk.details.get(SHOWN) != _as_json(summary):
            return Again("utter_changed_meanwhile")
        return Keep({self.name: True})

    async def ask(self, talk: Talk, *, again: bool) -> None:
        summary = await self._summary(talk)
        talk.details[SHOWN] = _as_json(summary)
        talk.say(summary.key, summary.values)


def says_yes(text: str) -> bool:
    """ "Yes, cancel it", and no more: what follows a yes may be another condition."""
    spoken = key(text).split()
    return bool(spoken) and spoken[0] in _YES and len(spoken) <= MOST_WORDS and not _BUT & set(spoken)


def _as_json(summary: Summary) -> dict[str, Any]:
    return {"key": summary.key, "values": dict(summary.values)}
