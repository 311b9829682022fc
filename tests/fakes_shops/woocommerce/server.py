"""The server: keys, paths, pages and errors."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from tests.fakes_shops.http import FakeServer, Request, Response
from tests.fakes_shops.woocommerce import orders, people
from tests.fakes_shops.woocommerce.errors import Error

API = "/wp-json/wc/v3/"
KEY, SECRET = "ck_test", "cs_test"
LOGIN = "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()
LARGEST_PAGE = 100
STATES = [{"code": "GJ", "name": "Gujarat"}, {"code": "KL", "name": "Kerala"}, {"code": "LA", "name": "Ladakh"}]

Handler = Callable[["FakeWooCommerce", Request, list[int]], Any]


class FakeWooCommerce(FakeServer):
    """Its records are plain dicts in the documented shapes, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: dict[int, dict[str, Any]] = {}
        self.refunds: dict[int, list[dict[str, Any]]] = {}
        self.products: dict[int, dict[str, Any]] = {}
        self.variations: dict[int, list[dict[str, Any]]] = {}
        self.customers: dict[int, dict[str, Any]] = {}
        self.reviews: dict[int, dict[str, Any]] = {}
        self.zones: list[dict[str, Any]] = [{"id": 0, "name": "Locations not covered by your other zones", "order": 0}]
        self.locations: dict[int, list[dict[str, Any]]] = {}
        self.methods: dict[int, list[dict[str, Any]]] = {}
        self.cod: dict[str, Any] = {"id": "cod", "title": "Cash on delivery", "enabled": True, "settings": {}}
        self.tax_percent: dict[int, int] = {}  # by product
        self.gateways_that_refund: set[str] = set()
        self.custom_statuses: set[str] = set()
        self.stock_reduced: dict[int, bool] = {}  # by order
        self.last_id = 5000

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def answer(self, request: Request) -> Response:
        try:
            return self.reply(request)
        except Error as error:
            return Response(error.status, error.body)

    def reply(self, request: Request) -> Response:
        if request.headers.get("authorization") != LOGIN:
            raise Error(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")
        path = request.path.removeprefix(API)
        for (method, pattern), handler in ROUTES.items():
            found = re.fullmatch(pattern, path)
            if found and method == request.method and request.path.startswith(API):
                answer = handler(self, request, [int(each) for each in found.groups()])
                if isinstance(answer, list):
                    return paged(answer, request)
                return Response(201 if method == "POST" else 200, answer)
        raise Error(404, "rest_no_route", "No route was found matching the URL and request method.")


def paged(found: list[Any], request: Request) -> Response:
    size, page = int(request.query.get("per_page", 10)), int(request.query.get("page", 1))
    if not 1 <= size <= LARGEST_PAGE:
        raise Error(400, "rest_invalid_param", "Invalid parameter(s): per_page")
    pages = -(-len(found) // size)
    shown = found[(page - 1) * size : page * size]
    if fields := request.query.get("_fields"):
        shown = [{name: each[name] for name in fields.split(",") if name in each} for each in shown]
    return Response(200, shown, {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)})


def products(shop: FakeWooCommerce, request: Request, _ids: list[int]) -> list[dict[str, Any]]:
    everything = list(shop.products.values())
    if sku := request.query.get("sku"):  # finds variations too
        everything += [each for group in shop.variations.values() for each in group]
        everything = [each for each in everything if each["sku"] == sku]
    status = request.query.get("status", "any")
    return [each for each in everything if status in ("any", each["status"])]


def product(shop: FakeWooCommerce, _request: Request, ids: list[int]) -> dict[str, Any]:
    if ids[0] not in shop.products:
        raise Error(404, "woocommerce_rest_product_invalid_id", "Invalid ID.")
    return shop.products[ids[0]]


def cod(shop: FakeWooCommerce, _request: Request, _ids: list[int]) -> dict[str, Any]:
    return shop.cod


def zones(shop: FakeWooCommerce, _request: Request, _ids: list[int]) -> dict[str, Any] | list[Any]:
    return shop.zones


ROUTES: dict[tuple[str, str], Handler] = {
    ("GET", r"orders"): orders.listed,
    ("GET", r"orders/(\d+)"): orders.one,
    ("PUT", r"orders/(\d+)"): orders.changed,
    ("GET", r"orders/(\d+)/refunds"): orders.refunds,
    ("POST", r"orders/(\d+)/refunds"): orders.refunded,
    ("DELETE", r"orders/(\d+)/refunds/(\d+)"): orders.forgotten,
    ("GET", r"products"): products,
    ("GET", r"products/(\d+)"): product,
    ("GET", r"products/(\d+)/variations"): lambda shop, _request, ids: shop.variations.get(ids[0], []),
    ("GET", r"products/reviews"): people.reviews,
    ("POST", r"products/reviews"): people.reviewed,
    ("GET", r"customers"): people.listed,
    ("GET", r"customers/(\d+)"): people.one,
    ("POST", r"customers"): people.created,
    ("PUT", r"customers/(\d+)"): people.changed,
    ("GET", r"shipping/zones"): zones,
    ("GET", r"shipping/zones/(\d+)/locations"): lambda shop, _request, ids: shop.locations.get(ids[0], []),
    ("GET", r"shipping/zones/(\d+)/methods"): lambda shop, _request, ids: shop.methods.get(ids[0], []),
    ("GET", r"payment_gateways/cod"): cod,
    ("GET", r"data/countries/in"): lambda _shop, _request, _ids: {"code": "IN", "name": "India", "states": STATES},
}
