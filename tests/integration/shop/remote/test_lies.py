"""A shop that answers well-formed things that are not true, or not what was asked: nothing of it is passed on."""

import copy
from dataclasses import replace

import msgspec
import pytest

from sahay.shop.backend import BadAnswer
from sahay.shop.orders import Address, Line
from sahay.shop.remote import wire
from sahay.shop.returns import ReturnKind, ReturnLine, ReturnReason, ReturnRequest
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.remote.peer import answers, misbehaving
from tests.integration.shop.remote.serving import opened

NOW = small.NOW
_NUMBERED = {each.view.number: each for each in small.ORDERS}
_DELIVERED = _NUMBERED["A1005"]  # with an invoice; of another one it has the parcel
ORDER = replace(_DELIVERED, view=replace(_DELIVERED.view, shipments=_NUMBERED["A1004"].view.shipments))
TRUE = msgspec.to_builtins(wire.Order.of(ORDER))
SLOT = {"id": "s-1", "begins": "2026-11-21T09:00:00+05:30", "ends": "2026-11-21T12:00:00+05:30"}
RETURN = {
    "number": "RT-1",
    "order_number": "A1005",
    "kind": "refund",
    "state": "requested",
    "lines": [{"sku": "K-1", "quantity": 1}],
    "reason": "size",
    "pickup": SLOT,
    "requested_at": "2026-11-20T12:00:00+05:30",
}
REFUND = {
    "id": "R-1",
    "payment_id": "P-1",
    "state": "pending",
    "amount": 500,
    "requested_at": "2026-11-20T12:00:00+05:30",
    "expected_on": "2026-11-27",
}
ASHA = {"id": "c-asha", "name": "Asha Patel", "email": "asha@example.com", "phone": "+919825012345"}
WANTED = ReturnRequest("A1005", ReturnKind.REFUND, (ReturnLine("K-1", 1),), ReturnReason.SIZE, "s-1")


def but(true, **changes):
    """`true`, with the values at these paths changed: `items__0__quantity=0`. `...` takes one away."""
    told = copy.deepcopy(true)
    for path, value in changes.items():
        place = told
        *way, last = (int(part) if part.isdigit() else part for part in path.split("__"))
        for part in way:
            place = place[part]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return told


async def hear(told, ask):
    """What `ask` makes of a shop that answers `told`."""
    async with misbehaving(answers(200, told)) as peer, opened(peer.url) as backend:
        return await ask(backend)


def listed(*items):
    return {"items": list(items)}


async def test_the_truth_is_believed():
    assert await hear(TRUE, lambda backend: backend.orders.find("A1005")) == ORDER


@pytest.mark.parametrize(
    "lie",
    [
        {"number": "B1008"},  # somebody else's order
        {"number": "a1005"},
        {"number": 1005},
        {"total": TRUE["total"] + 100},
        {"items__0__unit_price": TRUE["items"][0]["unit_price"] - 1},
        {"discount": 1},
        {"delivery_charge": -4900, "total": TRUE["total"] - 4900 - TRUE["delivery_charge"]},
        {"total": str(TRUE["total"])},
        {"total": TRUE["total"] + 0.5},
        {"total": None},
        {"total": ...},
        {"items": ...},
        {"items__0__quantity": 0},
        {"items__0__quantity": True},
        {"items__0__gst_percent": 101},
        {"customer": ...},
        {"customer__id": ""},
        {"customer__phone": "98250 12345"},
        {"state": "teleported"},
        {"state": "Delivered"},
        {"milestones__0__state": "lost"},
        {"placed_at": "2026-11-10T10:00:00"},  # whose clock?
        {"placed_at": "yesterday"},
        {"placed_at": 1794294000},
        {"expected_on": "31-12-2026"},
        {"shipments__0__tracking_url": "javascript:alert(1)"},
        {"shipments__0__tracking_url": "data:text/html,x"},
        {"shipments__0__kind": "outwards"},
        {"payments__0__amount": -1},
        {"payments__0__amount": 2**53},
        {"payments__0__method": "barter"},
        {"invoice__total": -1},
        {"invoice__issued_at": ...},
    ],
    ids=str,
)
async def test_an_order_that_cannot_be(lie):
    with pytest.raises(BadAnswer):
        await hear(but(TRUE, **lie), lambda backend: backend.orders.find("A1005"))


