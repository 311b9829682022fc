# ruff: noqa: A002, N803 -- arguments have the schema's names
"""Customers, their addresses and whether they get the newsletter."""

import re
from typing import TYPE_CHECKING, Any

from tests.fakes_shops.shopify.records import Metafields, error, nodes

if TYPE_CHECKING:
    from tests.fakes_shops.shopify.server import FakeShopify


def customer_record(customer_id: str, **values: Any) -> dict[str, Any]:
    metafields = Metafields()
    record: dict[str, Any] = {
        "id": customer_id,
        "firstName": None,
        "lastName": None,
        "displayName": "",
        "defaultEmailAddress": None,
        "defaultPhoneNumber": None,
        "defaultAddress": None,
        "_addresses": [],
        "_metafields": metafields,
        "metafield": metafields.one,
    }
    record["addressesV2"] = lambda _info, **_: nodes(record["_addresses"])
    record.update(values)
    return record


def email_address(email: str, state: str = "NOT_SUBSCRIBED") -> dict[str, Any]:
    return {"emailAddress": email, "marketingState": state}


def found(fake: "FakeShopify", _info: Any, query: str, first: int) -> dict[str, Any]:
    kind, value = re.fullmatch(r'(email|phone):"([^"]*)"', query).groups()  # type: ignore[union-attr]
    field, inner = {
        "email": ("defaultEmailAddress", "emailAddress"),
        "phone": ("defaultPhoneNumber", "phoneNumber"),
    }[kind]
    same = [each for each in fake.customers.values() if each[field] and each[field][inner].lower() == value.lower()]
    return nodes(same[:first])


def one(fake: "FakeShopify", _info: Any, id: str) -> dict[str, Any] | None:
    return fake.customers.get(id)


def created(fake: "FakeShopify", _info: Any, input: dict[str, Any]) -> dict[str, Any]:
    return saved(fake, customer_record(fake.new_id("Customer")), input)


def updated(fake: "FakeShopify", _info: Any, input: dict[str, Any]) -> dict[str, Any]:
    if input["id"] not in fake.customers:
        return {"customer": None, "userErrors": [error("Customer does not exist", "id")]}
    return saved(fake, fake.customers[input["id"]], input)


def saved(fake: "FakeShopify", customer: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    wrong = problems(fake, customer["id"], given)
    if wrong:
        return {"customer": None, "userErrors": wrong}
    customer.update({name: given[name] for name in ("firstName", "lastName") if name in given})
    if "email" in given:
        state = (given.get("emailMarketingConsent") or {}).get("marketingState")
        before = (customer["defaultEmailAddress"] or {}).get("marketingState", "NOT_SUBSCRIBED")
        customer["defaultEmailAddress"] = email_address(given["email"], state or before)
    if "phone" in given:
        customer["defaultPhoneNumber"] = {"phoneNumber": given["phone"]}
    customer["_metafields"].put(given.get("metafields", ()))
    fake.customers[customer["id"]] = customer
    return {"customer": customer, "userErrors": []}


def problems(fake: "FakeShopify", own: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    others = [each for each in fake.customers.values() if each["id"] != own]
    emails = {each["defaultEmailAddress"]["emailAddress"].lower() for each in others if each["defaultEmailAddress"]}
    phones = {each["defaultPhoneNumber"]["phoneNumber"] for each in others if each["defaultPhoneNumber"]}
    wrong = []
    if "email" in given and "@" not in given["email"]:
        wrong.append(error("Email is invalid", "email"))
    if given.get("email", "").lower() in emails:
        wrong.append(error("Email has already been taken", "email"))
    if given.get("phone") in phones:
        wrong.append(error("Phone has already been taken", "phone"))
    return wrong


def address_added(
    fake: "FakeShopify",
    _info: Any,
    customerId: str,
    address: dict[str, Any],
    **_: Any,
) -> dict[str, Any]:
    customer = fake.customers[customerId]
    kept = {"id": fake.new_id("MailingAddress"), **address}
    customer["_addresses"].append(kept)
    customer["defaultAddress"] = customer["defaultAddress"] or kept
    return {"address": kept, "userErrors": []}


def consented(fake: "FakeShopify", _info: Any, input: dict[str, Any]) -> dict[str, Any]:
    customer = fake.customers[input["customerId"]]
    if not customer["defaultEmailAddress"]:
        return {"customer": None, "userErrors": [error("The customer must have an email", "input")]}
    customer["defaultEmailAddress"]["marketingState"] = input["emailMarketingConsent"]["marketingState"]
    return {"customer": customer, "userErrors": []}


FIELDS = {
    "customers": found,
    "customer": one,
    "customerCreate": created,
    "customerUpdate": updated,
    "customerAddressCreate": address_added,
    "customerEmailMarketingConsentUpdate": consented,
}
