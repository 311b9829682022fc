import pytest

from actions.faq import AnswerFaq
from tests.unit.actions.stage import bot, user


def ask(text, **entities):
    return user(text, "ask_faq", ("track_order",), **entities)


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("en", "how long does delivery take?", "In Gujarat your order reaches you in 2 to 4 working days"),
        ("hi", "delivery me kitne din lagte hain", "गुजरात में ऑर्डर 2 से 4 कामकाजी दिनों में"),  # script is no matter
        ("gu", "ડિલિવરીમાં કેટલા દિવસ લાગે?", "ગુજરાતમાં ઓર્ડર 2 થી 4 કામકાજના દિવસમાં"),
        ("gu", "how long does delivery take?", "ગુજરાતમાં ઓર્ડર"),  # answered in the language that was chosen
    ],
)
async def test_a_clear_question_is_answered_in_the_customers_language(perform, language, text, answer):
    outcome = await perform(AnswerFaq, ask(text), language=language)

    assert outcome.said[0].startswith(answer)
    assert (outcome.keys, outcome.events) == ([], [])


async def test_a_tapped_question_is_answered_by_its_key(perform):
    outcome = await perform(AnswerFaq, ask('/ask_faq{"faq": "gift_wrap"}', faq="gift_wrap"))

    assert outcome.said[0].startswith("Yes, for ₹49 an item")


@pytest.mark.parametrize(
    "tapped",
    [
        ask("/ask_faq"),  # the menu's button asks nothing yet
        ask('/ask_faq{"faq": "gone"}', faq="gone"),  # a button from before the entry was removed
    ],
)
async def test_a_button_without_a_question_shows_what_can_be_asked(perform, tapped):
    assert (await perform(AnswerFaq, tapped)).keys == ["utter_faq_topics"]


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize("before", [(), (user("hm"), bot("utter_clarify"))])  # the second time too: a person is offered
async def test_an_unclear_question_is_asked_back(perform, before, form):
    outcome = await perform(AnswerFaq, *before, ask("payment"), form=form)

    assert outcome.keys == ["utter_faq_did_you_mean"]
    assert outcome.payloads == [
        '/ask_faq{"faq": "payment_methods"}',
        '/ask_faq{"faq": "payment_failed"}',
        "/contact_human_agent",
    ]


async def test_the_third_unclear_question_in_a_row_calls_a_person(perform):
    unclear = (ask("payment"), bot("utter_faq_did_you_mean"))
    outcome = await perform(AnswerFaq, *unclear, *unclear, ask("payment"))

    assert outcome.handoff == {"reason": "not_understood"}


async def test_an_unknown_question_counts_as_not_understood(perform):
    unknown = ask("do you sell laptops")

    assert (await perform(AnswerFaq, unknown)).keys == ["utter_clarify"]
    assert (await perform(AnswerFaq, unknown, bot("utter_clarify"), unknown)).keys == ["utter_offer_human"]


async def test_the_shops_details_are_filled_in(perform, services):
    outcome = await perform(AnswerFaq, ask("what is your phone number"))

    assert services.settings.shop.phone in outcome.said[0]
    assert services.settings.shop.email in outcome.said[0]
