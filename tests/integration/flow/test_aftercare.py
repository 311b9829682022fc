"""What customers are asked after a person has resolved their matter, and what their answers do."""

import pytest
from sqlalchemy import func, select, update

from sahay.domain.conversation import Owner, Reason
from sahay.domain.rating import Asked, Inquiry
from sahay.domain.work import Outcome
from sahay.flow.aftercare import ADD_COMMENT, NO_FOLLOW_UP, NOT_SOLVED, SOLVED
from sahay.flow.copies import TRANSCRIPT
from sahay.shop.tables.mail import mail
from sahay.store import inquiries
from sahay.store.schema import contact
from sahay.store.sql import SqlTransaction
from tests.fakes import answer
from tests.integration.flow.conftest import ASHA, World

GOOD, BAD = "/app_rate_5", "/app_rate_1"


async def rating(world: World) -> Asked | None:
    async with world.database.read() as connection:
        return await inquiries.latest(connection, world.conversation_id, Inquiry.RATING)


async def test_a_rating_is_asked_for_once_with_five_buttons(world: World) -> None:
    await world.resolved()
    assert await world.later(seconds=30) == []
    [question] = await world.later(minutes=1)
    for _ in range(3):
        assert await world.later(minutes=10) == []

    assert question.text == "How was the help you got here?"
    assert [button.payload for button in question.buttons] == [f"/app_rate_{score}" for score in (5, 4, 3, 2, 1)]


async def test_it_is_asked_in_the_customers_language(world: World) -> None:
    await world.resolved("મારે કોઈ વ્યક્તિ સાથે વાત કરવી છે")
    [question] = await world.later(minutes=1)

    assert question.text == "અહીં મળેલી મદદ તમને કેવી લાગી?"


async def test_a_rating_opens_nothing_again_and_its_first_answer_counts(world: World) -> None:
    told: list[Asked] = []

    async def note(_tx: SqlTransaction, rating: Asked) -> None:
        told.append(rating)

    world.care.answers.on_rating.append(note)
    await world.resolved()
    await world.later(minutes=1)
    [thanks] = await world.customer(tap=GOOD)
    [again] = await world.customer(tap=BAD)

    assert thanks.text.startswith("Thank you!")
    assert again.text == "Thank you, we already have your rating."
    assert (await world.conversation()).owner is Owner.RESOLVED
    assert [(each.score, each.agent_id) for each in told] == [(5, ASHA.id)]
    found = await rating(world)
    assert found is not None
    assert (found.score, found.answered_at) == (5, world.clock.now())
    async with world.store.snapshot() as snapshot:
        turns = await snapshot.turns(world.conversation_id)
    assert [turn.intent for turn in turns if turn.outcome is Outcome.NOTED] == ["app_rate_5", "app_rate_1"]


async def test_a_tap_during_a_talk_with_an_agent_is_no_question_to_the_bot_afterwards(world: World) -> None:
    await world.resolved()
    await world.later(minutes=1)
    await world.desk.claim(world.conversation_id, ASHA)
    await world.customer(tap=GOOD)
    await world.desk.return_to_bot(world.conversation_id, ASHA)

    async with world.store.snapshot() as snapshot:
        assert await snapshot.next_in_inbox(world.conversation_id) is None


async def test_a_comment_is_the_next_text(world: World) -> None:
    await world.resolved()
    await world.later(minutes=1)
    await world.customer(tap=GOOD)
    await world.customer(tap=ADD_COMMENT)
    [kept] = await world.customer("Quick and kind.")
    world.engine.script.append(answer("Hello!"))
    [greeting] = await world.customer("hi")

    found = await rating(world)
    assert found is not None
    assert found.comment == "Quick and kind."
    assert kept.text == "Thank you, your comment is with our team."
    assert greeting.text == "Hello!"  # only the next one


@pytest.mark.parametrize("why", ["too late", "with an agent"])
async def test_a_text_that_is_none_is_no_comment(world: World, why: str) -> None:
    await world.resolved()
    await world.later(minutes=1)
    await world.customer(tap=GOOD)
    await world.customer(tap=ADD_COMMENT)
    if why == "too late":
        await world.later(hours=2)
    else:
        await world.desk.claim(world.conversation_id, ASHA)
    await world.customer("and my parcel?")

    found = await rating(world)
    assert found is not None
    assert found.comment is None


