"""How, by when and for how much the shop delivers to a place."""

from collections.abc import Sequence

from actions import told_order
from actions.in_general import in_general
from actions.own_parcel import speaks_of_own_parcel
from actions.questions.entity import EntityQuestion
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.delivery import DeliveryOption

PIN = "pin"


class Pin(EntityQuestion):
    """The PIN code of the place; of a customer who is known, that of their own address."""

    def __init__(self) -> None:
        super().__init__(PIN, "pin_code")

    async def known(self, talk: Talk) -> str | None:
        account = await talk.account()
        return account.addresses[0].pin if account and account.addresses else None


class DeliveryOptions(Task):
    intent = "delivery_options"
    is_offered = False
    entities = frozenset({"pin_code"})
    questions = (Pin(),)

    async def consider(self, talk: Talk) -> End | None:
        """A shop whose system does not know says what it says to everybody."""
        if Capability.DELIVERY_OPTIONS in talk.services.backend.capabilities:
            return None
        return await in_general(talk, self.intent)

    async def finish(self, talk: Talk) -> End | None:
        pin = talk.details[PIN]
        options = await talk.services.backend.delivery.options(pin)
        if not options:
            return End("utter_delivery_none", {"pin": pin})
        return End("utter_delivery_options", {"pin": pin, "options": _listed(options, talk)})


class DeliveryPeriod(DeliveryOptions):
    """How long it takes: in general, unless a place is named or known. Of an own parcel the order tells it."""

    intent = "delivery_period"

    def instead(self, talk: Talk) -> str | None:
        turn = talk.turn
        if turn.is_button:
            return None
        named = turn.entity("order_number") or told_order.asked_about(turn, talk.now)
        return "track_order" if named or speaks_of_own_parcel(turn.text) else None

    async def consider(self, talk: Talk) -> End | None:
        if PIN in talk.details or await self.questions[0].known(talk):
            return await super().consider(talk)
        return await in_general(talk, self.intent)


def _listed(options: Sequence[DeliveryOption], talk: Talk) -> str:
    return "\n".join(_line(option, talk) for option in options)


def _line(option: DeliveryOption, talk: Talk) -> str:
    (fewest, most), unit = option.days, talk.title("working_days")
    days = str(most) if fewest == most else f"{fewest}-{most}"
    charge = talk.money(option.charge) if option.charge else talk.title("free")
    cash = [talk.title("cash_on_delivery")] if option.cash_on_delivery else []
    return ", ".join([f"- {option.name}: {days} {unit}", charge, *cash])
