"""Each kind of change: what is asked of the shop, and what is kept of its answer."""

import json

import pytest

from sahay.config import ROOT
from sahay.flow.texts import Texts
from sahay.language.tag import TAGS
from sahay.mail.memory import MemoryOutbox
from sahay.mail.texts import MailTexts
from sahay.shop.operations import Asker, Kind
from sahay.shop.operations.undo import BEFORE, INVERSES
from sahay.shop.operations.writes import WRITES, Means, Order
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import Priority, TicketKind
from sahay.shop.tickets.memory import MemoryTickets
from tests import stand_in_shop
from tests.fakes import MORNING, ManualClock
from tests.stand_in_shop import HOME_JSON, LINK, WORK_JSON, StandInShop

ORDER = {"order_number": "10234", "state": "confirmed", "total": 310000, "expected_on": "2026-11-25"}
PICKUP = {"begins": "2026-11-20T06:30:00+00:00", "ends": "2026-11-20T06:30:00+00:00"}
RETURN = {"return_number": "R-1", "order_number": "10234", "kind": "refund", "pickup": PICKUP, "label_url": None}
ITEMS = [
    {"sku": "K1", "name": "Kurta", "quantity": 2, "unit_price": 80000},
    {"sku": "S1", "name": "Saree", "quantity": 1, "unit_price": 150000},
]
REFUND = {"refund_id": "r-1", "amount": 310000, "expected_on": "2026-11-30"}

RESULTS = {
    Kind.CANCEL_ORDER: ORDER | {"state": "cancelled", "refunds": [REFUND]},
    Kind.REINSTATE_ORDER: ORDER,
    Kind.CHANGE_ITEMS: ORDER | {"total": 230000, "items": ITEMS},
    Kind.CHANGE_ADDRESS: ORDER | {"address": WORK_JSON},
    Kind.REQUEST_REFUND: {"order_number": "10234"} | REFUND,
    Kind.REQUEST_RETURN: RETURN | {"state": "requested"},
    Kind.WITHDRAW_RETURN: RETURN | {"state": "withdrawn"},
    Kind.SEND_INVOICE: {"order_number": "10234", "email": "meera@example.com"},
    Kind.CREATE_ACCOUNT: {"account_id": "c-1"},
    Kind.EDIT_ACCOUNT: {"account_id": "c-1", "changed": ["name"]},
    Kind.ADD_ADDRESS: {"account_id": "c-1"},
    Kind.SEND_PASSWORD_LINK: {"account_id": "c-1"},
    Kind.SET_NEWSLETTER: {"on": True},
    Kind.ADD_REVIEW: {"review_id": "v-1"},
}
# The call of the shop that a refusal is put into.
CALLS = {
    Kind.CANCEL_ORDER: "cancel",
    Kind.REINSTATE_ORDER: "reinstate",
    Kind.CHANGE_ITEMS: "change_items",
    Kind.CHANGE_ADDRESS: "change_address",
    Kind.REQUEST_REFUND: "request",
    Kind.REQUEST_RETURN: "request",
    Kind.WITHDRAW_RETURN: "withdraw",
    Kind.CREATE_ACCOUNT: "create",
    Kind.EDIT_ACCOUNT: "edit",
    Kind.ADD_ADDRESS: "add_address",
    Kind.SEND_PASSWORD_LINK: "password_link",
    Kind.SET_NEWSLETTER: "set_newsletter",
    Kind.ADD_REVIEW: "review",
}
REFUSED = Refusal(Why.NOT_ALLOWED)
ASHA = Asker("c1", "c1:2", "en", "c-1")


@pytest.fixture
def shop():
    return StandInShop()


@pytest.fixture
def means(shop):
    texts = {key: f"{key} {{shop}} " for key in ("mail_invoice_subject", "mail_password_link_subject")}
    texts |= {"mail_invoice": "order {order_number}", "mail_password_link": "at {link}"}
    tickets = MemoryTickets(lambda _, now: now)
    return Means(shop, tickets, MemoryOutbox(ManualClock()), MailTexts({"en": texts}, "en"), "Saral Store")


async def make(means, kind, **arguments):
    order = Order({**stand_in_shop.WRITES[kind].arguments, **arguments}, ASHA, "the key", MORNING)
    return await WRITES[kind](means, order)


