import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.questions.quantity import numbers_in, quantity_of
from actions.turn import Turn
from tests.unit.actions.stage import user


def turn(text, language="en", **entities):
    message = user(text, "inform", **entities)["parse_data"] | {"text": text, "metadata": {"kind": "text"}}
    tracker = Tracker("c", {"language": language}, message, [], False, None, {}, "action_listen")
    return Turn(tracker, CollectingDispatcher(), "en")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "3", 3),
        ("en", "make it 3", 3),
        ("en", "3pcs please", 3),
        ("en", "x3", 3),
        ("en", "add one copper bottle", 1),
        ("en", "two more", 2),
        ("en", "no, the other one", None),
        ("en", "1.5", None),
        ("en", "what do you do", None),
        ("en", "3 instead of 2", 3),
        ("en", "put 2 not 3", 2),
        ("en", "from 2 to 5", 5),
        ("en", "2, 3 or 4", None),
        ("hi", "३ कर दो", 3),
        ("hi", "तीन कर दो", 3),
        ("hi", "दो बोतल और", 2),
        ("hi", "दो", 2),
        ("hi", "हटा दो", None),  # do it
        ("hi", "पाँच", 5),
        ("hi", "2 की जगह 3", 3),
        ("hi-Latn", "teen kar do", 3),
        ("hi-Latn", "do bottle kar do", 2),
        ("hi-Latn", "hata do", None),
        ("hi-Latn", "hata do please", None),
        ("hi-Latn", "paanch", 5),
        ("gu", "ત્રણ નંગ", 3),
        ("gu", "બે", 2),
        ("gu", "૪ કરી દો", 4),
        ("gu-Latn", "tran kari do", 3),
        ("gu-Latn", "be bottle", 2),
        ("gu-Latn", "char", 4),
    ],
)
def test_how_many_pieces_a_message_speaks_of(language, text, number):
    assert quantity_of(turn(text, language)) == number


def test_what_is_another_detail_is_no_number_of_pieces():
    message = turn("in order 20001 make it 3", order_number="20001")

    assert (quantity_of(message), numbers_in(message)) == (3, 1)


@pytest.mark.parametrize(("asked", "number"), [(True, 50), (False, None)])
def test_a_bare_detail_is_one_only_where_a_number_is_asked_for(asked, number):
    assert quantity_of(turn("50", amount="50"), asked=asked) == number
