"""The newsletter, on or off."""

from collections.abc import Sequence
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.sounds import sounds
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from actions.undo import undo_buttons
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

ON, OFF = "on", "off"
_STOP: Final = sounds(
    """
    unsubscribe unsubscribed unsub stop off cancel remove dont not never spam band bandh bund mat nahi nahin nai nathi
    hatao kadho बंद मत नहीं हटाओ हटा રોકો બંધ નથી નહીં કાઢો અટકાવો
    """
)
_START: Final = sounds(
    """
    subscribe sign join start want add get send chalu chaalu shuru chahiye bhejo joie joiye moklo
    चालू शुरू चाहिए भेजो भेजिए ચાલુ શરૂ જોઈએ મોકલો
    """
)
_YES_OR_NO: Final = frozenset({"affirm", "deny"})


class OnOrOff(Choice):
    name = "newsletter"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(ON, talk.title("newsletter_on")), Option(OFF, talk.title("newsletter_off"))]

    async def volunteered(self, talk: Talk) -> Any | None:
        """A no to what was summed up leaves it as it is."""
        is_answer = talk.turn.is_button or talk.turn.intent in _YES_OR_NO
        return None if is_answer else wanted(talk.turn.text)

    async def answered(self, talk: Talk) -> Any | None:
        return await super().answered(talk) or (None if talk.turn.is_button else wanted(talk.turn.text))

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_newsletter", buttons=buttons)


def wanted(text: str) -> str | None:
    """ON or OFF; None where the words do not tell."""
    said = sounds(text)
    if said & _STOP:
        return OFF
    return ON if said & _START else None


async def _summary(talk: Talk) -> Summary:
    account = await talk.account()
    return Summary(
        f"utter_confirm_newsletter_{talk.details['newsletter']}", {"email": account.email if account else ""}
    )


class Newsletter(Task):
    intent = "newsletter_subscription"
    questions = (OnOrOff(), *KNOWN_ACCOUNT, Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if Capability.NEWSLETTER in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "newsletter on or off"), talk)

    async def finish(self, talk: Talk) -> End | None:
        account = await talk.account()
        wanted = talk.details["newsletter"]
        arguments = {"email": account.email if account else "", "on": wanted == ON}
        match await talk.run(Write(Kind.SET_NEWSLETTER, f"account {talk.details['account']}", arguments)):
            case Done():
                return End(f"utter_newsletter_{wanted}", buttons=await undo_buttons(talk))
            case Refusal(Why.ALREADY_DONE):
                return End(f"utter_newsletter_{wanted}_already")
            case _ as outcome:
                return not_done(outcome)
