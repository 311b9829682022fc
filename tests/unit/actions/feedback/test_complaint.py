import pytest

from actions.feedback.complaint import priority_of
from sahay.shop.tickets import Priority, TicketKind, TicketState
from tests.unit.actions.stage import NOW

STORY = "the courier threw the parcel over the gate"


@pytest.mark.parametrize(
    ("story", "priority"),
    [
        ("the box was a bit dusty", Priority.NORMAL),
        ("your man was rude to me", Priority.HIGH),
        ("it came broken", Priority.HIGH),
        ("सामान टूटा हुआ आया", Priority.HIGH),
        ("vastu tutelu aavyu", Priority.HIGH),
        ("the kettle caught fire", Priority.URGENT),
        ("I will go to the police", Priority.URGENT),
        ("करंट लगा मुझे", Priority.URGENT),
        ("મને કરંટ લાગ્યો", Priority.URGENT),
        ("broken, and I got a shock", Priority.URGENT),  # the worst counts
    ],
)
def test_how_bad_it_is_tells_how_urgent(story: str, priority: Priority):
    assert priority_of(story) is priority


async def test_a_complaint_is_asked_for_and_kept(play, services):
    assert await play("I want to make a complaint", "complaint") == ["utter_ask_story"]
    assert await play(STORY, "complaint") == ["utter_complaint_kept"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert (ticket.kind, ticket.text, ticket.state) == (TicketKind.COMPLAINT, STORY, TicketState.OPEN)
    assert play.said.messages[0]["reference"] == ticket.reference


async def test_one_that_is_told_at_once_is_not_asked_for(play):
    assert await play("complaint: " + STORY, "complaint") == ["utter_complaint_kept"]


@pytest.mark.parametrize("text", ["complaint", "mujhe shikayat karni hai", "ફરિયાદ કરવી છે"])
async def test_that_there_is_one_is_not_one(play, text):
    assert await play(text, "complaint") == ["utter_ask_story"]


async def test_the_order_that_was_told_is_noted_and_proves_nothing(play, services):
    play.slots["known_order"] = "10234"
    await play("complaint: " + STORY, "complaint")

    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert (ticket.order_number, ticket.account_id) == ("10234", None)


async def test_who_asks_for_it_is_told_its_number(play, services):
    await play("complaint: " + STORY, "complaint")
    (ticket,) = await services.tickets.of_conversation("conversation-1")

    assert await play("status of my complaint", "complaint") == ["utter_complaint_known"]
    assert play.said.messages[0]["reference"] == ticket.reference


async def test_once_it_is_solved_a_new_one_is_asked_for(play, services):
    await play("complaint: " + STORY, "complaint")
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    await services.tickets.move(ticket.reference, TicketState.SOLVED, by="Ravi", now=NOW)

    assert await play("status of my complaint", "complaint") == ["utter_ask_story"]
