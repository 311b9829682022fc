import pytest

from actions.history import button_before, did_else, failures_before, said_before, wish_before
from tests.unit.actions.stage import bot, ran, slot, user

MISSED = (user("hm"), bot("utter_clarify"), ran("action_listen"))
UNDERSTOOD = (user("hello"), bot("utter_greet"), ran("action_listen"))
NOW_SAYS = (user("and now?"),)


@pytest.mark.parametrize(
    ("events", "failures"),
    [
        (NOW_SAYS, 0),  # the first message of all
        ((*MISSED, *NOW_SAYS), 1),
        ((*MISSED, *MISSED, *NOW_SAYS), 2),
        ((*MISSED, *UNDERSTOOD, *NOW_SAYS), 0),  # one that was understood begins the count anew
        ((*MISSED, *UNDERSTOOD, *MISSED, *NOW_SAYS), 1),
        ((*MISSED, {"event": "session_started"}, *NOW_SAYS), 0),  # an old session is forgotten
        ((*MISSED, {"event": "restart"}, *NOW_SAYS), 0),
        ((*MISSED, user("next"), bot("utter_offer_human"), *NOW_SAYS), 2),  # the offer comes of a failure
        ((*MISSED, user("next"), bot("utter_faq_did_you_mean"), *NOW_SAYS), 2),  # so does a question back
        ((*MISSED, user("x"), bot("utter_frustration"), *NOW_SAYS), 2),  # anger is about a failure
        ((*MISSED, user("x"), bot("utter_ask_order_number_again"), *NOW_SAYS), 2),  # and asking again in a form
        ((*MISSED, *NOW_SAYS, bot("utter_clarify")), 1),  # what this turn said already is not counted
        ((user("x"), {"event": "bot", "text": "an answer", "metadata": None}, *NOW_SAYS), 0),
        ((user("x"), slot("language", "hi"), *NOW_SAYS), 0),
    ],
)
def test_failures_in_a_row(events, failures):
    assert failures_before(list(events)) == failures


@pytest.mark.parametrize(
    ("events", "keys"),
    [
        ((), set()),  # nothing was said at all
        (NOW_SAYS, set()),
        ((*MISSED, *NOW_SAYS), {"utter_clarify"}),
        ((*MISSED, *UNDERSTOOD, *NOW_SAYS), {"utter_greet"}),  # only the turn before
        ((bot("utter_offer_human"), *NOW_SAYS), set()),  # said before the first message: no turn of this session
        ((user("x"), bot("utter_a"), bot("utter_b"), *NOW_SAYS), {"utter_a", "utter_b"}),
    ],
)
def test_what_a_message_may_answer(events, keys):
    assert said_before(list(events)) == keys


WISHED = (user("cancel it", "cancel_order"), ran("action_begin_task"), bot("utter_cancel_done"), ran("action_listen"))
ANGRY = (user("useless", "frustration"), bot("utter_frustration_topic"), ran("action_listen"))


@pytest.mark.parametrize(
    ("events", "wish"),
    [
        ((*WISHED, *NOW_SAYS), "cancel_order"),
        ((*WISHED, *ANGRY, *ANGRY, *NOW_SAYS), "cancel_order"),  # anger is about what was before it
        ((*WISHED, *UNDERSTOOD, *NOW_SAYS), None),  # something else came between
        ((*UNDERSTOOD, *NOW_SAYS), None),  # no wish
        ((*ANGRY, *NOW_SAYS), None),
        ((*WISHED, {"event": "session_started"}, *NOW_SAYS), None),
        (WISHED, None),  # this turn's own wish is none before it
    ],
)
def test_the_wish_that_a_person_is_called_for(events, wish):
    assert wish_before(list(events)) == wish


OFFERED = (user("what is your return policy"), bot("faq"), bot("utter_task_offer", "/return_product"))


@pytest.mark.parametrize(
    ("events", "payload"),
    [
        ((*OFFERED, *NOW_SAYS), "/return_product"),
        ((*OFFERED, slot("task", None), ran("action_listen"), *NOW_SAYS), "/return_product"),
        ((*OFFERED, *UNDERSTOOD, *NOW_SAYS), None),  # two messages ago
        ((*OFFERED, bot("utter_greet"), *NOW_SAYS), None),  # something was said after it
        ((user("x"), bot("utter_clarify", "/track_order", "/cancel_order"), *NOW_SAYS), None),  # which of them?
        ((*OFFERED, {"event": "session_started"}, *NOW_SAYS), None),
        ((user("x"), {"event": "bot", "text": "said", "data": None, "metadata": None}, *NOW_SAYS), None),
        ((user("x"), ran("action_listen"), *NOW_SAYS), None),  # nothing was said
        (OFFERED, None),  # this turn's own button is none before it
        (NOW_SAYS, None),
    ],
)
def test_the_one_button_that_was_offered(events, payload):
    assert button_before(list(events)) == payload


@pytest.mark.parametrize(
    ("events", "answered"),
    [
        (NOW_SAYS, False),
        ((*UNDERSTOOD, *NOW_SAYS), False),  # that was the message before
        ((*NOW_SAYS, slot("language", "hi"), ran("action_fallback")), False),  # nothing was said to it
        ((*NOW_SAYS, ran("action_begin_task"), bot("faq")), True),
    ],
)
def test_whether_the_message_was_answered_before_the_task_asks(events, answered):
    assert did_else(list(events)) is answered
