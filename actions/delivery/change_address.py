"""Sending a parcel to another address, as long as it is not on its way."""

from actions.delivery.regions import region_of
from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.address import AddressQuestion
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.policy import address_change
from sahay.shop.refusal import Refusal
from sahay.shop.tickets import TicketKind

# Whys for which there is a text of its own; the others have one together.
_TOLD = frozenset({"too_late", "not_allowed"})


async def _summary(talk: Talk) -> Summary:
    order = await talk.order()
    values = {"order": order.number, "old": talk.address(order.address), "new": address_said(talk)}
    return Summary("utter_confirm_address", values)


def address_said(talk: Talk) -> str:
    said = talk.details["address"]
    return f"{said['line']}, {said['city']} {said['pin']}"


def address_written(talk: Talk) -> dict[str, str]:
    """As the shop keeps it."""
    said = talk.details["address"]
    return {"line": said["line"], "city": said["city"], "region": region_of(said["pin"]), "pin": said["pin"]}


class ChangeAddress(Task):
    intent = "change_shipping_address"
    entities = frozenset({"order_number"})
    questions = (*own_order(), AddressQuestion(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        if Capability.CHANGE_ADDRESS not in talk.services.backend.capabilities:
            return await hand_over(Matter(TicketKind.ORDER, "change the address of the order"), talk)
        if refusal := address_change(order, talk.services.settings.policies):
            return _refused(refusal, order.number)
        if "address" in talk.details and address_said(talk) == talk.address(order.address):
            return End("utter_address_changed", {"order": order.number, "new": address_said(talk)})
        if "address" in talk.details and await self._is_out_of_reach(talk):
            pin = talk.details.pop("address")["pin"]
            talk.say("utter_address_not_served", {"pin": pin})
        return None

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        arguments = {"order_number": order.number, "address": address_written(talk)}
        match await talk.run(Write(Kind.CHANGE_ADDRESS, f"order {order.number}", arguments)):
            case Done():
                return End("utter_address_changed", {"order": order.number, "new": address_said(talk)})
            case Refusal() as refusal:
                return _refused(refusal, order.number)
            case _ as outcome:
                return not_done(outcome)

    async def _is_out_of_reach(self, talk: Talk) -> bool:
        backend = talk.services.backend
        if Capability.DELIVERY_OPTIONS not in backend.capabilities:
            return False
        return not await backend.delivery.options(talk.details["address"]["pin"])


def _refused(refusal: Refusal, order: str) -> End:
    if refusal.why.value in _TOLD:
        return End(f"utter_address_{refusal.why}", {"order": order})
    return End("utter_refused")
