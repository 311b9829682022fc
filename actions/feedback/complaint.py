"""A complaint: kept under a number with a promise of time, and found again when the customer asks for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from actions.outcome import not_done
from actions.questions.words import Words
from actions.sounds import SMALL, sounds
from actions.task.question import Again, End, Taken
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.tickets import Priority, Ticket, TicketKind

# A message that says no more than that there is a complaint; anything beyond is the complaint.
_ONLY_THAT: Final = SMALL | sounds(
    """
    complaint complain complaints grievance problem issue file make raise register lodge want would like have about
    shikayat sikayat fariyad fariad karni karvi karna karvu karo hai che chhe mujhe mare darj nondhavvi please help
    शिकायत करनी करना है मुझे दर्ज ફરિયાદ કરવી છે મારે નોંધાવવી
    """
)
_EARLIER: Final = sounds(
    """
    status update happened progress still earlier already answer reply kya hua shu thayu thayu hua
    क्या हुआ जवाब શું થયું જવાબ
    """
)
# What makes it urgent: danger, money that is gone, the law; and what makes it more than a nuisance.
_URGENT: Final = sounds(
    """
    fire burnt burn shock hurt injured injury bleeding hospital police legal lawyer court fraud cheat scam stolen
    aag jal gaya current laga chot police vakil dhokha chori chhetarpindi
    आग जल करंट चोट पुलिस वकील धोखा चोरी આગ કરંટ ઈજા પોલીસ વકીલ છેતરપિંડી ચોરી
    """
)
_HIGH: Final = sounds(
    """
    rude abused abusive broken expired rotten thrice again never worst badtameez tuta toota kharab tutelu
    टूटा ख़राब खराब તૂટેલું ખરાબ
    """
)
_THAT: Final = sounds("any on that this it is there ka ki nu ni का की નું ની")
# "What about my complaint".
_ABOUT_MINE: Final = sounds("my our mera meri mere mari maru maro मेरी मेरा મારી")
_ASKS: Final = _ONLY_THAT | _ABOUT_MINE | sounds("hey hello what whats")
LEAST_WORDS: Final = 3  # of a story


class Story(Words):
    """What happened, in the customer's words. The message that begins the complaint may tell it already."""

    def __init__(self) -> None:
        topics = frozenset({"complaint", "frustration", "return_product", "get_refund", "payment_issue", "review"})
        super().__init__("story", topics | {"product_question", "track_order", "delivery_period"}, least=5)

    async def volunteered(self, talk: Talk) -> Any | None:
        turn = talk.turn
        if turn.is_button or turn.intent != "complaint":
            return None
        return turn.text.strip() if len(sounds(turn.text) - _ONLY_THAT) >= LEAST_WORDS else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        """ "Any update on that?" tells nothing."""
        if sounds(value) <= _ONLY_THAT | _EARLIER | _THAT:
            return Again("utter_ask_story", asks=True)
        return await super().taken(value, talk)


class Complaint(Task):
    intent = "complaint"
    questions = (Story(),)

    async def consider(self, talk: Talk) -> End | None:
        said = sounds(talk.turn.text)
        if talk.details or talk.turn.is_button or not (said & _EARLIER or (said & _ABOUT_MINE and said <= _ASKS)):
            return None
        known = [ticket for ticket in await tickets_of(talk) if ticket.closed_at is None]
        if not known:
            return None
        ticket = known[0]
        return End("utter_complaint_known", {"reference": ticket.reference, "moment": moment(ticket.respond_by, talk)})

    async def finish(self, talk: Talk) -> End | None:
        story = talk.details["story"]
        arguments: dict[str, Any] = {"kind": TicketKind.COMPLAINT, "priority": priority_of(story), "text": story}
        if order := talk.turn.slot("order_number") or talk.turn.slot("known_order"):
            arguments["order_number"] = order
        if account := await talk.account():
            arguments["account_id"] = account.id
        match await talk.run(Write(Kind.OPEN_TICKET, "complaint", arguments)):
            case Done(result=result):
                by = moment(datetime.fromisoformat(str(result["respond_by"])), talk)
                return End("utter_complaint_kept", {"reference": str(result["reference"]), "moment": by})
            case _ as outcome:
                return not_done(outcome)


def priority_of(story: str) -> Priority:
    """By how bad it is."""
    said = sounds(story)
    if said & _URGENT:
        return Priority.URGENT
    return Priority.HIGH if said & _HIGH else Priority.NORMAL


async def tickets_of(talk: Talk) -> Sequence[Ticket]:
    """This customer's, the latest first."""
    tickets = talk.services.tickets
    account = await talk.account()
    own = await tickets.of_account(account.id) if account else ()
    here = await tickets.of_conversation(talk.turn.conversation_id)
    return sorted({ticket.reference: ticket for ticket in (*own, *here)}.values(), key=_opened, reverse=True)


def _opened(ticket: Ticket) -> datetime:
    return ticket.opened_at


def moment(at: datetime, talk: Talk) -> str:
    return f"{talk.day(at)}, {talk.time(at)}"
