"""What was not understood: a question back, the offer of a person, a person."""

from datetime import timedelta

import pytest

from actions.fallback import Fallback
from tests.unit.actions.stage import EMAIL, NOW, bot, decided, user

RANKING = ("cancel_order", "track_order", "greet", "contact_human_agent", "inform")
MISSED = (user("hm"), bot("utter_clarify"))
PAYMENT = ['/ask_faq{"faq": "payment_methods"}', '/ask_faq{"faq": "payment_failed"}']
NONSENSE = user("asdf qwer", ranking=RANKING)


async def test_the_first_time_the_likeliest_intents_are_offered(perform):
    outcome = await perform(Fallback, NONSENSE)

    assert outcome.keys == ["utter_clarify"]
    assert outcome.payloads == ["/cancel_order", "/track_order", "/contact_human_agent"]  # those with a title, in order
    assert outcome.events == []


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Track my order"), ("hi", "ऑर्डर ट्रैक करें"), ("gu", "ઓર્ડર ટ્રૅક કરો"), (None, "Track my order")],
)
async def test_the_buttons_are_in_the_customers_language(perform, language, title):
    outcome = await perform(Fallback, NONSENSE, language=language)

    assert title in outcome.titles


async def test_the_second_time_a_person_is_offered(perform):
    outcome = await perform(Fallback, *MISSED, NONSENSE)

    assert outcome.keys == ["utter_offer_human"]
    assert outcome.handoff is None


async def test_the_third_time_a_person_is_called(perform):
    outcome = await perform(Fallback, *MISSED, user("hm?"), bot("utter_offer_human"), NONSENSE)

    assert outcome.keys == ["utter_handoff_not_understood"]
    assert outcome.handoff == {"reason": "not_understood"}


async def test_out_of_scope_counts_too_and_says_what_the_bot_can_do(perform):
    joke = user("tell me a joke", "out_of_scope", ("greet",))

    assert (await perform(Fallback, joke)).keys == ["utter_out_of_scope"]
    assert (await perform(Fallback, joke, bot("utter_out_of_scope"), joke)).keys == ["utter_offer_human"]


async def test_what_the_knowledge_base_knows_well_is_answered_all_the_same(perform):
    outcome = await perform(Fallback, *MISSED, *MISSED, user("gst invoice"))

    assert outcome.keys == []
    assert "GST invoice" in outcome.said[0]
    assert "https://" in outcome.said[0]  # the shop's address is filled in
    assert outcome.handoff is None


async def test_of_what_is_out_of_scope_only_a_question_in_its_own_words_is_answered(perform):
    outcome = await perform(Fallback, user("How can I pay?", "out_of_scope"))

    assert outcome.keys == []
    assert "UPI" in outcome.said[0]


@pytest.mark.parametrize("text", ["i lost my cat", "kitne baje hai", "payment"])
async def test_another_question_is_not_even_suggested(perform, text):
    outcome = await perform(Fallback, user(text, "out_of_scope", RANKING))

    assert (outcome.keys, outcome.payloads) == (["utter_out_of_scope"], [])


@pytest.mark.parametrize("text", ["lost", "address", "size"])
async def test_one_word_is_no_question_but_may_suggest_some(perform, text):
    outcome = await perform(Fallback, decided(user(text), "fall_back"))

    assert (outcome.keys, outcome.said) == (["utter_faq_did_you_mean"], [])


async def test_a_message_with_an_order_number_is_about_that_order(perform):
    outcome = await perform(Fallback, *MISSED, user("20011 hm asha@example.com", order_number="20011"))

    assert outcome.messages == []
    assert [event["name"] for event in outcome.events] == ["task", "task_form"]


UNCLEAR = decided(user("payment"), "ask", "track_order", "check_payment_methods")


async def test_the_engines_candidates_are_offered_and_nothing_else(perform):
    outcome = await perform(Fallback, UNCLEAR)

    assert outcome.keys == ["utter_clarify"]
    assert outcome.payloads == ["/track_order", "/check_payment_methods"]


@pytest.mark.parametrize("text", ["i did not ask for a human", "dont call me"])  # the latter is near to questions
async def test_a_person_alone_is_no_question(perform, text):
    outcome = await perform(Fallback, decided(user(text), "ask", "contact_human_agent"))

    assert (outcome.keys, outcome.payloads) == (["utter_not_understood"], [])


@pytest.mark.parametrize("text", ["track", "Tracking", "ट्रैक", "ટ્રેકિંગ"])
async def test_one_word_is_enough_to_track(perform, text):
    outcome = await perform(Fallback, decided(user(text), "ask", "delivery_options", "track_order"))

    assert outcome.messages == []
    assert [event["name"] for event in outcome.events] == ["task", "task_form"]


