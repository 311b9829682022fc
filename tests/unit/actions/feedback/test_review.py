import pytest

from sahay.shop.backend import Capability
from sahay.shop.identity import Method
from sahay.shop.tickets import Priority
from tests.unit.actions.stage import ASHA, NOW


@pytest.fixture
def reviews(backend):
    """What was written, as (sku, stars, text)."""
    return lambda: [(each.sku, each.stars, each.text) for each in backend.reviews._records.reviews]


async def test_stars_and_words_of_a_product(play, services, reviews):
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    assert await play("review of the bottle", "review", product="HH-103") == ["utter_ask_stars"]
    assert await play('/inform{"choice": "5"}') == ["utter_ask_opinion"]
    assert await play("keeps cool all day", "out_of_scope") == ["utter_confirm_review"]
    assert reviews() == []
    assert await play("yes", "affirm") == ["utter_review_kept"]
    assert reviews() == [("HH-103", 5, "keeps cool all day")]


@pytest.mark.parametrize(
    ("text", "stars"),
    [("4 stars", 4), ("4", 4), ("4/5", 4), ("४ स्टार", 4), ("૩ સ્ટાર", 3), ("I give 2.", 2)],
)
async def test_stars_are_heard(play, reviews, text, stars):
    await play("I want to review you", "review")
    await play(text, "inform")
    await play("no", "deny")
    await play("yes", "affirm")

    assert reviews() == [(None, stars, "")]


@pytest.mark.parametrize("text", ["9 stars", "0", "12", "very good"])
async def test_what_is_no_number_of_stars_is_asked_again(play, text):
    await play("I want to review you", "review")

    assert await play(text, "out_of_scope") == ["utter_ask_stars"]


async def test_a_no_to_the_summary_keeps_nothing(play, reviews):
    await play("I want to review you", "review")
    await play("4 stars", "inform")
    await play("good prices", "out_of_scope")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert reviews() == []


async def test_a_shop_without_reviews_has_a_person_read_it(play, backend, services):
    backend.capabilities -= {Capability.REVIEW}

    assert await play("I want to review you", "review") == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert ticket.priority is Priority.LOW
