import pytest

from actions.task.beginning import FORM, begin
from actions.task.state import SLOT, State


@pytest.mark.parametrize("details", [{}, {"order": "20001", "action": "add"}])
def test_a_task_begins_with_what_is_known_and_has_asked_nothing(details):
    slot, followup = begin("change_order", **details)

    assert (slot["event"], slot["name"]) == ("slot", SLOT)
    assert State.from_json(slot["value"]) == State("change_order", details)
    assert (followup["event"], followup["name"]) == ("followup", FORM)


async def test_its_first_question_is_asked_at_once(play):
    assert await play("380015", "inform", pin_code="380015") == ["utter_delivery_options"]  # none: all is known
    assert await play("10234", "inform", order_number="10234") == ["utter_ask_order_contact"]
    assert (play.asks, play.details) == ("proof", {"order": "10234"})
