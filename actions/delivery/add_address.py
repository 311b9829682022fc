"""Another address for the customer's account."""

from actions.delivery.change_address import address_said, address_written
from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.account import KNOWN_ACCOUNT
from actions.questions.address import AddressQuestion
from actions.questions.confirm import Confirm, Summary
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind


async def _summary(talk: Talk) -> Summary:
    return Summary("utter_confirm_add_address", {"new": address_said(talk)})


class AddAddress(Task):
    intent = "set_up_shipping_address"
    questions = (*KNOWN_ACCOUNT, AddressQuestion(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if Capability.ADD_ADDRESS in talk.services.backend.capabilities:
            return None
        return await hand_over(Matter(TicketKind.ACCOUNT, "add an address to the account"), talk)

    async def finish(self, talk: Talk) -> End | None:
        account = talk.details["account"]
        arguments = {"account_id": account, "address": address_written(talk)}
        match await talk.run(Write(Kind.ADD_ADDRESS, f"account {account}", arguments)):
            case Done():
                return End("utter_address_added", {"new": address_said(talk)})
            case Refusal(Why.ALREADY_DONE | Why.EXISTS):
                return End("utter_address_known", {"new": address_said(talk)})
            case _ as outcome:
                return not_done(outcome)
