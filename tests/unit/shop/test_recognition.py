"""Customers whom their channel vouches for."""

import asyncio

import pytest

from sahay.domain.conversation import Conversation
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox, Incoming
from sahay.shop.accounts import Account
from sahay.shop.backend import Unavailable
from sahay.shop.identity import Method, phone
from sahay.shop.identity.memory import MemoryIdentities
from sahay.shop.identity.phone import Recognition
from sahay.store.base import Contact
from sahay.store.memory import MemoryStore
from tests.fakes import ManualClock
from tests.integration.shop.identity.world import ASHA, KIRAN, MEENA, FakeAccounts
from tests.logs import logged


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def identities():
    return MemoryIdentities()


@pytest.fixture
def accounts():
    return FakeAccounts(ASHA, MEENA, KIRAN)


@pytest.fixture
def recognition(accounts, identities, clock):
    return Recognition(accounts, identities, clock)


@pytest.mark.parametrize(
    ("number", "account"),
    [
        (ASHA.phone, ASHA),
        (ASHA.phone.removeprefix("+"), None),  # not E.164: a number of nobody knows which country
        (MEENA.phone, None),  # two accounts have it
        ("+919811199999", None),  # none has
        ("asha@example.com", None),  # no number, though the account has it
        ("", None),
        ("x" * 5000, None),
    ],
)
async def test_a_number_that_one_account_has_is_that_accounts(recognition, identities, clock, number, account):
    await recognition.recognise("a", number)

    identity = await identities.of("a", clock.now())
    assert (identity and identity.account_id) == (account and account.id)
    assert identity is None or identity.method is Method.PHONE


async def test_an_account_that_only_seems_to_have_the_number_is_not_taken(accounts, recognition, identities, clock):
    async def anybody(_contact):
        return [Account("c-9", "Eve", "eve@example.com", "+919999999999")]

    accounts.having = anybody
    await recognition.recognise("a", ASHA.phone)

    assert await identities.of("a", clock.now()) is None


async def test_the_shop_is_asked_once_while_the_customer_is_known(accounts, recognition):
    for _ in range(3):
        await recognition.recognise("a", ASHA.phone)

    assert accounts.calls["having"] == 1


async def test_who_goes_on_writing_stays_known(recognition, identities, clock):
    for _ in range(3):
        await recognition.recognise("a", ASHA.phone)
        clock.forward(25 * 3600)
    await recognition.recognise("a", ASHA.phone)

    assert await identities.of("a", clock.now()) is not None


async def test_a_shop_that_does_not_answer_keeps_no_message_from_coming_in(
    accounts, recognition, identities, clock, monkeypatch
):
    async def unavailable(_contact):
        raise Unavailable("away")

    async def never(_contact):
        await asyncio.Event().wait()

    monkeypatch.setattr(phone, "PATIENCE_SECONDS", 0.01)
    for answer in (unavailable, never):
        accounts.having = answer
        with logged() as lines:
            await recognition.recognise("a", ASHA.phone)
        assert [line["event"] for line in lines] == ["identity.phone"]
        assert ASHA.phone not in str(lines)


class NoTexts:
    def say(self, *_, **__):
        raise AssertionError("nothing is said")


@pytest.mark.parametrize(("number", "told"), [(ASHA.phone, [ASHA.phone]), (None, [])])
async def test_the_customer_is_known_before_the_bot_is_woken(clock, number, told):
    order, store = [], MemoryStore()
    async with store.transaction() as tx:
        await tx.add_contact(Contact("k", clock.now()))
        await tx.add_conversation(Conversation("a", "k", "whatsapp", "en", clock.now(), clock.now()))

    async def recognise(_conversation_id, verified):
        order.append(verified)

    inbox = Inbox(store, NoTexts(), Hub(), clock, ("en",), lambda _: order.append("woken"), recognise)
    await inbox.receive("a", Incoming("1", "hello", verified_phone=number))

    assert order == [*told, "woken"]
