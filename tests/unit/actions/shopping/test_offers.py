import pytest

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from sahay.shop.loyalty import Points
from tests.unit.actions.stage import ASHA, NOW, TODAY


@pytest.fixture
async def known(services):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)


@pytest.fixture
def points(backend):
    def have(**more):
        backend.loyalty._records.points = {ASHA.id: Points(120, 6_000, **more)}

    return have


@pytest.mark.parametrize(
    "text",
    ["how many points do I have", "mere kitne points hai", "मेरे कितने रिवॉर्ड पॉइंट हैं", "મારા કેટલા પોઈન્ટ છે"],
)
async def test_ones_own_points(known, points, play, text):
    points(expiring=20, expires_on=TODAY)

    assert await play(text, "offers") == ["utter_points", "utter_points_expire"]
    assert play.said.messages[0]["worth"] == "₹60.00"


async def test_points_that_do_not_expire(known, points, play):
    points()

    assert await play("how many points do I have", "offers") == ["utter_points"]


async def test_who_collects_none(known, play):
    assert await play("how many points do I have", "offers") == ["utter_points_none"]


async def test_points_are_told_only_to_their_owner(play):
    assert await play("how many points do I have", "offers") == ["utter_ask_account_email"]


@pytest.mark.parametrize("text", ["any coupons", "how do the points work"])
async def test_anything_else_is_told_to_everybody(play, text):
    assert await play(text, "offers") == []
    assert play.said.said


async def test_a_shop_without_points_says_what_it_says_to_everybody(known, play, backend):
    backend.capabilities -= {Capability.LOYALTY}

    assert await play("how many points do I have", "offers") == []
    assert play.said.said
