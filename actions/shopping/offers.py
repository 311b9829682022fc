"""Offers, and the customer's own loyalty points."""

from typing import Final

from actions.in_general import in_general
from actions.questions.account import KNOWN_ACCOUNT
from actions.sounds import sounds
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability

_POINTS: Final = sounds("point points pointz loyalty reward rewards पॉइंट पॉइंट्स प्वाइंट अंक રિવોર્ડ પોઈન્ટ પોઇન્ટ પોઈન્ટ્સ")
_OWN: Final = sounds(
    "my mine i me mere mera meri mara mari maru hamare मेरे मेरा मेरी મારા મારી મારું balance kitne ketla कितने કેટલા"
)
OWN_POINTS: Final = "own_points"


class Offers(Task):
    """Of one's own points the account tells; of anything else the knowledge base."""

    intent = "offers"
    is_offered = False
    questions = KNOWN_ACCOUNT

    def is_own(self, talk: Talk) -> bool:
        said = sounds(talk.turn.text)
        return bool(said & _POINTS and said & _OWN)

    async def consider(self, talk: Talk) -> End | None:
        if OWN_POINTS in talk.details:
            return None
        knows = Capability.LOYALTY in talk.services.backend.capabilities
        if not (knows and self.is_own(talk)):
            return await in_general(talk, self.intent)
        talk.details[OWN_POINTS] = True
        return None

    async def finish(self, talk: Talk) -> End | None:
        points = await talk.services.backend.loyalty.points(talk.details["account"])
        if points is None:
            return End("utter_points_none")
        values = {"balance": str(points.balance), "worth": talk.money(points.worth)}
        talk.say("utter_points", values)
        if points.expiring and points.expires_on:
            talk.say("utter_points_expire", {"expiring": str(points.expiring), "day": talk.day(points.expires_on)})
        return None
