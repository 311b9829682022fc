import pytest

from actions.history import OFFERS
from actions.person import Affirm, CallPerson, Calm, TakeDetail
from sahay.shop.tickets import NewTicket, Priority, TicketKind, TicketState
from tests.unit.actions.stage import NOW, bot, ran, user

WANTS_PERSON = user("a person please", "contact_human_agent")
YES = user("yes", "affirm")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, {}),
        ({"order_number": "10234"}, {"order": "10234"}),  # named, but not yet proved
        ({"known_order": "10235"}, {"order": "10235"}),  # the last one told
        ({"order_number": "10234", "known_order": "10235"}, {"order": "10234"}),  # the one in question comes first
        ({"form": True, "order_number": "10234"}, {"order": "10234", "topic": "track_order"}),
    ],
)
async def test_the_desk_is_told_what_is_known(perform, known, told):
    outcome = await perform(CallPerson, WANTS_PERSON, **known)

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested"} | told


async def test_a_form_is_left(perform):
    outcome = await perform(CallPerson, WANTS_PERSON, form=True)

    assert [event.get("name") for event in outcome.events] == [None, "requested_slot", "task", "action_listen"]


@pytest.mark.parametrize("offer", sorted(OFFERS))
async def test_yes_to_the_offer_of_a_person_calls_one(perform, offer):
    outcome = await perform(Affirm, user("hm"), bot(offer), YES)

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested"}


async def test_yes_to_what_the_form_asks_is_no_answer(perform):
    once = await perform(Affirm, YES, form=True)
    missed = (user("hm"), bot("utter_ask_order_number_again"))
    thrice = await perform(Affirm, *missed, *missed, YES, form=True)

    assert (once.messages, once.events) == ([], [])  # the form asks again
    assert thrice.handoff == {"reason": "not_understood", "topic": "track_order"}


async def test_in_the_form_too_a_yes_to_the_offer_of_a_person_calls_one(perform):
    outcome = await perform(Affirm, user("hm", "ask_faq"), bot("utter_offer_human"), YES, form=True)

    assert outcome.handoff == {"reason": "requested", "topic": "track_order"}


@pytest.mark.parametrize(
    "before",
    [
        (),  # yes to nothing
        (user("hello", "greet"), bot("utter_greet")),
        (user("hm"), bot("utter_offer_human"), user("no", "deny"), bot("utter_deny")),  # the offer was declined
    ],
)
async def test_another_yes_asks_what_to_do(perform, before):
    outcome = await perform(Affirm, *before, YES)

    assert outcome.keys == ["utter_affirm"]
    assert outcome.handoff is None


CANCEL = (user("cancel it", "cancel_order"), ran("action_begin_task"))
GUIDED = (*CANCEL, bot("utter_guide_person"))


async def test_a_number_corrects_the_one_that_was_assumed(perform):
    message = user("no, 10235", "inform", order_number="10235")
    outcome = await perform(TakeDetail, *CANCEL, bot("utter_guide_person_order"), message, order_number="10235")

    assert outcome.handoff == {"reason": "requested", "topic": "cancel_order", "order": "10235"}


@pytest.mark.parametrize(
    ("skill", "message", "order"),
    [
        (CallPerson, WANTS_PERSON, {}),
        (Affirm, YES, {}),
        (TakeDetail, user("10234", "inform", order_number="10234"), {"order": "10234"}),  # "keep it at hand"
    ],
)
async def test_the_desk_is_told_what_the_bot_could_not_do(perform, skill, message, order):
    outcome = await perform(skill, *GUIDED, message, order_number=order.get("order"))

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested", "topic": "cancel_order"} | order


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ((), user("10234", "inform", order_number="10234")),
        (GUIDED, user("asha@example.com", "inform", email="asha@example.com")),  # no number of an order
        ((*GUIDED, user("ok", "thank_you"), bot("utter_thank_you")), user("10234", "inform", order_number="10234")),
    ],
)
async def test_another_detail_is_about_an_order_to_be_tracked(perform, before, message):
    outcome = await perform(TakeDetail, *before, message)

    assert outcome.messages == []
    assert [event["name"] for event in outcome.events] == ["task", "task_form"]


