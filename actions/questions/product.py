"""A product of the catalogue, by the name that a customer gives it."""

from typing import Any

from actions.task.question import Again, Keep, Question, Taken
from actions.task.talk import Talk
from actions.turn import Turn

ENTITY = "product"


class ProductQuestion(Question):
    """The SKU of a product that the shop sells. It is asked with what was named, if that was not clear."""

    name = "product"

    async def answered(self, talk: Talk) -> Any | None:
        found = named(talk.turn)
        return found[0] if len(found) == 1 else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        if await talk.services.backend.catalogue.product(value) is None:
            return Again("utter_ask_product_again", {"url": talk.services.settings.shop.url}, asks=True)
        return Keep({self.name: value})

    async def ask(self, talk: Talk, *, again: bool) -> None:
        if again:
            talk.say("utter_ask_product_again", {"url": talk.services.settings.shop.url})
        else:
            talk.say("utter_ask_product")


def named(turn: Turn) -> list[str]:
    """The SKUs of the products that a message names, in its order, each once."""
    return list(dict.fromkeys(mention.value for mention in turn.mentions(ENTITY)))
