# ruff: noqa: A002, N803 -- arguments have the schema's names
"""Orders, cancellations and refunds, as Shopify does them."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, get_directive_values

from tests.fakes_shops.shopify.records import NOW, bag, error, nodes, worth

if TYPE_CHECKING:
    from tests.fakes_shops.shopify.server import FakeShopify


def found(fake: "FakeShopify", _info: Any, query: str, first: int, **_: Any) -> dict[str, Any]:
    names = re.findall(r'name:"([^"]*)"', query)
    customer = re.fullmatch(r"customer_id:(\d+)", query)
    assert names or customer, f"the fake cannot search {query}"
    orders = [
        each
        for each in fake.orders.values()
        if each["name"] in names or (customer and (each["customer"] or {}).get("id", "").endswith("/" + customer[1]))
    ]
    return nodes(sorted(orders, key=lambda each: each["processedAt"], reverse=True)[:first])


def one(fake: "FakeShopify", _info: Any, id: str) -> dict[str, Any] | None:
    return fake.orders.get(id)


def cancelled(fake: "FakeShopify", _info: Any, orderId: str, staffNote: str, **rest: Any) -> dict[str, Any]:
    order = fake.orders.get(orderId)
    if order is None:
        return {"job": None, "orderCancelUserErrors": [error("Order does not exist", "orderId", code="NOT_FOUND")]}
    if order["cancelledAt"]:
        told = error("Order has already been cancelled", "orderId", code="INVALID")
        return {"job": None, "orderCancelUserErrors": [told]}
    job = {"id": fake.new_id("Job"), "done": False, "polls": fake.job_polls, "order": order, "note": staffNote}
    job["refund"] = rest["refundMethod"]["originalPaymentMethodsRefund"]
    fake.jobs[job["id"]] = job
    step(fake, job)
    return {"job": dict(job), "orderCancelUserErrors": []}


def job(fake: "FakeShopify", _info: Any, id: str) -> dict[str, Any] | None:
    if id in fake.jobs:
        step(fake, fake.jobs[id])
    return fake.jobs.get(id)


def step(fake: "FakeShopify", job: dict[str, Any]) -> None:
    """A job is done after some time; a cancellation fails when goods are on their way."""
    if job["done"] or job["polls"] > 0:
        job["polls"] -= 1
        return
    job["done"] = True
    order = job["order"]
    if order["_fulfillments"]:
        return
    order["cancelledAt"] = NOW
    order["cancellation"] = {"staffNote": job["note"]}
    paid = [each for each in order["_transactions"] if each["kind"] == "SALE" and each["status"] == "SUCCESS"]
    if job["refund"]:
        for each in paid:
            refund(fake, order, each, worth(each["amountSet"]), job["note"])
    for line in order["lineItems"]["nodes"]:
        fake.variants[line["variant"]["id"]]["inventoryQuantity"] += line["currentQuantity"]
        line["currentQuantity"] = 0
    order["currentTotalPriceSet"] = bag("0.0")


def refund(
    fake: "FakeShopify", order: dict[str, Any], payment: dict[str, Any], amount: Decimal, note: str
) -> dict[str, Any]:
    made = {
        "id": fake.new_id("Refund"),
        "createdAt": NOW,
        "note": note,
        "totalRefundedSet": bag(str(amount)),
        "transactions": nodes(
            [{"status": fake.refund_status, "processedAt": NOW, "parentTransaction": {"id": payment["id"]}}],
        ),
    }
    order["_refunds"].append(made)
    given = sum(worth(each["totalRefundedSet"]) for each in order["_refunds"])
    whole = given >= worth(order["totalPriceSet"])
    order["displayFinancialStatus"] = "REFUNDED" if whole else "PARTIALLY_REFUNDED"
    return made


def refunded(fake: "FakeShopify", info: Any, input: dict[str, Any]) -> dict[str, Any]:
    directive = info.schema.get_directive("idempotent")
    told = get_directive_values(directive, info.field_nodes[0], info.variable_values)
    if told is None:
        raise GraphQLError("The @idempotent directive is required", extensions={"code": "BAD_REQUEST"})
    key = told["key"]
    if key in fake.refunds_by_key:
        before, payload = fake.refunds_by_key[key]
        if before != input:
            return {"refund": None, "userErrors": [error("The same key was used for another refund")]}
        return payload
    order = fake.orders.get(input["orderId"])
    if order is None:
        return {"refund": None, "userErrors": [error("Order does not exist", "orderId")]}
    amount = sum((Decimal(each["amount"]) for each in input["transactions"]), Decimal())
    payments = [
        next((each for each in order["_transactions"] if each["id"] == wanted["parentId"]), None)
        for wanted in input["transactions"]
    ]
    given = sum(worth(each["totalRefundedSet"]) for each in order["_refunds"])
    if None in payments or amount > sum(worth(each["amountSet"]) for each in payments if each) - given:
        return {"refund": None, "userErrors": [error("Refund amount is more than the refundable amount")]}
    payload = {"refund": refund(fake, order, payments[0] or {}, amount, input.get("note", "")), "userErrors": []}
    fake.refunds_by_key[key] = (input, payload)
    return payload


def updated(fake: "FakeShopify", _info: Any, input: dict[str, Any]) -> dict[str, Any]:
    order = fake.orders.get(input["id"])
    if order is None:
        return {"order": None, "userErrors": [error("Order does not exist", "id")]}
    if not input["shippingAddress"].get("lastName"):
        return {"order": None, "userErrors": [error("Shipping address last name can't be blank", "shippingAddress")]}
    order["shippingAddress"] = dict(input["shippingAddress"])
    order["_metafields"].put(input.get("metafields", ()))
    return {"order": order, "userErrors": []}


def marked(fake: "FakeShopify", _info: Any, metafields: list[dict[str, Any]]) -> dict[str, Any]:
    for entry in metafields:
        (fake.orders | fake.customers)[entry["ownerId"]]["_metafields"].put([entry])
    return {"metafields": [], "userErrors": []}


FIELDS = {
    "orders": found,
    "order": one,
    "orderCancel": cancelled,
    "job": job,
    "refundCreate": refunded,
    "orderUpdate": updated,
    "metafieldsSet": marked,
}
