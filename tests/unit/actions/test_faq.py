"""The buttons of the knowledge base, and those under an answer."""

import pytest

from actions.fallback import Fallback
from actions.faq import AnswerFaq, RateAnswer
from actions.guide import Guide
from sahay.shop.faq import Figures
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


HELPED, DID_NOT = (
    '/rate_answer{{"faq": "{}", "helpful": "{}"}}'.format("gift_wrap", helpful) for helpful in ("yes", "no")
)
ASKED = tap('/ask_faq{"faq": "gift_wrap"}', faq="gift_wrap")


def rated(helpful, faq="gift_wrap"):
    return user(f'/rate_answer{{"faq": "{faq}", "helpful": "{helpful}"}}', "rate_answer", faq=faq, helpful=helpful)


async def figures(services, key="gift_wrap"):
    return next(each for each in await services.faq.figures() if each.key == key)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["This helped", "Didn't help"]),
        ("hi", ["काम आया", "काम नहीं आया"]),
        ("gu-Latn", ["Kaam lagyu", "Kaam na lagyu"]),
    ],
)
async def test_under_an_answer_one_can_say_whether_it_helped(perform, services, language, titles):
    outcome = await perform(AnswerFaq, ASKED, language=language)

    assert (outcome.titles, outcome.payloads) == (titles, [HELPED, DID_NOT])
    assert await figures(services) == Figures("gift_wrap", shown=1, conversations=1, helpful=0, not_helpful=0)


@pytest.mark.parametrize(
    ("skill", "asked", "form", "asks"),
    [
        (AnswerFaq, ASKED, False, True),
        (AnswerFaq, ASKED, True, False),  # a form is waiting, and asks again
        (Fallback, user("do you gift wrap"), False, True),
        (Guide, user("which delivery options are there", "delivery_options"), False, True),
        (Guide, user("there is an error when i sign up", "registration_problems"), False, False),  # a person is offered
    ],
)
async def test_only_an_answer_that_stands_alone_asks_whether_it_helped(perform, services, skill, asked, form, asks):
    outcome = await perform(skill, asked, form=form)

    assert any("rate_answer" in payload for payload in outcome.payloads) == asks
    assert sum(each.shown for each in await services.faq.figures()) == 1  # counted in any case


@pytest.mark.parametrize(
    ("helpful", "said", "counted"),
    [("yes", "utter_answer_helped", (1, 0)), ("no", "utter_answer_did_not_help", (0, 1))],
)
async def test_a_rating_is_kept_once_however_often_it_is_tapped(perform, services, helpful, said, counted):
    await perform(AnswerFaq, ASKED)
    outcomes = [await perform(RateAnswer, ASKED, rated(helpful)) for _ in range(2)]

    assert [outcome.keys for outcome in outcomes] == [[said], [said]]
    kept = await figures(services)
    assert (kept.helpful, kept.not_helpful) == counted


@pytest.mark.parametrize("tapped", [rated("yes", "gone"), rated("maybe"), user("/rate_answer", "rate_answer")])
async def test_what_nobody_was_shown_counts_nothing(perform, services, tapped):
    outcome = await perform(RateAnswer, tapped)

    assert outcome.keys == ["utter_answer_helped"]
    assert all(each.helpful == each.not_helpful == 0 for each in await services.faq.figures())