async def test_who_talks_with_the_bot_is_asked_when_it_is_quiet(world: World) -> None:
    await world.resolved()
    await world.later(seconds=50)
    await world.customer("thanks!")
    assert await world.later(seconds=20) == []
    [question] = await world.later(minutes=2)
    assert question.text.startswith("How was the help")


async def test_spam_is_asked_nothing(world: World) -> None:
    await world.resolved(reason="spam")
    assert await world.later(minutes=5) == []
    assert await world.later(days=3) == []


async def test_who_is_blocked_is_asked_nothing(world: World) -> None:
    await world.resolved()
    async with world.database.write() as connection:
        await connection.execute(update(contact).values(blocked_at=world.clock.now()))

    assert await world.later(minutes=5) == []


async def asked_whether_it_holds(world: World) -> None:
    await world.resolved()
    await world.later(minutes=1)
    [question] = await world.later(days=3)
    assert question.text.endswith("Is the matter really solved?")


async def test_days_later_one_asks_whether_it_holds(world: World) -> None:
    await asked_whether_it_holds(world)
    [glad] = await world.customer(tap=SOLVED)

    assert glad.text.startswith("Good to hear.")
    assert (await world.conversation()).owner is Owner.RESOLVED
    async with world.database.read() as connection:
        follow_up = await inquiries.latest(connection, world.conversation_id, Inquiry.FOLLOW_UP)
    assert follow_up is not None
    assert follow_up.solved is True


@pytest.mark.parametrize("meanwhile", [Owner.RESOLVED, Owner.BOT])
async def test_what_is_not_solved_goes_to_a_person_again(world: World, meanwhile: Owner) -> None:
    await asked_whether_it_holds(world)
    if meanwhile is Owner.BOT:
        await world.customer("hello")
    [queued] = await world.customer(tap=NOT_SOLVED)

    after = await world.conversation()
    assert (after.owner, after.reason) == (Owner.QUEUED, Reason.NOT_SOLVED)
    assert queued.text.startswith("You are number 1 in the queue.")
    [told] = await world.customer(tap=NOT_SOLVED)
    assert told.text == "Our team already has your matter. The answer will come here."


async def test_who_does_not_want_to_be_asked_is_not_asked_again(world: World) -> None:
    await asked_whether_it_holds(world)
    await world.customer(tap=NO_FOLLOW_UP)
    await world.customer(tap=NO_FOLLOW_UP)
    await world.resolved()
    await world.later(minutes=1)

    assert await world.later(days=3) == []


async def mails(world: World) -> int:
    async with world.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(mail)) or 0


async def test_a_transcript_goes_to_the_address_that_is_told(world: World) -> None:
    await world.resolved()
    [asked] = await world.customer(tap=TRANSCRIPT)
    [sent] = await world.customer("priya@example.com please")

    assert asked.text.startswith("To which e-mail address")
    assert sent.text == "A copy of this conversation is on its way to you by e-mail."
    assert (await world.conversation()).owner is Owner.RESOLVED
    waiting = await world.mails.take(world.clock.now(), world.clock.now())
    assert waiting is not None
    assert waiting.mail.to == "priya@example.com"
    assert "> 2026-11-20 10:00\n> I want a person" in waiting.mail.text
    assert "2026-11-20 10:00 Asha:\nDone." in waiting.mail.text
    assert "queue" not in waiting.mail.text  # what the app noted is left out


async def test_what_holds_no_address_is_a_message_like_any_other(world: World) -> None:
    await world.resolved()
    await world.customer(tap=TRANSCRIPT)
    world.engine.script.append(answer("Let me see."))

    assert [line.text for line in await world.customer("where is my order")] == ["Let me see."]
    assert await mails(world) == 0


async def test_transcripts_are_limited_by_conversation_and_by_address(world: World) -> None:
    async def ask(email: str) -> str:
        await world.customer(tap=TRANSCRIPT)
        [told] = await world.customer(email)
        world.clock.forward(1)
        return told.text

    most = world.settings.aftercare.transcripts_per_day
    await world.resolved()
    for each in range(most):
        assert "on its way" in await ask(f"priya{each % 2}@example.com")
    assert "several times today" in await ask("another@example.com")
    for _ in range(most):  # a stranger's mailbox is not filled from many conversations
        await world.begin()
        await world.resolved()
        await ask("priya0@example.com")
    assert await mails(world) == most + 1
    world.clock.forward(24 * 3600)
    assert "on its way" in await ask("priya0@example.com")
