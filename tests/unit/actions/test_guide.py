"""Wishes without a task: what the shop says, and a person where somebody has to act."""

import pytest
import yaml

from actions.guide import NEEDS_A_PERSON, Guide
from actions.task.steps import BeginTask
from actions.tasks import TASKS
from sahay.config import ROOT
from sahay.shop.faq.details import filled_in
from tests.unit.actions.stage import user

RULES = yaml.safe_load((ROOT / "data" / "rules" / "tasks.yml").read_text("utf-8"))["rules"]
WISHES = {step["intent"] for rule in RULES if rule["rule"] == "a routine wish" for step in rule["steps"][0]["or"]}
GUIDED = sorted(WISHES - TASKS.keys())
LEFT = {"event": "active_loop", "name": None, "timestamp": None}


@pytest.mark.parametrize("language", ["en", "hi", "gu", "hi-Latn", "gu-Latn"])
@pytest.mark.parametrize("intent", GUIDED)
async def test_every_wish_is_answered_when_its_button_is_tapped(perform, services, intent, language):
    outcome = await perform(BeginTask, user(f"/{intent}", intent), language=language)

    answer = await services.faq.answer_to(intent, language)
    assert outcome.said == [filled_in(answer.text, services.settings.shop)]
    assert outcome.keys == (["utter_guide_person"] if intent in NEEDS_A_PERSON else [])
    assert outcome.events == []


def test_what_is_guided_has_no_task_and_every_task_has_a_rule():
    assert set(GUIDED) >= NEEDS_A_PERSON
    assert TASKS.keys() <= WISHES


@pytest.mark.parametrize(
    ("intent", "text", "beginning"),
    [
        (
            "check_payment_methods",
            "cod available hai kya",
            "Yes, for orders of up to ₹10,000",
        ),  # a question of the topic
        ("store_info", "r u open on sunday", "The shop is open Monday to Saturday"),
        ("check_payment_methods", "how does paying work at yours", "You can pay by UPI"),  # none: the wish's own answer
        (
            "check_payment_methods",
            "do you ship abroad, and who pays",
            "For now we deliver only",
        ),  # elsewhere, but clear
        (
            "check_refund_policy",
            "track my refund",
            "You get the full price back",
        ),  # of other wishes the intent knows better
    ],
)
async def test_a_question_of_the_same_topic_is_answered_as_such(perform, intent, text, beginning):
    outcome = await perform(Guide, user(text, intent))

    assert outcome.said[0].startswith(beginning)


async def test_what_the_shop_has_no_entry_for_goes_to_a_person(perform, services, monkeypatch):
    monkeypatch.setattr(type(services.faq), "answer_to", nothing)
    outcome = await perform(Guide, user("/store_info", "store_info"))

    assert (outcome.said, outcome.keys) == ([], ["utter_guide_person"])


async def nothing(*_):
    return None


async def test_where_a_person_is_offered_nobody_is_asked_whether_the_answer_helped(perform):
    offered = await perform(Guide, user("i cannot sign up", "registration_problems"))
    answered = await perform(Guide, user("which ways to pay are there", "check_payment_methods"))

    assert offered.payloads == []  # but those of the text
    assert [payload.partition("{")[0] for payload in answered.payloads] == ["/rate_answer", "/rate_answer"]


async def test_in_a_task_the_offer_of_a_person_leaves_it_as_the_answer_is_for_the_offer(perform):
    outcome = await perform(Guide, user("i cannot sign up", "registration_problems"), form=True, order_number="10234")

    assert outcome.keys == ["utter_guide_person"]
    assert LEFT in outcome.events
    assert outcome.slots == {"requested_slot": None, "task": None}  # the number is for the person
    assert outcome.events[-1]["name"] == "action_listen"


async def test_in_a_task_a_question_is_answered_and_the_task_goes_on(perform):
    outcome = await perform(Guide, user("which ways to pay are there", "check_payment_methods"), form=True)

    assert outcome.said
    assert outcome.payloads == []  # the task is waiting, and asks again
    assert outcome.events == []
