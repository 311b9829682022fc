"""Every question of the contract through client, HTTP and server: it arrives as asked, its answer comes back whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sahay.shop.accounts import AccountChanges, AccountKind
from sahay.shop.backend import BadAnswer, Capability, Health, OutcomeUnknown, Unavailable
from sahay.shop.delivery import DeliveryOption
from sahay.shop.invoices import Document
from sahay.shop.loyalty import Points
from sahay.shop.orders import Line, OrderState, Refund, RefundState
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote.opening import open_remote
from sahay.shop.remote.options import TOKEN, HttpOptions
from sahay.shop.returns import (
    PickupSlot,
    Return,
    ReturnKind,
    ReturnLine,
    ReturnReason,
    ReturnRequest,
    ReturnState,
)
from sahay.shop.reviews import Review
from tests.fakes import ManualClock
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.remote.serving import SECRET, ManualPace, opened, served
from tests.integration.shop.remote.told import Told

NOW = small.NOW
KEY = {"key": 'web:c1:7:"x"\\', "now": NOW}
ORDER = small.ORDERS[0]
NUMBER = ORDER.view.number
VIEW = ORDER.view
CANCELLED = replace(VIEW, state=OrderState.CANCELLED)
LINES = [Line(each.sku, each.quantity) for each in VIEW.items]
SLOT = PickupSlot("s/1", NOW + timedelta(days=1), NOW + timedelta(days=1, hours=3))
WANTED = ReturnRequest(
    NUMBER, ReturnKind.EXCHANGE, (ReturnLine("K-1", 1),), ReturnReason.SIZE, SLOT.id, exchange_sku="K-2"
)
RETURN = Return(
    "RT 1", NUMBER, WANTED.kind, ReturnState.REQUESTED, WANTED.lines, WANTED.reason, SLOT, NOW, "https://l.example/1"
)
WITHDRAWN = replace(RETURN, state=ReturnState.WITHDRAWN, pickup=None, label_url=None)
REFUND = Refund("R-1", "P-1", RefundState.PENDING, 500, NOW, date(2026, 11, 27))
ASHA = small.ACCOUNTS[0]
KURTA = replace(
    small.PRODUCTS[0],
    stock=0,
    url="https://s.example/1",
    specification={"Fabric": "सूती"},
    warranty_months=6,
    return_days=0,
)
CHANGES = AccountChanges(name="Asha P.", kind=AccountKind.BUSINESS)

READS = [
    ("orders", "find", (NUMBER,), ORDER),
    ("shipments", "of_order", (NUMBER,), ORDER.view.shipments),
    ("payments", "of_order", (NUMBER,), ORDER.view.payments),
    ("invoices", "document", (NUMBER,), Document("बिल 1.pdf", "application/pdf", b"%PDF\x00\xff")),
    ("returns", "slots", ("380001", NOW, 3), (SLOT,)),
    ("returns", "of_order", (NUMBER,), (RETURN, WITHDRAWN)),
    ("catalogue", "product", (KURTA.sku,), KURTA),
    ("delivery", "options", ("380001", 99_900), (DeliveryOption("Standard", 4900, (3, 5), True),)),
    ("accounts", "get", (ASHA.id,), ASHA),
    ("accounts", "having", (ASHA.email,), (ASHA,)),
    ("loyalty", "points", (ASHA.id,), Points(420, 10_500, 120, date(2026, 12, 31))),
    ("subscriptions", "newsletter", ("asha+news@example.com",), True),
]
WRITES = [
    ("orders", "cancel", (NUMBER,), {"fee": 4900, "reason": "changed_mind"}, CANCELLED),
    ("orders", "reinstate", (NUMBER,), {}, VIEW),
    ("orders", "change_items", (NUMBER, LINES), {}, VIEW),
    ("orders", "change_address", (NUMBER, VIEW.address), {}, VIEW),
    ("refunds", "request", (NUMBER, "P-1", 500, "taken_twice"), {}, REFUND),
    ("returns", "request", (WANTED,), {}, RETURN),
    ("returns", "withdraw", (RETURN.number,), {}, WITHDRAWN),
    ("accounts", "create", (ASHA.name, ASHA.email, ASHA.phone), {}, ASHA),
    ("accounts", "edit", (ASHA.id, CHANGES), {}, ASHA),
    ("accounts", "add_address", (ASHA.id, ASHA.addresses[0]), {}, ASHA),
    ("accounts", "password_link", (ASHA.id,), {}, "https://s.example/password/1"),
    ("subscriptions", "set_newsletter", (ASHA.email, False), {}, False),
    ("reviews", "add", (None, ASHA.id, 5, "अच्छा 👍\n"), {}, Review("v-1", None, 5, "अच्छा 👍\n", NOW)),
]


@pytest.fixture
async def shop():
    told = Told()
    told.orders.answers["find"] = ORDER
    return told


@pytest.fixture
async def backend(shop):
    async with served(shop) as url, opened(url) as client:
        yield client


@pytest.mark.parametrize(("port", "method", "args", "answer"), READS)
async def test_a_look_up(shop, backend, port, method, args, answer):
    getattr(shop, port).answers[method] = answer
    assert await getattr(getattr(backend, port), method)(*args) == answer
    assert getattr(shop, port).asked == [(method, args, {})]


@pytest.mark.parametrize(("port", "method", "args", "rest", "answer"), WRITES)
async def test_a_change(shop, backend, port, method, args, rest, answer):
    getattr(shop, port).answers[method] = answer
    assert await getattr(getattr(backend, port), method)(*args, **rest, **KEY) == answer
    assert getattr(shop, port).asked[0] == (method, args, rest | KEY)


@pytest.mark.parametrize(
    ("port", "method", "args", "rest", "why"),
    [(*WRITES[0][:4], why) for why in Why] + [(*change[:4], Why.TOO_LATE) for change in WRITES[1:]],
)
async def test_a_refusal(shop, backend, port, method, args, rest, why):
    getattr(shop, port).answers[method] = Refusal(why, "said the shop")
    assert await getattr(getattr(backend, port), method)(*args, **rest, **KEY) == Refusal(why, "said the shop")


@pytest.mark.parametrize(
    ("port", "method", "args", "rest"),
    [
        ("orders", "cancel", (NUMBER,), {"fee": -1, "reason": ""}),
        ("orders", "change_items", (NUMBER, [Line("K-1", -1)]), {}),
        ("orders", "change_items", (NUMBER, [Line("", 1)]), {}),
        ("refunds", "request", (NUMBER, "P-1", -1, ""), {}),
        ("returns", "request", (replace(WANTED, lines=(ReturnLine("K-1", 0),)),), {}),
        ("accounts", "create", ("Asha", ASHA.email, "98250 12345"), {}),
        ("reviews", "add", (None, None, 6, ""), {}),
        ("reviews", "add", (None, None, 5, "half a character: \ud83d"), {}),
    ],
)
async def test_a_change_that_cannot_be_is_not_sent(shop, backend, port, method, args, rest):
    refused = await getattr(getattr(backend, port), method)(*args, **rest, **KEY)
    assert refused.why is Why.INVALID
    assert getattr(shop, port).asked == []


async def test_nobody_has_a_contact_that_cannot_be_written(shop, backend):
    assert await backend.accounts.having("\ud83d@example.com") == ()
    assert shop.accounts.asked == []


@pytest.mark.parametrize(
    ("at_the_shop", "heard"),
    [
        (Unavailable("x"), Unavailable),
        (OutcomeUnknown("x"), OutcomeUnknown),
        (BadAnswer("x"), OutcomeUnknown),
        (ZeroDivisionError("x"), OutcomeUnknown),
    ],
)
async def test_trouble_behind_the_server(shop, backend, at_the_shop, heard):
    shop.orders.answers["reinstate"] = at_the_shop
    with pytest.raises(heard):
        await backend.orders.reinstate(NUMBER, **KEY)
    assert [each[2]["key"] for each in shop.orders.asked] == [KEY["key"]] * 3


async def test_a_customers_orders_come_with_whose_they_are(shop, backend):
    shop.orders.answers["of_customer"] = [VIEW]
    assert await backend.orders.of_customer(ORDER.customer.id, limit=3) == (VIEW,)
    assert shop.orders.asked[0] == ("of_customer", (ORDER.customer.id, 3), {})


async def test_a_large_catalogue_comes_in_pages(shop, backend):
    products = [replace(KURTA, sku=f"K-{number:04}") for number in range(450)]
    shop.catalogue.answers["products"] = products
    assert await backend.catalogue.products() == products
    assert len(shop.catalogue.asked) == 3


LACKING = [
    (Capability.CANCEL_ORDER, "orders", "cancel"),
    (Capability.REINSTATE_ORDER, "orders", "reinstate"),
    (Capability.CHANGE_ITEMS, "orders", "change_items"),
    (Capability.CHANGE_ADDRESS, "orders", "change_address"),
    (Capability.REQUEST_REFUND, "refunds", "request"),
    (Capability.REQUEST_RETURN, "returns", "request"),
    (Capability.REQUEST_RETURN, "returns", "of_order"),
    (Capability.REQUEST_RETURN, "returns", "slots"),
    (Capability.WITHDRAW_RETURN, "returns", "withdraw"),
    (Capability.DELIVERY_OPTIONS, "delivery", "options"),
    (Capability.INVOICE_DOCUMENT, "invoices", "document"),
    (Capability.CREATE_ACCOUNT, "accounts", "create"),
    (Capability.EDIT_ACCOUNT, "accounts", "edit"),
    (Capability.ADD_ADDRESS, "accounts", "add_address"),
    (Capability.PASSWORD_LINK, "accounts", "password_link"),
    (Capability.NEWSLETTER, "subscriptions", "set_newsletter"),
    (Capability.NEWSLETTER, "subscriptions", "newsletter"),
    (Capability.LOYALTY, "loyalty", "points"),
    (Capability.REVIEW, "reviews", "add"),
]


@pytest.mark.parametrize(("needed", "port", "method"), LACKING)
async def test_what_the_shop_cannot_do_is_not_asked_for(shop, needed, port, method):
    shop.capabilities = frozenset(Capability) - {needed}
    asked = [(args, {}) for *where, args, _ in READS if where == [port, method]]
    asked += [(args, rest | KEY) for *where, args, rest, _ in WRITES if where == [port, method]]
    async with served(shop) as url, opened(url) as backend:
        answer = await getattr(getattr(backend, port), method)(*asked[0][0], **asked[0][1])
    assert backend.capabilities == shop.capabilities
    assert answer == Refusal(Why.UNSUPPORTED) if "key" in asked[0][1] else not answer
    assert getattr(shop, port).asked == []


async def test_what_the_shop_can_do_is_asked_when_it_is_needed_and_again_with_its_health(shop):
    shop.capabilities = frozenset({Capability.CANCEL_ORDER})
    shop.loyalty.answers["points"] = Points(1, 1)
    async with served(shop) as url:
        backend = open_remote(HttpOptions(url=url), {TOKEN: SECRET}, ManualClock(), ManualPace())
        assert backend.capabilities == frozenset(Capability)  # nothing was asked yet
        with pytest.raises(Unavailable):
            backend.catalogue.cart_url([("K-1", 2)])

        await backend.orders.find(NUMBER)
        assert backend.capabilities == shop.capabilities
        assert backend.catalogue.cart_url([("K-1", 2)]) == "https://small.example/cart?add=K-1%3A2"

        shop.capabilities = frozenset({Capability.LOYALTY})
        assert await backend.loyalty.points(ASHA.id) is None
        assert await backend.health() == Health(True)
        assert await backend.loyalty.points(ASHA.id) == Points(1, 1)
        await backend.close()


def test_every_capability_was_tried():
    assert {needed for needed, *_ in LACKING} == set(Capability)


@pytest.mark.parametrize(("port", "method", "args", "answer"), READS)
async def test_nothing_is_found(shop, backend, port, method, args, answer):
    nothing = {bool: False, tuple: ()}.get(type(answer))
    getattr(shop, port).answers[method] = nothing
    found = await getattr(getattr(backend, port), method)(*args)
    assert found == nothing
