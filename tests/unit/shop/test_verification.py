"""Proving that an order is one's own, and how little guessing helps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.shop import verification
from sahay.shop.memory import MemoryBackend, MemoryLedger, MemoryLedgers
from sahay.shop.orders import Address, Customer, Order, OrderState, OrderView
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.verification import (
    DAILY,
    DAY,
    NOBODY,
    SHARED,
    Digest,
    Exhausted,
    Owner,
    Policy,
    Proved,
    Refused,
    Side,
    canonical_contact,
    canonical_order_number,
    closed_until,
    locked_until,
    verify,
)

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LOCK = timedelta(minutes=30)
POLICY = Policy(attempts=3, lock=LOCK)

ADDRESS = Address("1 Some Road", "Surat", "Gujarat", "395007")
ASHA = Customer("c-1", "Asha Hegde", "Asha.Hegde@Example.com", "+916500001030", ADDRESS)
RAVI = Customer("c-2", "Ravi Rao", "ravi@example.com", "065000 01031", ADDRESS)
UNREACHABLE = Customer("c-3", "No Contact", "", "", ADDRESS)


def order(number, customer):
    view = OrderView(number, customer.name, OrderState.PLACED, NOW, None, ADDRESS, (), 0, 0, 0, ())
    return Order(customer, view)


def shop(policy=POLICY):
    orders = [order("10001", ASHA), order("10002", RAVI), order("10003", UNREACHABLE)]
    return ProvedOwnership(MemoryBackend(orders).orders, MemoryLedgers(), Digest("a key for tests"), policy)


async def ask(orders, number="10001", contact="wrong@example.com", *, conversation="c", message="m", at=NOW):
    return await orders.prove(number, contact, conversation_id=conversation, message_id=message, now=at)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10001", "10001"),
        ("#10001", "10001"),
        (" 100 01 ", "10001"),
        ("१०००१", "10001"),  # Devanagari
        ("૧૦૦૦૧", "10001"),  # Gujarati
        ("１０００１", "10001"),  # full width
        ("sh-10001", "SH-10001"),  # another shop's format
        ("10001\x00'; DROP", "10001DROP"),  # nothing that a database could take amiss
        ("\ud800", ""),  # half a character, which no database stores
        ("", ""),
        ("9" * 2000, "9" * 40),  # no longer than its column
    ],
)
def test_an_order_number_has_one_form(written, number):
    assert canonical_order_number(written) == number


PHONE = "phone:+916500001030"
EMAIL = "email:asha.hegde@example.com"


@pytest.mark.parametrize(
    ("written", "contact"),
    [
        ("+916500001030", PHONE),
        ("6500001030", PHONE),  # without a country: the shop's
        ("06500001030", PHONE),
        ("00916500001030", PHONE),
        ("+91 65000-01030", PHONE),
        ("(65000) 01030", PHONE),
        ("६५०००० १०३०", PHONE),
        ("૬૫૦૦૦ ૦૧૦૩૦", PHONE),
        ("079 4000 1234", "phone:+917940001234"),  # a landline
        ("+44 20 7946 0958", "phone:+442079460958"),  # from abroad
        ("asha.hegde@example.com", EMAIL),
        ("  Asha.HEGDE@Example.COM. ", EMAIL),
        ("<asha.hegde@example.com>", EMAIL),
        ("ａｓｈａ.hegde@example.com", EMAIL),  # full width
        ("asha+shop@example.com", "email:asha+shop@example.com"),  # another address
        ("@example.com", None),
        ("asha@", None),
        ("1234", None),
        ("65000010301234567", None),  # too long
        ("call me", None),
        ("", None),
        ("\ud800", None),
        ("1" * 2000, None),
    ],
)
def test_a_contact_has_one_form(written, contact):
    assert canonical_contact(written) == contact


def test_a_number_without_a_country_belongs_to_the_shops_country():
    assert canonical_contact("020 7946 0958", "GB") == "phone:+442079460958"


@given(st.text())
def test_any_text_can_be_given_as_number_and_contact(text):
    number, contact = canonical_order_number(text), canonical_contact(text)
    assert canonical_order_number(number) == number
    assert contact is None or contact.startswith(("email:", "phone:+"))


@pytest.mark.parametrize(
    ("failures", "until"),
    [
        ([], None),
        ([1, 2], None),  # one is left
        ([1, 2, 3], 29),  # from the latest on
        ([29, 58, 87], 1),  # never half an hour of quiet between them
        ([29, 60, 61], None),  # the first two are forgotten
        ([30, 31, 32], None),  # all are
        ([-1, 2, 3], 31),  # another process's clock is ahead
    ],
)
def test_failures_lock_until_there_was_quiet(failures, until):
    """Minutes before now, the latest first; minutes from now."""
    moments = [NOW - minutes * MINUTE for minutes in failures]
    assert locked_until(moments, 3, LOCK, NOW) == (None if until is None else NOW + until * MINUTE)


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("10001", "asha.hegde@example.com"),
        ("१०००१", "ASHA.HEGDE@EXAMPLE.COM"),
        ("#10001", "65000 01030"),
        ("10002", "+916500001031"),  # however the shop has written it down
    ],
)
async def test_number_and_contact_together_prove(number, contact):
    answer = await ask(shop(), number, contact)
    assert isinstance(answer, Order)
    assert answer.view.number == canonical_order_number(number)


@pytest.mark.parametrize(
    ("number", "contact"),
    [
        ("10001", "ravi@example.com"),  # another customer's
        ("10001", "65000 01031"),
        ("10099", "asha.hegde@example.com"),  # no such order
        ("10099", NOBODY.email),  # the stand-in for a customer proves nothing
        ("10099", NOBODY.phone),
        ("10003", ""),  # the shop has no contact: none can match it
        ("10003", "absent:"),
        ("", ""),
    ],
)
async def test_everything_else_is_refused_in_the_same_way(number, contact):
    assert await ask(shop(), number, contact) == Refused(attempts_left=2)


async def test_a_missing_order_costs_the_same_work_as_a_foreign_one(monkeypatch):
    compared = []

    def compare(one, other):
        compared.append((len(one), len(other)))
        return one == other

    monkeypatch.setattr(verification.hmac, "compare_digest", compare)
    work = {}
    for number in ("10001", "10099"):
        compared.clear()
        await ask(shop(), number)
        work[number] = list(compared)
    assert work["10001"] == work["10099"] == [(64, 64)] * 2


async def test_the_last_attempt_locks_even_for_the_right_details():
    orders = shop()
    answers = [await ask(orders, message=f"m{turn}", at=NOW + turn * MINUTE) for turn in range(3)]
    until = NOW + 2 * MINUTE + LOCK
    assert answers == [Refused(2), Refused(1), Exhausted(until)]
    right = {"contact": ASHA.email, "message": "m9"}
    assert await ask(orders, **right, at=until - MINUTE) == Exhausted(until)
    assert isinstance(await ask(orders, **right, at=until), Order)


async def test_asking_while_locked_does_not_make_it_longer():
    orders = shop()
    for turn in range(3):
        await ask(orders, message=f"m{turn}")
    for turn in range(20):
        assert await ask(orders, message=f"n{turn}", at=NOW + turn * MINUTE) == Exhausted(NOW + LOCK)


async def test_a_success_gives_no_new_attempts():
    """Or a guesser would prove an order of their own between two guesses."""
    orders = shop()
    await ask(orders, message="m1")
    await ask(orders, message="m2")
    assert isinstance(await ask(orders, "10002", RAVI.email, message="m3"), Order)
    assert await ask(orders, message="m4") == Exhausted(NOW + LOCK)


async def test_a_message_is_one_attempt_however_often_it_is_run():
    orders = shop()
    answers = [await ask(orders, message="m1", at=NOW + turn * MINUTE) for turn in range(10)]
    assert answers == [Refused(2)] * 10


async def test_a_message_that_proved_proves_again_though_others_have_failed_since():
    orders = shop()
    assert isinstance(await ask(orders, contact=ASHA.email, message="m0"), Order)
    for turn in range(3):
        await ask(orders, message=f"m{turn + 1}")
    assert isinstance(await ask(orders, contact=ASHA.email, message="m0"), Order)


async def test_another_guess_under_the_same_message_is_another_attempt():
    orders = shop()
    answers = [await ask(orders, contact=f"{guess}@example.com", message="m1") for guess in "abc"]
    assert answers == [Refused(2), Refused(1), Exhausted(NOW + LOCK)]


@pytest.mark.parametrize(
    "guess",
    [
        lambda turn: {"number": "10001", "contact": f"guess{turn}@example.com"},  # contacts of one order
        lambda turn: {"number": "10099", "contact": f"guess{turn}@example.com"},  # that does not exist
        lambda turn: {"number": str(20000 + turn), "contact": ASHA.email},  # orders of one contact
        lambda turn: {"number": str(20000 + turn), "contact": "0 65000 01030" + " " * turn},  # however written
    ],
)
async def test_new_conversations_do_not_help_a_guesser(guess):
    orders = shop()
    for turn in range(DAILY):
        await ask(orders, **guess(turn), conversation=f"c{turn}", at=NOW + turn * MINUTE)
    blocked = await ask(orders, **guess(99), conversation="one more", at=NOW + DAY - MINUTE)
    assert blocked == Exhausted(NOW + DAY)


SPOILT = POLICY.attempts * SHARED  # failures after which an order is locked for those who have failed too


@pytest.mark.parametrize(
    ("strangers", "own", "number", "answer"),
    [
        (SPOILT, 0, "10001", Order),  # the customer comes for the first time
        (DAILY - 1, 0, "10001", Order),
        (DAILY, 0, "10001", Exhausted),  # from here on a person
        (SPOILT, 1, "10001", Exhausted),  # the one try was wrong
        (SPOILT - 2, 1, "10001", Order),  # not locked yet: as many tries as ever
        (DAILY, 0, "10002", Order),  # an order that nobody guessed at
    ],
)
async def test_what_strangers_did_leaves_a_customer_one_try(strangers, own, number, answer):
    orders = shop()
    for turn in range(strangers):
        await ask(orders, contact=f"guess{turn}@example.com", conversation=f"c{turn}")
    for turn in range(own):
        await ask(orders, contact="a typo", conversation="own", message=f"own{turn}")
    contact = {"10001": ASHA.email, "10002": RAVI.email}[number]
    assert isinstance(await ask(orders, number, contact, conversation="own", message="m9"), answer)


async def test_the_one_try_may_be_had_again_when_the_failure_is_forgotten():
    orders = shop()
    for turn in range(SPOILT + 1):
        await ask(orders, contact=f"guess{turn}@example.com", conversation=f"c{turn}")
    assert await ask(orders, contact="a typo", conversation="own") == Exhausted(NOW + LOCK)
    told = await ask(orders, contact=ASHA.email, conversation="own", message="m2", at=NOW + LOCK)
    assert isinstance(told, Order)


@pytest.mark.parametrize(
    ("hours", "until"),
    [
        ([], None),
        ([1, 2], None),  # fewer than the limit
        ([1, 2, 3], 21),
        ([1, 2, 23], 1),  # the first of them is forgotten in an hour
        ([1, 2, 24], None),
        ([1, 2, 3, 4], 21),  # the fourth does not matter any more
    ],
)
def test_a_day_has_so_many_failures(hours, until):
    """Hours before now, the latest first; hours from now."""
    moments = [NOW - timedelta(hours=each) for each in hours]
    assert closed_until(moments, 3, NOW) == (None if until is None else NOW + timedelta(hours=until))


@pytest.mark.parametrize(
    ("number", "contact", "answer"),
    [
        ("10001", ASHA.email, True),
        ("#10001", "65000 01030", True),
        ("10002", ASHA.email, False),  # another customer's
        ("10099", ASHA.email, False),  # no such order
        ("10099", NOBODY.email, False),
        ("10003", "", False),
    ],
)
async def test_whose_order_it_is_can_be_asked_without_an_attempt(number, contact, answer):
    orders = shop()
    assert [await orders.belongs(number, contact) for _ in range(DAILY + 1)] == [answer] * (DAILY + 1)
    assert await ask(orders) == Refused(2)


attempts = st.lists(
    st.tuples(
        st.integers(0, 40),  # minutes since the one before
        st.sampled_from(["c1", "c2", "c3"]),
        st.sampled_from(["10001", "10002", "10099"]),
        st.sampled_from(["a@example.com", "b@example.com", ASHA.email, RAVI.email]),
    ),
    max_size=80,
)


class CountingLedger(MemoryLedger):
    """Remembers which guesses were really compared."""

    def __init__(self):
        super().__init__()
        self.compared = []

    async def record(self, claim, *, proved, at):
        await super().record(claim, proved=proved, at=at)
        if not proved:
            self.compared.append((claim, at))


@given(attempts)
@settings(deadline=None)
async def test_no_side_gets_more_than_its_attempts(guesses):
    ledger = CountingLedger()
    owners = {"10001": Owner(ASHA.email, ASHA.phone), "10002": Owner(RAVI.email, RAVI.phone)}
    digest, now, policy = Digest("key"), NOW, Policy(attempts=2, lock=LOCK, daily=8)
    for turn, (pause, conversation, number, contact) in enumerate(guesses):
        now += pause * MINUTE
        claim = digest.claim(number, contact, conversation_id=conversation, message_id=str(turn))
        verdict = await verify(claim, owners.get(number), ledger, digest, policy, now)
        assert isinstance(verdict, Proved | Refused | Exhausted)
        if isinstance(verdict, Exhausted):
            assert now < verdict.until <= now + DAY
    bounds = {Side.CONVERSATION: (2, LOCK), Side.ORDER: (8, DAY), Side.CONTACT: (8, DAY)}
    for side, (most, time) in bounds.items():
        for claim, start in ledger.compared:
            same = getattr(claim, side.value)
            within = [
                other
                for other, at in ledger.compared
                if getattr(other, side.value) == same and start <= at < start + time
            ]
            assert len(within) <= most


def test_a_digest_says_nothing_without_its_key():
    claims = [Digest(key).claim("1", ASHA.email, conversation_id="c", message_id="m") for key in ("one", "two")]
    assert claims[0].contact_key != claims[1].contact_key
    assert replace(claims[0], contact_key="") == replace(claims[1], contact_key="")
    assert "asha" not in repr(claims[0]).lower()
