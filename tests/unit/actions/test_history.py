import pytest

from actions.history import failures_before, said_before, wish_before
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


GUIDED = (user("cancel it", "cancel_order"), ran("action_begin_task"), bot("utter_guide_person"), ran("action_listen"))


@pytest.mark.parametrize(
    ("events", "wish"),
    [
        ((*GUIDED, *NOW_SAYS), "cancel_order"),
        ((*GUIDED, *UNDERSTOOD, *NOW_SAYS), None),  # something else came between
        ((*UNDERSTOOD, *NOW_SAYS), None),  # the bot could do what was asked
        ((*GUIDED, {"event": "session_started"}, *NOW_SAYS), None),
        (GUIDED, None),  # this turn's own wish is none before it
    ],
)
def test_the_wish_that_a_person_is_called_for(events, wish):
    assert wish_before(list(events)) == wish
