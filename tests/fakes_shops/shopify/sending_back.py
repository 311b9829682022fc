# ruff: noqa: A002, N803 -- arguments have the schema's names
"""Returns: asked for, waiting for approval, called off."""

from typing import TYPE_CHECKING, Any

from tests.fakes_shops.shopify.records import NOW, error, nodes

if TYPE_CHECKING:
    from tests.fakes_shops.shopify.server import FakeShopify


def returnable(fake: "FakeShopify", _info: Any, orderId: str, **_: Any) -> dict[str, Any]:
    order = fake.orders[orderId]
    parcels = [
        {
            "returnableFulfillmentLineItems": nodes(
                {"quantity": left, "fulfillmentLineItem": sent}
                for sent in parcel["fulfillmentLineItems"]["nodes"]
                if (left := line_of(order, sent)["quantity"] - coming_back(fake, sent)) > 0
            )
        }
        for parcel in order["_fulfillments"]
        if parcel["displayStatus"] == "DELIVERED"
    ]
    return nodes(parcels)


def line_of(order: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in order["lineItems"]["nodes"] if each["id"] == sent["lineItem"]["id"])


def coming_back(fake: "FakeShopify", sent: dict[str, Any]) -> int:
    return sum(
        line["quantity"]
        for each in fake.returns.values()
        if each["status"] in ("REQUESTED", "OPEN", "CLOSED")
        for line in each["returnLineItems"]["nodes"]
        if line["fulfillmentLineItem"]["id"] == sent["id"]
    )


def requested(fake: "FakeShopify", _info: Any, input: dict[str, Any]) -> dict[str, Any]:
    order = fake.orders[input["orderId"]]
    sent = {each["id"]: each for parcel in order["_fulfillments"] for each in parcel["fulfillmentLineItems"]["nodes"]}
    lines = []
    for line in input["returnLineItems"]:
        goods = sent[line["fulfillmentLineItemId"]]
        if line["quantity"] > line_of(order, goods)["quantity"] - coming_back(fake, goods):
            return {"return": None, "userErrors": [error("Quantity is not returnable", "returnLineItems")]}
        lines.append(
            {
                "__typename": "ReturnLineItem",
                "quantity": line["quantity"],
                "returnReason": line["returnReason"],
                "customerNote": line.get("customerNote"),
                "fulfillmentLineItem": goods,
            }
        )
    made = {
        "id": fake.new_id("Return"),
        "name": order["name"] + "-R1",
        "status": "REQUESTED",
        "createdAt": NOW,
        "returnLineItems": nodes(lines),
        "order": order,
    }
    fake.returns[made["id"]] = made
    return {"return": made, "userErrors": []}


def one(fake: "FakeShopify", _info: Any, id: str) -> dict[str, Any] | None:
    return fake.returns.get(id)


def called_off(fake: "FakeShopify", _info: Any, id: str, **_: Any) -> dict[str, Any]:
    made = fake.returns[id]
    if made["status"] not in ("REQUESTED", "OPEN"):
        return {"return": None, "userErrors": [error("Return is not cancelable", "id", code="INVALID_STATE")]}
    made["status"] = "CANCELED"
    return {"return": made, "userErrors": []}


FIELDS = {
    "returnableFulfillments": returnable,
    "returnRequest": requested,
    "return": one,
    "returnCancel": called_off,
}