ANGRY = user("you are useless", "frustration")


@pytest.mark.parametrize(("form", "key"), [(False, "utter_frustration"), (True, "utter_frustration_topic")])
async def test_who_is_angry_is_offered_a_person_at_once(perform, form, key):
    outcome = await perform(Calm, user("hm"), bot("utter_clarify"), ANGRY, form=form)

    assert outcome.keys == [key]
    assert outcome.events == []  # a form that asked goes on


@pytest.mark.parametrize(
    ("language", "topic"),
    [("en", "Cancel my order"), ("hi", "ऑर्डर रद्द करें"), ("gu", "ઓર્ડર રદ કરો"), ("hi-Latn", None), ("gu-Latn", None)],
)
async def test_the_apology_names_what_it_is_about(perform, services, language, topic):
    outcome = await perform(Calm, *CANCEL, bot("utter_cancel_done"), ANGRY, language=language)

    assert outcome.keys == ["utter_frustration_topic"]
    assert outcome.messages[0]["topic"] == services.titles.get("cancel_order", language)
    assert topic is None or outcome.messages[0]["topic"] == topic


async def test_more_anger_is_about_the_same(perform):
    angry_before = (ANGRY, bot("utter_frustration_topic"))
    again = await perform(Calm, *CANCEL, bot("utter_cancel_done"), *angry_before, ANGRY)
    person = await perform(CallPerson, *CANCEL, bot("utter_cancel_done"), *angry_before, WANTS_PERSON)

    assert again.keys == ["utter_frustration_topic"]
    assert person.handoff == {"reason": "requested", "topic": "cancel_order"}


def ticket(priority, conversation="conversation-1"):
    return NewTicket(TicketKind.COMPLAINT, priority, "It is late.", conversation, "en")


@pytest.mark.parametrize(
    ("priority", "after", "key"),
    [
        (Priority.LOW, Priority.HIGH, "utter_frustration_ticket"),
        (Priority.NORMAL, Priority.HIGH, "utter_frustration_ticket"),
        (Priority.HIGH, Priority.HIGH, "utter_frustration"),  # it is so already
        (Priority.URGENT, Priority.URGENT, "utter_frustration"),
    ],
)
async def test_what_is_open_comes_before_others(perform, services, priority, after, key):
    opened = await services.tickets.open(ticket(priority), key="k1", now=NOW)
    outcome = await perform(Calm, ANGRY)

    assert outcome.keys == [key]
    assert outcome.messages[0].get("reference") in (opened.reference, None)
    assert [each.priority for each in await services.tickets.waiting()] == [after]


async def test_what_is_solved_or_somebody_elses_does_not(perform, services):
    solved = await services.tickets.open(ticket(Priority.LOW), key="k1", now=NOW)
    await services.tickets.move(solved.reference, TicketState.SOLVED, by="Ravi", now=NOW)
    await services.tickets.open(ticket(Priority.LOW, "conversation-2"), key="k2", now=NOW)
    outcome = await perform(Calm, ANGRY)

    assert outcome.keys == ["utter_frustration"]
    assert [each.priority for each in await services.tickets.waiting()] == [Priority.LOW]


@pytest.mark.parametrize(
    "before",
    [
        (user("hm"), bot("utter_clarify"), user("hm"), bot("utter_offer_human")),
        (ANGRY, bot("utter_frustration"), ANGRY, bot("utter_frustration")),
    ],
)
async def test_who_is_angry_after_two_failures_gets_one(perform, before):
    outcome = await perform(Calm, *before, ANGRY)

    assert outcome.keys == ["utter_handoff_not_understood"]
    assert outcome.handoff == {"reason": "not_understood"}
