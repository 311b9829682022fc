"""What anybody may look at in the demo shop: products, when they come, and what customers ask. Money is in paise."""

from sanic import HTTPResponse, Request, json

from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json
from sahay.shop.catalogue import Product
from sahay.shop.delivery import DeliveryOption
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.opening import rules
from sahay.shop.zones import is_pin

# What the shop's help page answers, by the entries of data/faq; what is not there is left out.
QUESTIONS = (
    "delivery_time",
    "delivery_charges",
    "cancel_order",
    "change_address",
    "how_to_return",
    "refund_time",
    "damaged_item",
    "payment_methods",
    "cash_on_delivery",
    "warranty",
    "contact_hours",
)
# As much as anybody's basket is worth.
MOST_VALUE_DIGITS = 9


class Goods:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._rules = rules(services.settings)
        self._faq = SqlFaq.from_settings(services.settings, services.database)

    async def products(self, _request: Request) -> HTTPResponse:
        """All of them, and how the shop's links begin."""
        products = await self._services.backend.catalogue.products()
        shop = self._services.settings.shop
        return json({"shop": shop.url, "currency": shop.currency, "products": [_product(each) for each in products]})

    async def delivery(self, request: Request) -> HTTPResponse:
        """The ways to `pin` for goods of `value`; none where the shop does not deliver."""
        pin, value = request.args.get("pin", ""), request.args.get("value", "0")
        if not is_pin(pin):
            raise ApiError(400, "bad_pin", "A PIN code has six digits, and the first is not 0.")
        if not (value.isascii() and value.isdigit() and len(value) <= MOST_VALUE_DIGITS):
            raise ApiError(400, "bad_request", "The value is a number of paise.")
        ways = await self._services.backend.delivery.options(pin, int(value))
        return json({"ways": [self._way(each) for each in ways]})

    async def questions(self, request: Request) -> HTTPResponse:
        """What is asked often, with the bot's own answers, in `language`."""
        spoken = self._services.settings.languages
        language = request.args.get("language", spoken.default)
        if language not in spoken.offered:
            raise ApiError(400, "bad_request", "This language is not offered.")
        answers = [await self._faq.answer(key, language) for key in QUESTIONS]
        return json([{"key": each.key, "question": each.question, "answer": each.text} for each in answers if each])

    def _way(self, way: DeliveryOption) -> Json:
        now = self._services.clock.now()
        return {
            "name": way.name,
            "charge": way.charge,
            "cash_on_delivery": way.cash_on_delivery,
            "from": self._rules.in_working_days(way.days[0], now).isoformat(),
            "until": self._rules.in_working_days(way.days[1], now).isoformat(),
        }


def _product(product: Product) -> Json:
    return {
        "sku": product.sku,
        "name": product.name,
        "also": list(product.aliases),
        "category": product.category,
        "price": product.price,
        "stock": product.stock,
        "specification": dict(product.specification),
        "warranty_months": product.warranty_months,
        "return_days": product.return_days,
    }
