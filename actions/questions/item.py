"""Which of the things in an order."""

from collections.abc import Sequence
from typing import Any

from actions.questions.choice import Choice, Option
from actions.questions.product import named
from actions.task.talk import Talk
from actions.turn import Button
from sahay.shop.orders import OrderView

TITLE_CHARACTERS = 20


class OrderItem(Choice):
    """One product of the order, by its SKU. Of an order of one product it is not asked."""

    name = "item"
    depends: tuple[str, ...] = ("order",)

    async def options(self, talk: Talk) -> Sequence[Option]:
        return options_of(await talk.order())

    async def known(self, talk: Talk) -> Any | None:
        options = await self.options(talk)
        return options[0].value if len(options) == 1 else None

    async def answered(self, talk: Talk) -> Any | None:
        own = [option.value for option in await self.options(talk)]
        found = [sku for sku in named(talk.turn) if sku in own]
        return found[0] if len(found) == 1 else await super().answered(talk)

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        if listed:
            talk.say("utter_ask_item_of", {"items": listed}, buttons)
        else:
            talk.say("utter_ask_item", buttons=buttons)


def options_of(order: OrderView) -> list[Option]:
    """Each product once: it may be in several lines."""
    names = {item.sku: item.name for item in order.items}
    return [Option(sku, name[:TITLE_CHARACTERS].rstrip(), name) for sku, name in names.items()]
