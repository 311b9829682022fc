"""What the catalogue says about a product: price, stock, specification, warranty, return."""

from typing import Any

from actions.history import turns
from actions.in_general import in_general
from actions.questions.product import ProductQuestion as WhichProduct
from actions.task.question import Again, End, Keep, Taken
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.catalogue import Product
from sahay.shop.policy import return_days

FEW = 5  # pieces: so few that a customer should know


class AboutProduct(WhichProduct):
    """Which product is asked about."""

    async def volunteered(self, talk: Talk) -> Any | None:
        return await self.answered(talk)

    async def known(self, talk: Talk) -> Any | None:
        """ "Is it in stock": the product of the message before."""
        earlier = turns(talk.turn.events)[1:2]
        entities = earlier[0][0]["parse_data"].get("entities") or [] if earlier else []
        found = {each["value"] for each in entities if each["entity"] == "product"}
        return found.pop() if len(found) == 1 else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        product = await talk.services.backend.catalogue.product(value)
        return Keep({self.name: product.sku}) if product else Again("utter_product_gone", asks=True)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_about_product_again" if again else "utter_ask_about_product")


class ProductQuestion(Task):
    intent = "product_question"
    is_offered = False
    entities = frozenset({"product"})
    questions = (AboutProduct(),)

    async def finish(self, talk: Talk) -> End | None:
        product = await talk.services.backend.catalogue.product(talk.details["product"])
        if product is None:
            return await in_general(talk, self.intent)
        talk.say(_stock(product), {"name": product.name, "price": talk.money(product.price)})
        if product.specification:
            talk.say("utter_product_specification", {"specification": _listed(product)})
        talk.say(*_promises(product, talk))
        if product.url:
            talk.say("utter_product_page", {"url": product.url})
        return None


# By whether there is a warranty, and whether it can be sent back.
_PROMISES = {
    (True, True): "utter_product_warranty_return",
    (True, False): "utter_product_warranty_no_return",
    (False, True): "utter_product_no_warranty_return",
    (False, False): "utter_product_no_warranty_no_return",
}


def _stock(product: Product) -> str:
    if product.stock is None:
        return "utter_product_price"
    if product.stock == 0:
        return "utter_product_sold_out"
    return "utter_product_few" if product.stock <= FEW else "utter_product_in_stock"


def _listed(product: Product) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in product.specification.items())


def _promises(product: Product, talk: Talk) -> tuple[str, dict[str, str]]:
    """Warranty and return."""
    days = return_days(product, talk.services.settings.policies)
    values = {"months": str(product.warranty_months), "days": str(days)}
    return _PROMISES[product.warranty_months > 0, days > 0], values
