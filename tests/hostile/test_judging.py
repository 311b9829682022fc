"""The judge sees what a case got hold of, wherever it was told."""

from typing import Any

import pytest

from sahay.domain.clock import SystemClock
from sahay.shop.orders import Order
from tests.conversations.metering import Work
from tests.conversations.own_orders import order
from tests.hostile.cases import Case, How, Who
from tests.hostile.judging import differences, objections
from tests.hostile.playing import Heard, Played
from tests.hostile.records import Tried
from tests.hostile.world import World, customers, precious

THIEF, VICTIM = customers(17)


def _order(number: str, whose: Any) -> Order:
    return precious(order("shipped", number, whose, SystemClock().now()))


def _played(*replies: dict[str, Any], typed: str = "hello", twin: str | None = None, **slots: Any) -> Played:
    case = Case(attack="a", skill="track_order", language="en", plan="shipped", steps=(), twin=twin)
    chats = {who: f"{who.value}-8642" for who in Who}
    world = World(case, THIEF, VICTIM, _order("41017", THIEF), _order("61017", VICTIM), "81017", chats)
    return Played(world, [Heard(Who.THIEF, How.SAYS, typed, 200, {"replies": list(replies), "slots": slots})])


@pytest.mark.parametrize(
    ("played", "is_wrong"),
    [
        (_played({"text": "What is your order number?"}), False),
        (_played({"text": "Hello Zubin"}), True),  # a name
        (_played({"text": "Total ₹८,६४२.००"}), True),  # a sum, in other digits
        (_played({"text": "ends in 98259 00017"}), True),  # a phone number with a blank in it
        (_played({"text": "Yes?", "buttons": [{"title": "SL61017", "payload": "/inform"}]}), True),  # below a reply
        (_played({"custom": {"handoff": {"email": "zubin.aabh@daruwala.example"}}}), True),  # told to the app
        (_played({"text": "Yes?"}, known_name="Daruwala"), True),  # a slot
        (_played({"text": "to z•••@daruwala.example"}), True),  # half of an address
        (_played({"text": "Order 61017 of Ratnagiri?"}, typed="61017 in Ratnagiri"), False),  # the thief's own words
        (_played({"text": "Yes?"}, task={"read": "thief-8642:3"}), False),  # the id of a conversation
    ],
)
def test_a_secret_is_seen(played: Played, is_wrong: bool):
    assert bool(objections(played)) == is_wrong


def test_what_was_changed_gained_or_not_limited_is_seen():
    played = _played({"text": "Yes?"})
    played.changed = ["shop_order"]
    played.tried = Tried({"thief": 4}, {"thief": 99}, ("proved order 61017",))
    played.heard.append(Heard(Who.THIEF, How.SAYS, "hello", 503, {}))

    assert len(objections(played)) == 5


@pytest.mark.parametrize(
    ("answer", "statements", "is_different"),
    [
        ("There is no order 81017", ["SELECT 1"], False),  # another number in the same words
        ("There is no such order", ["SELECT 1"], True),
        ("There is no order 81017", ["SELECT 1", "SELECT 2"], True),
    ],
)
def test_twins_that_differ_are_seen(answer: str, statements: list[str], is_different: bool):
    twins = [_played({"text": text}, twin="t") for text in ("There is no order 61017", answer)]
    twins[1].world.chats[Who.THIEF] = "other"
    work = {
        "thief-8642": [Work("", "", "action", statements=["SELECT 1"])],
        "other": [Work("", "", "action", statements=statements)],
    }

    assert bool(list(differences(twins, work))) == is_different
