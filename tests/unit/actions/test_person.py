import pytest

from actions.history import ANGER, OFFERS
from actions.person import Affirm, CallPerson, Calm, TakeDetail
from actions.tasks import TASKS
from sahay.shop.tickets import NewTicket, Priority, TicketKind, TicketState
from tests.unit.actions.stage import EMAIL, NOW, bot, ran, user

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
    assert outcome.handoff == {"reason": "requested"} | ({"priority": "high"} if offer in ANGER else {})


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


GUIDED = (
    user("i cannot sign up", "registration_problems"),
    ran("action_begin_task"),
    bot("faq"),
    bot("utter_guide_person", "/contact_human_agent"),
)


@pytest.mark.parametrize(("skill", "message"), [(CallPerson, WANTS_PERSON), (Affirm, YES)])
@pytest.mark.parametrize("order", [{}, {"order": "10234"}])
async def test_the_desk_is_told_what_the_bot_could_not_do(perform, skill, message, order):
    outcome = await perform(skill, *GUIDED, message, order_number=order.get("order"))

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff == {"reason": "requested", "topic": "registration_problems"} | order


def offered(*payloads):
    return (user("what are the rules"), bot("faq"), bot("utter_task_offer", *payloads))


def begun(outcome):
    """The task that begins, if nothing is said before its first question."""
    assert outcome.messages == []
    assert outcome.events[-1]["name"] == "task_form"
    return outcome.slots["task"]["name"]


@pytest.mark.parametrize("intent", sorted(TASKS.keys() - {"undo"}))
async def test_yes_to_the_one_button_that_was_offered_begins_its_task(perform, intent):
    assert begun(await perform(Affirm, *offered(f"/{intent}"), YES)) == intent


@pytest.mark.parametrize("form", [False, True])
async def test_yes_to_the_one_button_of_a_person_calls_one(perform, form):
    outcome = await perform(Affirm, *offered("/contact_human_agent"), YES, form=form)

    assert outcome.keys == ["utter_handoff"]
    assert outcome.handoff["reason"] == "requested"


@pytest.mark.parametrize(
    "before",
    [
        offered("/return_product", "/get_refund"),  # which of them?
        (*offered("/return_product"), user("thanks", "thank_you"), bot("utter_thank_you")),
        offered("/undo"),  # "ok" to what was done takes nothing back
        offered('/ask_faq{"faq": "warranty"}'),  # no task
    ],
)
async def test_yes_to_other_buttons_means_none_of_them(perform, before):
    outcome = await perform(Affirm, *before, YES)

    assert (outcome.keys, outcome.events) == (["utter_affirm"], [])


async def test_in_a_task_a_yes_begins_no_other(perform):
    outcome = await perform(Affirm, *offered("/return_product"), YES, form=True)

    assert (outcome.messages, outcome.events) == ([], [])  # the task asks again


NUMBER = user("10234", "inform", order_number="10234")
PIN = user("380015", "inform", pin_code="380015")
PRODUCT = user("copper bottle", "inform", product="HH-103")
MAIL = user(EMAIL, "inform", email=EMAIL)


@pytest.mark.parametrize(
    ("before", "message", "task"),
    [
        ((), NUMBER, "track_order"),
        ((), PIN, "delivery_options"),
        ((), PRODUCT, "product_question"),
        ((), MAIL, "track_order"),  # with which an order is proved
        ((), user("10234 to 380015", "inform", pin_code="380015", order_number="10234"), "track_order"),
        (GUIDED, NUMBER, "track_order"),  # it is no answer to the offer of a person
        (offered("/return_product"), NUMBER, "return_product"),
        (offered("/get_invoice"), user("INV/2026/10234", "inform", invoice_number="INV/2026/10234"), "get_invoice"),
        (offered("/place_order"), PRODUCT, "place_order"),
        (offered("/edit_account"), MAIL, "edit_account"),
        (offered("/return_product"), PIN, "delivery_options"),  # which is nothing of a return
        (offered("/return_product", "/get_refund"), NUMBER, "track_order"),  # which of them?
        ((*offered("/return_product"), user("ok", "thank_you"), bot("utter_thank_you")), NUMBER, "track_order"),
    ],
)
async def test_a_bare_detail_begins_what_was_offered_or_what_it_most_often_is_about(perform, before, message, task):
    assert begun(await perform(TakeDetail, *before, message)) == task


CANCEL = (user("cancel it", "cancel_order"), ran("action_begin_task"))


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
    assert person.handoff == {"reason": "requested", "topic": "cancel_order", "priority": "high"}


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
    assert outcome.handoff == {"reason": "not_understood", "priority": "high"}


@pytest.mark.parametrize(
    ("kept", "before", "priority"),
    [
        ([Priority.NORMAL], (), None),
        ([Priority.URGENT], (), "urgent"),
        ([Priority.NORMAL], (ANGRY, bot("utter_frustration_ticket")), "high"),
        ([Priority.URGENT], (ANGRY, bot("utter_frustration")), "urgent"),
        ([Priority.URGENT, Priority.LOW], (), "urgent"),  # the worst, not the latest
        ([], (ANGRY, bot("utter_frustration"), *[user("ok"), bot("utter_ok")] * 4), None),  # long ago
    ],
)
async def test_a_person_comes_as_soon_as_the_matter_deserves(perform, services, kept, before, priority):
    opened = [await services.tickets.open(ticket(each), key=f"k{each}", now=NOW) for each in kept]
    outcome = await perform(CallPerson, *before, WANTS_PERSON)

    assert outcome.handoff.get("priority") == priority
    assert outcome.handoff.get("ticket") == (opened[0].reference if opened else None)


async def test_what_is_solved_calls_nobody_sooner(perform, services):
    solved = await services.tickets.open(ticket(Priority.URGENT), key="k1", now=NOW)
    await services.tickets.move(solved.reference, TicketState.SOLVED, by="Ravi", now=NOW)

    assert (await perform(CallPerson, WANTS_PERSON)).handoff == {"reason": "requested"}
