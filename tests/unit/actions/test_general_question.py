import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.general_question import asked_in_general
from actions.question_words import is_question
from actions.turn import Turn
from tests.unit.actions.stage import FaqInMemory


def turn(text, intent, language="en", **details):
    entities = [{"entity": name, "value": value, "start": 0, "end": 0} for name, value in details.items()]
    kind = "payload" if text.startswith("/") else "text"
    message = {"text": text, "intent": {"name": intent}, "entities": entities, "metadata": {"kind": kind}}
    tracker = Tracker("c", {"language": language}, message, [], False, None, {}, "action_listen")
    return Turn(tracker, CollectingDispatcher(), "en")


async def asked(turn, *, interrupts=False):
    answer = await asked_in_general(turn, FaqInMemory(), interrupts=interrupts)
    return answer.key if answer else None


@pytest.mark.parametrize(
    ("text", "intent", "language", "key"),
    [
        ("how many days do I have to return something", "return_product", "en", "returns_window"),
        ("रिटर्न कितने दिन में कर सकते हैं", "return_product", "hi", "returns_window"),
        ("કેટલા દિવસમાં પાછું આપી શકાય", "return_product", "gu", "returns_window"),
        ("is there a delivery charge", "delivery_options", "en", "delivery_charges"),
        ("I want to return this", "return_product", "en", None),  # the wish itself
        ("where is my refund", "track_refund", "en", None),
    ],
)
async def test_a_rule_is_told_and_a_wish_is_begun(text, intent, language, key):
    assert await asked(turn(text, intent, language)) == key


@pytest.mark.parametrize(
    "said",
    [
        turn("/return_product", "return_product"),
        turn("how many days do I have to return order 20001", "return_product", order_number="20001"),  # one's own
        turn("how many days do I have to return something", "nlu_fallback"),  # no wish
    ],
)
async def test_what_is_one_customers_own_is_no_rule(said):
    assert await asked(said) is None


async def test_a_question_in_between_is_answered_by_the_wishs_own_entry_so_that_the_task_goes_on():
    said = turn("can i pay by any means?", "check_payment_methods")

    assert await asked(said, interrupts=True)
    assert await asked(turn("cancel it", "cancel_order"), interrupts=True) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("how do I pay", True),
        ("you take cards?", True),
        ("कैसे पेमेंट करूँ", True),
        ("કેવી રીતે ચૂકવું", True),
        ("return policy kya hai", True),
        ("mane kaho ketla divas", True),
        ("I want to return this", False),
        ("पैसे वापस करो", False),
        ("", False),
    ],
)
def test_a_question_is_known_by_its_words(text: str, is_one: bool):
    assert is_question(text) is is_one
