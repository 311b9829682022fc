import pytest

from actions.faq import AnswerFaq
from tests.unit.actions.stage import user


def tap(payload="/ask_faq", **entities):
    return user(payload, "ask_faq", **entities)


@pytest.mark.parametrize(
    ("language", "answer"),
    [("en", "Yes, for ₹49 an item"), ("hi", "हाँ, हर चीज़ के ₹49 में"), ("gu", "હા, દરેક વસ્તુના ₹49 માં")],
)
async def test_a_tapped_question_is_answered_by_its_key(perform, language, answer):
    outcome = await perform(AnswerFaq, tap('/ask_faq{"faq": "gift_wrap"}', faq="gift_wrap"), language=language)

    assert outcome.said[0].startswith(answer)
    assert (outcome.keys, outcome.events) == ([], [])


@pytest.mark.parametrize(
    "tapped",
    [
        tap(),  # the menu's button asks nothing yet
        tap('/ask_faq{"faq": "gone"}', faq="gone"),  # a button from before the entry was removed
    ],
)
async def test_a_button_without_a_question_shows_what_can_be_asked(perform, tapped):
    assert (await perform(AnswerFaq, tapped)).keys == ["utter_faq_topics"]


async def test_the_shops_details_are_filled_in(perform, services):
    outcome = await perform(AnswerFaq, tap('/ask_faq{"faq": "contact"}', faq="contact"))

    assert services.settings.shop.phone in outcome.said[0]
    assert services.settings.shop.email in outcome.said[0]
