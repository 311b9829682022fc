"""What holds of every change: it is made once for a key, whoever asks how often."""

import asyncio

from sahay.shop.backend import Capability
from sahay.shop.orders import Line
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.conftest import needs
from tests.integration.shop.contract.writes import NOW, snapshot


async def test_it_is_made(backend, write):
    before = await snapshot(backend)
    assert not isinstance(await write.make(backend, "k1"), Refusal)
    if write.needs not in {Capability.PASSWORD_LINK, Capability.REVIEW}:  # nobody can see these
        assert await snapshot(backend) != before


async def test_the_same_key_makes_it_once_and_answers_the_same(backend, write):
    first = await write.make(backend, "k1")
    after = await snapshot(backend)
    assert [await write.make(backend, "k1") for _ in range(2)] == [first] * 2
    assert await snapshot(backend) == after


async def test_two_at_once_with_the_same_key_are_one(backend, write):
    answers = await asyncio.gather(*(write.make(backend, "k1") for _ in range(3)))
    assert not isinstance(answers[0], Refusal)
    assert answers == [answers[0]] * 3


@needs(Capability.CANCEL_ORDER)
async def test_a_refusal_is_kept_for_its_key_too(backend):
    refused = await backend.orders.cancel("A1004", fee=0, reason="", key="k1", now=NOW)
    assert refused == Refusal(Why.TOO_LATE, refused.detail)
    assert await backend.orders.cancel("A1004", fee=0, reason="", key="k1", now=NOW) == refused


@needs(Capability.CANCEL_ORDER)
async def test_two_at_once_with_different_keys_are_not_both_made(backend):
    answers = await asyncio.gather(
        *(backend.orders.cancel("A1001", fee=0, reason="", key=f"k{turn}", now=NOW) for turn in range(4))
    )
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [answer.why for answer in refused] == [Why.ALREADY_DONE] * 3
    order = await backend.orders.find("A1001")
    assert sum(refund.amount for refund in order.view.refunds) == small.PLACED.view.total


@needs(Capability.CHANGE_ITEMS)
async def test_the_last_piece_is_sold_once(backend):
    """Of socks there is one set."""
    line = [Line(small.SOCKS.sku, 1)]
    answers = await asyncio.gather(
        backend.orders.change_items("A1001", line, key="k1", now=NOW),
        backend.orders.change_items("A1002", line, key="k2", now=NOW),
    )
    assert sorted(isinstance(answer, Refusal) for answer in answers) == [False, True]
    assert Refusal(Why.OUT_OF_STOCK) in [
        Refusal(answer.why) if isinstance(answer, Refusal) else answer for answer in answers
    ]
