from datetime import timedelta

import pytest

from actions.orders.invoice import masked
from sahay.shop.backend import Capability
from sahay.shop.orders import Invoice, OrderState
from tests.unit.actions.stage import EMAIL, NOW

HOME = Invoice("INV/2627/20001", NOW - timedelta(days=1), 237_810, 5_945, 5_945, 0, 249_700)
ELSEWHERE = Invoice("INV/2627/20001", NOW - timedelta(days=1), 237_810, 0, 0, 11_890, 249_700)


@pytest.mark.parametrize(
    ("invoice", "key", "taxes"),
    [
        (HOME, "utter_invoice_cgst_sgst", {"cgst": "₹59.45", "sgst": "₹59.45"}),
        (ELSEWHERE, "utter_invoice_igst", {"igst": "₹118.90"}),
    ],
)
async def test_the_figures_of_an_invoice(proved, play, order, invoice, key, taxes):
    order(OrderState.SHIPPED, invoice=invoice)

    assert await proved("the invoice of", "check_invoice") == [key]
    said = play.said.messages[0]
    common = {
        "number": "INV/2627/20001",
        "date": "19 November 2026",
        "taxable": "₹2,378.10",
        "total": "₹2,497.00",
    }
    assert {name: said[name] for name in common | taxes} == common | taxes


@pytest.mark.parametrize("intent", ["check_invoice", "get_invoice"])
@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.PACKED, "utter_invoice_not_yet"),
        (OrderState.CANCELLED, "utter_invoice_none_cancelled"),
        (OrderState.PAYMENT_FAILED, "utter_invoice_none_unpaid"),
    ],
)
async def test_there_is_none(proved, order, intent, state, key):
    order(state)

    assert await proved("the invoice of", intent) == [key]


async def test_the_number_of_an_invoice_names_its_order(play, order):
    order(OrderState.SHIPPED, invoice=HOME)
    await play("show INV/2627/20001", "check_invoice", invoice_number="INV/2627/20001")

    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_invoice_cgst_sgst"]


async def test_the_document_goes_to_the_orders_own_address(proved, play, order, mails):
    order(OrderState.SHIPPED, invoice=HOME)

    assert await proved("send the invoice of", "get_invoice") == ["utter_confirm_invoice"]
    assert play.said.messages[0]["email"] == "a•••@example.com"
    assert await play("send it to ravi@example.com", "inform", email="ravi@example.com") == ["utter_confirm_invoice"]
    assert mails.mails == []
    assert await play("yes", "affirm") == ["utter_invoice_sent"]
    assert [(mail.to, mail.kind) for mail in mails.mails] == [(EMAIL, "invoice")]


async def test_nothing_is_sent_without_a_yes(proved, play, order, mails):
    order(OrderState.SHIPPED, invoice=HOME)
    await proved("send the invoice of", "get_invoice")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert mails.mails == []


async def test_a_shop_without_documents_has_a_person_send_it(proved, play, order, backend):
    order(OrderState.SHIPPED, invoice=HOME)
    backend.capabilities -= {Capability.INVOICE_DOCUMENT}

    assert await proved("send the invoice of", "get_invoice") == ["utter_handed_over"]
    assert play.handoff["reason"] == "requested"


@pytest.mark.parametrize(
    ("email", "shown"),
    [("asha@example.com", "a•••@example.com"), ("a@example.com", "a•••@example.com"), ("a@b@c.in", "a•••@c.in")],
)
def test_an_address_is_masked(email, shown):
    assert masked(email) == shown
