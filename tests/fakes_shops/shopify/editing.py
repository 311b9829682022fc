# ruff: noqa: A002, N803 -- arguments have the schema's names
"""Edits of orders: begun, laid out, committed."""

from copy import deepcopy
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.fakes_shops.shopify.records import bag, error, nodes, worth

if TYPE_CHECKING:
    from tests.fakes_shops.shopify.server import FakeShopify


def begun(fake: "FakeShopify", _info: Any, id: str) -> dict[str, Any]:
    order = fake.orders[id]
    if order["cancelledAt"] or order["_archived"]:
        return {"calculatedOrder": None, "userErrors": [error("The order cannot be edited.")]}
    edit = {
        "id": fake.new_id("CalculatedOrder"),
        "order": order,
        "staged": False,
        "lines": [
            {
                "id": line["id"].replace("LineItem", "CalculatedLineItem"),
                "sku": line["sku"],
                "variant": line["variant"],
                "quantity": line["currentQuantity"],
                "editableQuantity": line["currentQuantity"],
            }
            for line in order["lineItems"]["nodes"]
        ],
    }
    fake.edits[edit["id"]] = edit
    return {"calculatedOrder": {"id": edit["id"], "lineItems": nodes(deepcopy(edit["lines"]))}, "userErrors": []}


def quantity_set(
    fake: "FakeShopify",
    _info: Any,
    id: str,
    lineItemId: str,
    quantity: int,
    **_: Any,
) -> dict[str, Any]:
    edit = fake.edits[id]
    line = next((each for each in edit["lines"] if each["id"] == lineItemId), None)
    if line is None:
        return {"userErrors": [error("The line item does not exist", "lineItemId")]}
    edit["staged"] |= line["quantity"] != quantity
    line["quantity"] = quantity
    return {"userErrors": []}


def variant_added(
    fake: "FakeShopify",
    _info: Any,
    id: str,
    variantId: str,
    quantity: int,
) -> dict[str, Any]:
    edit = fake.edits[id]
    if any(line["variant"]["id"] == variantId and line["quantity"] for line in edit["lines"]):
        return {"userErrors": [error("The variant is in the order already", "variantId")]}
    new = {"id": fake.new_id("CalculatedLineItem"), "variant": {"id": variantId}, "quantity": quantity, "sku": None}
    edit["lines"].append(new)
    edit["staged"] = True
    return {"userErrors": []}


def committed(fake: "FakeShopify", _info: Any, id: str, staffNote: str = "", **_: Any) -> dict[str, Any]:
    edit = fake.edits.pop(id, None)
    if edit is None or not edit["staged"]:
        return {"order": None, "userErrors": [error("There are no changes to commit")]}
    order = edit["order"]
    for change in edit["lines"]:
        number = change["id"].rsplit("/", 1)[1]
        line = next((each for each in order["lineItems"]["nodes"] if each["id"].endswith("/" + number)), None)
        if line is None:
            line = new_line(fake, number, change["variant"]["id"])
            order["lineItems"]["nodes"].append(line)
        fake.variants[change["variant"]["id"]]["inventoryQuantity"] += line["currentQuantity"] - change["quantity"]
        line["currentQuantity"] = change["quantity"]
        line["quantity"] = max(line["quantity"], change["quantity"])
    goods = sum(
        (worth(each["originalUnitPriceSet"]) * each["currentQuantity"] for each in order["lineItems"]["nodes"]),
        Decimal(),
    )
    total = goods + worth(order["totalShippingPriceSet"]) - worth(order["totalDiscountsSet"])
    order["currentTotalPriceSet"] = bag(str(total))
    return {"order": order, "userErrors": []}


def new_line(fake: "FakeShopify", number: str, variant_id: str) -> dict[str, Any]:
    variant = fake.variants[variant_id]
    return {
        "id": f"gid://shopify/LineItem/{number}",
        "name": variant["product"]["title"],
        "sku": variant["sku"],
        "quantity": 0,
        "currentQuantity": 0,
        "variant": {"id": variant_id},
        "originalUnitPriceSet": bag(variant["price"]),
        "taxLines": lambda _info, **_: [{"ratePercentage": 5.0}],
    }


FIELDS = {
    "orderEditBegin": begun,
    "orderEditSetQuantity": quantity_set,
    "orderEditAddVariant": variant_added,
    "orderEditCommit": committed,
}
