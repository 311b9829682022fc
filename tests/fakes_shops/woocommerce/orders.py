"""Orders and refunds, as WooCommerce does them."""

from copy import deepcopy
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from tests.fakes_shops.http import Request
from tests.fakes_shops.woocommerce.errors import Error

if TYPE_CHECKING:
    from tests.fakes_shops.woocommerce.server import FakeWooCommerce

# In these an order holds goods (wc_maybe_reduce_stock_levels); cancelled and pending ones give them back.
HOLDS_GOODS = {"processing", "on-hold", "completed"}
GIVES_BACK = {"cancelled", "pending"}
STATUSES = {"pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "trash"}
SUMS = ("subtotal", "subtotal_tax", "total", "total_tax")
NOW = "2026-11-20T06:30:00"
WRITABLE = {"status", "billing", "shipping", "line_items", "meta_data"}
RECALCULATES = {"billing", "shipping", "line_items"}


def exact(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.000001"), ROUND_HALF_UP))


def money(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def listed(shop: "FakeWooCommerce", request: Request, _ids: list[int]) -> list[dict[str, Any]]:
    found = [each for each in shop.orders.values() if each["status"] != "trash"]
    if customer := request.query.get("customer"):
        found = [each for each in found if each["customer_id"] == int(customer)]
    if text := request.query.get("search"):
        found = [each for each in found if text.lower() in searchable(each).lower()]
    found = [shown(each, request) for each in found]
    newest_first = request.query.get("order", "desc") == "desc"
    return sorted(found, key=lambda each: each["date_created_gmt"], reverse=newest_first)


def searchable(order: dict[str, Any]) -> str:
    names = " ".join(item["name"] for item in order["line_items"])
    kept = " ".join(str(entry["value"]) for entry in order["meta_data"] if entry["key"] == "_order_number")
    return " ".join([*order["billing"].values(), *order["shipping"].values(), names, kept])


def one(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> dict[str, Any]:
    if ids[0] not in shop.orders:
        raise Error(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
    return shown(shop.orders[ids[0]], request) if request.method == "GET" else shop.orders[ids[0]]


def shown(order: dict[str, Any], request: Request) -> dict[str, Any]:
    """Lines with as many decimals as are asked for, two unless told."""
    places = Decimal(1).scaleb(-int(request.query.get("dp", 2)))
    lines = [
        item | {name: str(Decimal(item[name]).quantize(places, ROUND_HALF_UP)) for name in SUMS}
        for item in order["line_items"]
    ]
    return order | {"line_items": lines}


def changed(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> dict[str, Any]:
    """All or nothing: a step that fails leaves the order as it was."""
    order = deepcopy(one(shop, request, ids))
    unknown = set(request.body) - WRITABLE
    assert not unknown, f"the fake knows no {unknown}"
    status = request.body.get("status", order["status"])
    if status not in STATUSES | shop.custom_statuses:
        raise Error(400, "rest_invalid_param", "Invalid parameter(s): status")
    for part in ("billing", "shipping"):
        order[part].update(request.body.get(part, {}))
    for posted in request.body.get("line_items", ()):
        set_item(shop, order, posted)
    if RECALCULATES & set(request.body):
        calculate_totals(shop, order)
    for entry in request.body.get("meta_data", ()):
        update_meta(shop, order["meta_data"], entry)
    if status != order["status"]:
        change_stock(shop, order, status)
        order["status"] = status
        if status == "completed":
            order["date_completed_gmt"] = NOW
    order["date_modified_gmt"] = NOW
    shop.orders[order["id"]] = order
    return order


def set_item(shop: "FakeWooCommerce", order: dict[str, Any], posted: dict[str, Any]) -> None:
    """As `prepare_line_items`: a changed line keeps its sums unless others are sent."""
    if "id" in posted:
        item = next((each for each in order["line_items"] if each["id"] == posted["id"]), None)
        if item is None:
            raise Error(400, "woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order.")
        if posted.get("quantity") == 0:
            order["line_items"].remove(item)
            move_stock(shop, item, item["quantity"])
            return
    else:
        item = new_item(shop, posted)
        move_stock(shop, item, -item["quantity"])
        order["line_items"].append(item)
    if "quantity" in posted and item["quantity"] != posted["quantity"]:
        move_stock(shop, item, item["quantity"] - posted["quantity"])
    item.update({name: posted[name] for name in ("quantity", "total", "subtotal") if name in posted})


def change_stock(shop: "FakeWooCommerce", order: dict[str, Any], status: str) -> None:
    """Whether an order has taken goods from the stock is kept with it (`_order_stock_reduced`)."""
    holds = HOLDS_GOODS | shop.custom_statuses
    held = shop.stock_reduced.get(order["id"], order["status"] in holds)
    wanted = held if status not in GIVES_BACK | holds else status in holds
    for item in order["line_items"]:
        move_stock(shop, item, item["quantity"] * (held - wanted))
    shop.stock_reduced[order["id"]] = wanted


def move_stock(shop: "FakeWooCommerce", item: dict[str, Any], pieces: int) -> None:
    product = shop.products.get(item["product_id"])
    if product and product["manage_stock"]:
        product["stock_quantity"] += pieces
        product["stock_status"] = "instock" if product["stock_quantity"] > 0 else "outofstock"


def new_item(shop: "FakeWooCommerce", posted: dict[str, Any]) -> dict[str, Any]:
    number = posted.get("variation_id") or posted.get("product_id")
    if not number:
        raise Error(400, "woocommerce_rest_required_product_reference", "Product ID or SKU is required.")
    everything = [*shop.products.values(), *(each for group in shop.variations.values() for each in group)]
    product = next(each for each in everything if each["id"] == number)
    return line(shop, shop.new_id(), product, posted.get("quantity", 1))


def line(shop: "FakeWooCommerce", item_id: int, product: dict[str, Any], quantity: int) -> dict[str, Any]:
    """Prices include tax, as the shop's setting says."""
    parent = product.get("parent_id") or 0
    rate = shop.tax_percent.get(parent or product["id"], 0)
    net = Decimal(product["price"]) * quantity * 100 / (100 + rate)
    tax = Decimal(product["price"]) * quantity - net
    return {
        "id": item_id,
        "name": product["name"],
        "product_id": parent or product["id"],
        "variation_id": product["id"] if parent else 0,
        "quantity": quantity,
        "subtotal": exact(net),
        "subtotal_tax": exact(tax),
        "total": exact(net),
        "total_tax": exact(tax),
        "sku": product["sku"],
        "price": float(net / quantity),
        "taxes": [],
        "meta_data": [],
    }


def calculate_totals(shop: "FakeWooCommerce", order: dict[str, Any]) -> None:
    for item in order["line_items"]:
        rate = Decimal(shop.tax_percent.get(item["product_id"], 0))
        item["subtotal_tax"] = exact(Decimal(item["subtotal"]) * rate / 100)
        item["total_tax"] = exact(Decimal(item["total"]) * rate / 100)
    goods = sum(Decimal(item["total"]) + Decimal(item["total_tax"]) for item in order["line_items"])
    order["total"] = money(goods + Decimal(order["shipping_total"]) + Decimal(order["shipping_tax"]))


def update_meta(shop: "FakeWooCommerce", kept: list[dict[str, Any]], entry: dict[str, Any]) -> None:
    for each in kept:
        if each["key"] == entry["key"]:
            each["value"] = entry["value"]
            return
    kept.append({"id": shop.new_id(), **entry})


def refunds(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> list[dict[str, Any]]:
    one(shop, request, ids)
    return list(reversed(shop.refunds.get(ids[0], [])))


def refunded(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> dict[str, Any]:
    order, body = one(shop, request, ids), request.body
    if not isinstance(body.get("amount"), str):
        raise Error(400, "rest_invalid_param", "Invalid parameter(s): amount")
    amount = Decimal(body["amount"])
    if amount < 0:
        raise Error(400, "woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.")
    given = sum(Decimal(each["amount"]) for each in shop.refunds.get(order["id"], ()))
    left = Decimal(order["total"]) - given
    by_gateway = body.get("api_refund", True)
    if amount > left or (by_gateway and order["payment_method"] not in shop.gateways_that_refund):
        raise Error(500, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.", data=500)
    refund = {
        "id": shop.new_id(),
        "date_created_gmt": NOW,
        "amount": money(amount),
        "reason": body.get("reason", ""),
        "refunded_by": 1,
        "refunded_payment": by_gateway,
        "meta_data": [],
        "line_items": [],
    }
    shop.refunds.setdefault(order["id"], []).append(refund)
    order["refunds"].append({"id": refund["id"], "reason": refund["reason"], "total": "-" + refund["amount"]})
    if amount == left:
        order["status"] = "refunded"
        order["date_modified_gmt"] = NOW
    return refund


def forgotten(shop: "FakeWooCommerce", request: Request, ids: list[int]) -> dict[str, Any]:
    if request.query.get("force") != "true":
        raise Error(501, "woocommerce_rest_trash_not_supported", "Refunds do not support trashing.")
    made = next((each for each in shop.refunds.get(ids[0], ()) if each["id"] == ids[1]), None)
    if made is None:
        raise Error(404, "woocommerce_rest_invalid_order_refund_id", "Invalid order refund ID.")
    shop.refunds[ids[0]].remove(made)
    order = shop.orders[ids[0]]
    order["refunds"] = [each for each in order["refunds"] if each["id"] != ids[1]]
    return made