@pytest.mark.parametrize(
    ("told", "ask"),
    [
        # Of somebody else, or of something else, than was asked for.
        (listed(TRUE), lambda shop: shop.orders.of_customer("c-ravi")),
        (ASHA, lambda shop: shop.accounts.get("c-ravi")),
        (listed(ASHA), lambda shop: shop.accounts.having("ravi@example.com")),
        (listed(ASHA), lambda shop: shop.accounts.having("+919825054321")),
        ({"sku": "K-2", "name": "Kurta", "price": 1}, lambda shop: shop.catalogue.product("K-1")),
        (listed(but(RETURN, order_number="B1008")), lambda shop: shop.returns.of_order("A1005")),
        # Changes that were not made, or other ones.
        (TRUE, lambda shop: shop.orders.cancel("A1005", fee=0, reason="x", key="k", now=NOW)),
        (but(TRUE, state="cancelled"), lambda shop: shop.orders.cancel("A1001", fee=0, reason="x", key="k", now=NOW)),
        (but(TRUE, state="cancelled"), lambda shop: shop.orders.reinstate("A1005", key="k", now=NOW)),
        (TRUE, lambda shop: shop.orders.change_items("A1005", [Line("NEW-1", 2)], key="k", now=NOW)),
        (TRUE, lambda shop: shop.orders.change_address("A1005", Address("x", "y", "z", "999999"), key="k", now=NOW)),
        (REFUND, lambda shop: shop.refunds.request("A1005", "P-1", 400, "x", key="k", now=NOW)),
        (REFUND, lambda shop: shop.refunds.request("A1005", "P-2", 500, "x", key="k", now=NOW)),
        (but(RETURN, order_number="B1008"), lambda shop: shop.returns.request(WANTED, key="k", now=NOW)),
        (but(RETURN, lines__0__quantity=2), lambda shop: shop.returns.request(WANTED, key="k", now=NOW)),
        (but(RETURN, kind="exchange"), lambda shop: shop.returns.request(WANTED, key="k", now=NOW)),
        (RETURN, lambda shop: shop.returns.withdraw("RT-1", key="k", now=NOW)),
        (but(RETURN, state="withdrawn"), lambda shop: shop.returns.withdraw("RT-2", key="k", now=NOW)),
        (ASHA, lambda shop: shop.accounts.create("Ravi", "ravi@example.com", "", key="k", now=NOW)),
        (ASHA, lambda shop: shop.accounts.add_address("c-asha", small.KOCHI, key="k", now=NOW)),
        ({"url": "javascript:alert(1)"}, lambda shop: shop.accounts.password_link("c-asha", key="k", now=NOW)),
        ({"subscribed": True}, lambda shop: shop.subscriptions.set_newsletter("a@b.example", False, key="k", now=NOW)),
        (
            {"id": "v", "sku": "K-2", "stars": 5, "text": "", "at": "2026-11-20T12:00:00Z"},
            lambda shop: shop.reviews.add("K-1", None, 5, "", key="k", now=NOW),
        ),
        # What cannot be.
        (listed(but(SLOT, ends=SLOT["begins"])), lambda shop: shop.returns.slots("380001", NOW)),
        ({"balance": -5, "worth": 0}, lambda shop: shop.loyalty.points("c-asha")),
        (
            listed({"name": "x", "charge": 0, "days": [5, 3], "cash_on_delivery": True}),
            lambda shop: shop.delivery.options("380001"),
        ),
    ],
)
async def test_an_answer_that_contradicts_the_question(told, ask):
    with pytest.raises(BadAnswer):
        await hear(told, ask)


async def test_a_catalogue_without_an_end_is_given_up():
    page = {"items": [{"sku": "K-1", "name": "Kurta", "price": 1}], "next": "K-1"}
    async with misbehaving(*[answers(200, page)] * 2) as peer, opened(peer.url) as backend:
        with pytest.raises(BadAnswer):
            await backend.catalogue.products()


async def test_lists_come_in_the_contracts_order_whatever_the_shops_is():
    early, late, gone = (
        but(SLOT, id=day, begins=f"2026-11-{day}T09:00:00Z", ends=f"2026-11-{day}T10:00:00Z")
        for day in ("22", "24", "19")
    )
    slots = await hear(listed(late, gone, early), lambda shop: shop.returns.slots("380001", NOW, limit=2))
    assert [each.id for each in slots] == ["22", "24"]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="INV-1.pdf"', "INV-1.pdf"),
        ("attachment; filename*=UTF-8''%E0%A4%AC%E0%A4%BF%E0%A4%B2.pdf", "बिल.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\x.pdf"', "x.pdf"),
        ('attachment; filename=".htaccess"', "htaccess"),
        ('attachment; filename="a\x01b;c|d.pdf"', "a-b-c-d.pdf"),
        ("attachment", "invoice-A1005.pdf"),
        ("", "invoice-A1005.pdf"),
        ("\xff;;;=", "invoice-A1005.pdf"),
    ],
)
async def test_an_invoices_name_is_a_name_and_nothing_else(header, name):
    step = answers(200, b"%PDF-1.7", "application/pdf", Content_Disposition=header)
    async with misbehaving(step) as peer, opened(peer.url) as backend:
        document = await backend.invoices.document("A1005")
    assert (document.name, document.media_type, document.content) == (name, "application/pdf", b"%PDF-1.7")


@pytest.mark.parametrize(("content", "media_type"), [(b"", "application/pdf"), (b"MZ", "application/x-msdownload")])
async def test_what_is_no_invoice_is_not_sent_to_anybody(content, media_type):
    async with misbehaving(answers(200, content, media_type)) as peer, opened(peer.url) as backend:
        with pytest.raises(BadAnswer):
            await backend.invoices.document("A1005")