@pytest.mark.parametrize(("minutes", "events"), [(5, ["task", "task_form"]), (31, [])])
async def test_when_the_order_that_was_told_comes_is_told_while_its_proof_holds(perform, minutes, events):
    proved = {"proved_contact": EMAIL, "proved_at": (NOW - timedelta(minutes=minutes)).isoformat()}
    outcome = await perform(Fallback, user("ye kab aayega"), known_order="10234", **proved)

    assert [event["name"] for event in outcome.events] == events


@pytest.mark.parametrize("likeliest", ["track_order", "inform"])
async def test_an_order_that_is_named_is_tracked_if_that_is_likeliest(perform, likeliest):
    message = decided(user("my mail is a@b.in 10234", order_number="10234"), "ask", likeliest, "cancel_order")
    outcome = await perform(Fallback, message)

    assert outcome.messages == []
    assert [event["name"] for event in outcome.events] == ["task", "task_form"]


@pytest.mark.parametrize(
    ("likeliest", "entity", "begun"),
    [
        ("change_shipping_address", {"order_number": "10234"}, True),
        ("product_question", {"product": "HH-103"}, True),
        ("delivery_options", {"pin_code": "380015"}, True),
        ("delivery_options", {"order_number": "10234"}, False),  # which it is not about
        ("edit_account", {"email": EMAIL}, True),
        ("delete_account", {"email": EMAIL}, False),  # too much to begin unasked
        ("contact_human_agent", {"order_number": "10234"}, False),  # no task
    ],
)
async def test_a_likely_wish_is_begun_where_the_message_has_a_detail_of_it(perform, likeliest, entity, begun):
    message = decided(user("hm " + next(iter(entity.values())), **entity), "ask", likeliest, "greet")
    outcome = await perform(Fallback, message)

    assert (outcome.slots.get("task") or {}).get("name") == (likeliest if begun else None)
    assert (outcome.keys == []) is begun


async def test_what_the_engine_does_not_know_is_not_guessed(perform):
    outcome = await perform(Fallback, decided(NONSENSE, "fall_back", "cancel_order"))

    assert outcome.keys == ["utter_not_understood"]
    assert outcome.payloads == []  # but those of the text


async def test_but_questions_that_are_near_are_offered(perform):
    outcome = await perform(Fallback, decided(user("payment", ranking=RANKING), "fall_back", "cancel_order"))

    assert outcome.keys == ["utter_faq_did_you_mean"]
    assert outcome.payloads == [*PAYMENT, "/contact_human_agent"]


@pytest.mark.parametrize("message", [UNCLEAR, decided(NONSENSE, "fall_back")])
async def test_after_two_failures_the_decision_matters_no_more(perform, message):
    assert (await perform(Fallback, *MISSED, message)).keys == ["utter_offer_human"]
    assert (await perform(Fallback, *MISSED, *MISSED, message)).handoff == {"reason": "not_understood"}


@pytest.mark.parametrize("intent", ["inform", "track_order", "nlu_fallback", "out_of_scope"])
@pytest.mark.parametrize("text", ["hm", "payment"])  # which may mean several questions
async def test_in_the_form_nothing_is_said_as_the_form_asks_again(perform, intent, text):
    outcome = await perform(Fallback, user(text, intent), form=True)

    assert (outcome.messages, outcome.events) == ([], [])


async def test_in_the_form_a_sure_intent_is_not_searched_for(perform):
    """`track my order` would find how tracking works, which is not what is asked."""
    outcome = await perform(Fallback, user("where do I find the tracking number?", "track_order"), form=True)

    assert outcome.messages == []


async def test_the_third_time_in_the_form_a_person_is_called_and_the_form_is_left(perform):
    missed = (user("hm"), bot("utter_ask_order_number_again"))
    outcome = await perform(Fallback, *missed, *missed, NONSENSE, form=True, order_number="10234")

    assert outcome.handoff == {"reason": "not_understood", "topic": "track_order", "order": "10234"}
    assert {"event": "active_loop", "name": None, "timestamp": None} in outcome.events
    assert outcome.slots == {"requested_slot": None, "task": None}
    assert outcome.events[-1]["name"] == "action_listen"


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("how many points do i have", "offers"),  # which no rule of the shop answers
        ("points hm", None),
    ],
)
async def test_a_likely_wish_is_begun_where_it_is_about_what_is_the_customers_own(perform, text, begun):
    outcome = await perform(Fallback, decided(user(text), "ask", "offers", "greet"))

    assert (outcome.slots.get("task") or {}).get("name") == begun


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("utter_order_delivered", "utter_never_came"),
        ("utter_order_shipped", "utter_clarify"),  # nobody says that it came
    ],
)
async def test_a_parcel_that_is_said_to_be_delivered_and_never_came(perform, told, key):
    before = (user("where is it", "track_order"), bot(told))
    outcome = await perform(Fallback, *before, user("it never came", ranking=RANKING))

    assert outcome.keys == [key]