def test_every_kind_has_its_way():
    assert set(WRITES) == set(stand_in_shop.WRITES) == set(Kind) == {*RESULTS, Kind.OPEN_TICKET}
    assert {each.kind for each in INVERSES.values()} <= set(Kind)
    assert set(BEFORE) <= set(INVERSES)


@pytest.mark.parametrize("kind", RESULTS)
async def test_what_is_kept_of_the_answer(means, kind):
    result = await make(means, kind)

    assert result == RESULTS[kind]
    assert json.loads(json.dumps(result)) == result  # as the database gives it back


@pytest.mark.parametrize("kind", CALLS)
async def test_what_the_shop_refuses_is_refused(means, shop, kind):
    shop.answers[CALLS[kind]] = REFUSED

    assert await make(means, kind) == REFUSED
    assert shop.asked == [CALLS[kind]]
    assert means.mail.mails == []


async def test_a_ticket_is_opened_once(means):
    made = await make(means, Kind.OPEN_TICKET)
    assert await make(means, Kind.OPEN_TICKET) == made
    (ticket,) = await means.tickets.of_conversation("c1")

    assert made == {"reference": ticket.reference, "kind": "complaint", "respond_by": MORNING.isoformat()}
    assert (ticket.kind, ticket.priority, ticket.language) == (TicketKind.COMPLAINT, Priority.HIGH, "en")


async def test_an_invoice_is_sent_once_with_its_document(means):
    for _ in range(2):
        await make(means, Kind.SEND_INVOICE)
    (mail,) = means.mail.mails

    assert (mail.to, mail.text, mail.kind) == ("meera@example.com", "order 10234", "invoice")
    assert [each.name for each in mail.attachments] == ["invoice.pdf"]


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"])
async def test_what_is_no_address_gets_no_mail(means, address):
    assert (await make(means, Kind.SEND_INVOICE, email=address)).why is Why.INVALID
    assert means.mail.mails == []


async def test_a_password_link_goes_to_the_accounts_own_address_and_nowhere_else(means):
    result = await make(means, Kind.SEND_PASSWORD_LINK, email="thief@example.com")
    (mail,) = means.mail.mails

    assert (mail.to, mail.text) == ("meera@example.com", f"at {LINK}")
    assert LINK not in json.dumps(result)


async def test_an_order_without_invoice_is_refused(means, shop, monkeypatch):
    async def none(_):
        return None

    monkeypatch.setattr(shop, "document", none)
    assert (await make(means, Kind.SEND_INVOICE)).why is Why.NOT_FOUND


BEFORES = {
    # a product that was not in the order comes out again
    Kind.CHANGE_ITEMS: {"lines": [{"sku": "K1", "quantity": 2}, {"sku": "B1", "quantity": 0}], "total": 310000},
    Kind.CHANGE_ADDRESS: {"address": HOME_JSON},
    Kind.SET_NEWSLETTER: {"on": False},
}


@pytest.mark.parametrize("kind", BEFORE)
async def test_what_is_lost_by_the_change_is_read_before(shop, kind):
    assert await BEFORE[kind](shop, stand_in_shop.WRITES[kind].arguments) == BEFORES[kind]


@pytest.mark.parametrize("kind", [Kind.CHANGE_ITEMS, Kind.CHANGE_ADDRESS])
async def test_of_an_unknown_order_there_is_nothing_before(shop, kind):
    assert await BEFORE[kind](shop, {**stand_in_shop.WRITES[kind].arguments, "order_number": "0"}) == {}


@pytest.fixture(scope="module")
def texts():
    return Texts.load(ROOT / "data" / "responses", "en")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("kind", Kind)
def test_every_end_of_every_change_can_be_said(texts, tag, kind):
    arguments = stand_in_shop.WRITES[kind].arguments
    result = RESULTS.get(kind, {"reference": "T-7K3QXM"})

    assert "{" not in texts.say(f"app_settled_{kind}", tag, **arguments | result).text
    assert "{" not in texts.say(f"app_not_settled_{kind}", tag, **arguments).text
    assert "T-7K3QXM" in texts.say("app_change_with_person", tag, reference="T-7K3QXM").text
