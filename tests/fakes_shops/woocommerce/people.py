"""Customers and what they think of products, as WooCommerce keeps them."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tests.fakes_shops.http import Request
from tests.fakes_shops.woocommerce.errors import Error
from tests.fakes_shops.woocommerce.orders import NOW, update_meta

if TYPE_CHECKING:
    from tests.fakes_shops.woocommerce.server import FakeWooCommerce

BLANK = dict.fromkeys(
    ("first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country"), ""
)


def listed(shop: "FakeWooCommerce", request: Request, _ids: list[int]) -> list[dict[str, Any]]:
    email = request.query.get("email", "").lower()
    return [each for each in shop.customers.values() if not email or each["email"].lower() == email]


def one(shop: "FakeWooCommerce", _request: Request, ids: list[int]) -> dict[str, Any]:
    if ids[0] not in shop.customers:
        raise Error(404, "woocommerce_rest_invalid_id", "Invalid resource ID.")
    return shop.customers[ids[0]]


def created(shop: "FakeWooCommerce", request: Request, _ids: list[int]) -> dict[str, Any]:
    body = request.body
    if "@" not in body.get("email", ""):
        raise Error(400, "rest_invalid_param", "Invalid parameter(s): email")
    if taken(shop, body["email"]):
        raise Error(400, "registration-error-email-exists", "An account is already registered with your email address.")
    if not body.get("password"):  # a shop that does not make passwords
        raise Error(400, "registration-error-missing-password", "Please create a password.")
    customer = {
        "id": shop.new_id(),
        "email": body["email"],
        "first_name": body.get("first_name", ""),
        "last_name": body.get("last_name", ""),
        "role": "customer",
        "username": body.get("username", ""),
        "billing": BLANK | {"email": "", "phone": ""} | body.get("billing", {}),
        "shipping": dict(BLANK),
        "meta_data": [],
    }
    for entry in body.get("meta_data", ()):
        update_meta(shop, customer["meta_data"], entry)
    shop.customers[customer["id"]] = customer
    return customer


def changed(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> dict[str, Any]:
    customer, body = deepcopy(one(shop, request, ids)), request.body
    if "email" in body and body["email"].lower() != customer["email"].lower() and taken(shop, body["email"]):
        raise Error(400, "woocommerce_rest_customer_invalid_email", "Email address is invalid.")
    customer.update({name: body[name] for name in ("email", "first_name", "last_name") if name in body})
    customer["billing"].update(body.get("billing", {}))
    for entry in body.get("meta_data", ()):
        update_meta(shop, customer["meta_data"], entry)
    shop.customers[customer["id"]] = customer
    return customer


def taken(shop: "FakeWooCommerce", email: str) -> bool:
    return any(each["email"].lower() == email.lower() for each in shop.customers.values())


def reviews(shop: "FakeWooCommerce", request: Request, _ids: list[int]) -> list[dict[str, Any]]:
    query = request.query
    status = {"approved": "approved", "hold": "hold"}.get(query.get("status", "approved"))
    found = [
        each
        for each in shop.reviews.values()
        if (status is None or each["status"] == status)
        and str(each["product_id"]) == query.get("product", str(each["product_id"]))
        and each["reviewer_email"] == query.get("reviewer_email", each["reviewer_email"])
    ]
    shown = "{}" if query.get("context") == "edit" else "<p>{}</p>\n"
    return [each | {"review": shown.format(each["review"])} for each in found]


def reviewed(shop: "FakeWooCommerce", request: Request, _ids: list[int]) -> dict[str, Any]:
    body = request.body
    missing = [name for name in ("product_id", "review", "reviewer", "reviewer_email") if name not in body]
    if missing:
        raise Error(400, "rest_missing_callback_param", f"Missing parameter(s): {', '.join(missing)}")
    if body["product_id"] not in shop.products:
        raise Error(404, "woocommerce_rest_product_invalid_id", "Invalid product ID.")
    if not body["review"]:
        raise Error(400, "woocommerce_rest_review_content_invalid", "Invalid review content.")
    same = ("product_id", "reviewer_email", "review")
    if any(all(each[name] == body[name] for name in same) for each in shop.reviews.values()):
        raise Error(409, "woocommerce_rest_comment_duplicate", "Duplicate comment detected.")
    review = {"id": shop.new_id(), "date_created_gmt": NOW, "status": "approved", "verified": False, **body}
    shop.reviews[review["id"]] = review
    return review
