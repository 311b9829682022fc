"""What a customer's message leads to, by owner and by what the engine does."""

from dataclasses import replace

import pytest

from sahay.domain.conversation import Handoff, Owner, Reason
from sahay.domain.message import Author, Button, Draft
from sahay.domain.notice import PAYLOAD
from sahay.domain.work import Outcome
from sahay.engine.client import Answer, EngineTrouble
from sahay.flow.inbox import NotOffered
from sahay.flow.turn import ASK_FOR_HUMAN
from tests.fakes import MORNING, answer
from tests.unit.flow.harness import ASHA, POLICY, Flow

PERSON = answer("One moment.", handoff=Handoff(Reason.REQUESTED))
DOWN = EngineTrouble("unreachable")
# All attempts that a message gets.
AWAY = (DOWN,) * POLICY.attempts


async def turns(flow: Flow) -> list[Outcome]:
    async with flow.store.snapshot() as snapshot:
        return [turn.outcome for turn in await snapshot.turns(flow.conversation_id)]


async def test_the_bot_answers_while_it_owns_the_conversation() -> None:
    flow = await Flow.begin(answer("Hello!", "What can I do?"))

    assert await flow.exchange("hi") == ["bot: Hello!", "bot: What can I do?"]
    assert await turns(flow) == [Outcome.ANSWERED]


async def test_messages_are_answered_one_after_the_other() -> None:
    flow = await Flow.begin()
    for text in ("one", "two", "three"):
        await flow.customer(text)
    await flow.settle()

    said = [line.text for line in await flow.log() if line.author is Author.BOT][1:]
    assert said == ["echo: one", "echo: two", "echo: three"]


async def test_a_message_sent_twice_is_stored_and_answered_once() -> None:
    flow = await Flow.begin()
    first = await flow.customer("hi")
    flow._sent -= 1  # the client did not hear the acknowledgement, and sends the same message again
    again = await flow.customer("hi")
    await flow.settle()

    assert again == first
    assert len(flow.engine.asked) == 1


async def test_a_handoff_puts_the_customer_in_the_queue_and_says_at_which_place() -> None:
    flow = await Flow.begin(PERSON)

    assert await flow.exchange("a person please") == [
        "bot: One moment.",
        "system: Queued as 1",
    ]
    after = await flow.conversation()
    assert (after.owner, after.reason, after.waiting_since) == (Owner.QUEUED, Reason.REQUESTED, flow.clock.now())


async def test_outside_hours_the_customer_hears_when_somebody_is_back() -> None:
    flow = await Flow.begin(PERSON)
    flow.clock.forward(10 * 3600)  # eight in the evening
    heard = await flow.exchange("a person please")

    assert heard[1:] == ["system: Queued as 1", "system: Back on Sunday 22 November, 10:00 am"]


@pytest.mark.parametrize("claimed", [False, True])  # waiting, or with an agent
async def test_the_bot_is_silent_while_a_human_is_wanted_or_there(claimed: bool) -> None:
    flow = await Flow.begin(PERSON)
    await flow.exchange("a person please")
    if claimed:
        await flow.desk.claim(flow.conversation_id, ASHA)

    assert await flow.exchange("hello?") == []
    assert len(flow.engine.asked) == 1


@pytest.mark.parametrize("leave", ["resolve", "return_to_bot"])
async def test_afterwards_the_bot_answers_again_and_begins_afresh(leave: str) -> None:
    flow = await Flow.begin(PERSON)
    await flow.exchange("a person please")
    await flow.desk.claim(flow.conversation_id, ASHA)
    await getattr(flow.desk, leave)(flow.conversation_id, ASHA)

    assert await flow.exchange("thanks") == ["bot: echo: thanks"]
    assert flow.engine.asked[-1][0].fresh
    await flow.exchange("and another thing")
    assert not flow.engine.asked[-1][0].fresh


async def test_an_agent_who_steps_in_while_the_bot_thinks_silences_it() -> None:
    async def think() -> Answer:
        await flow.desk.claim(flow.conversation_id, ASHA)
        return answer("too late")

    flow = await Flow.begin(think)

    assert await flow.exchange("hi") == ["system: Asha joined"]
    assert await turns(flow) == [Outcome.SUPERSEDED]


async def test_a_short_trouble_is_ridden_out() -> None:
    flow = await Flow.begin(DOWN, DOWN, answer("Here I am."))

    assert await flow.exchange("hi") == ["bot: Here I am."]


async def test_a_longer_trouble_gives_an_apology_with_the_offer_of_a_person() -> None:
    flow = await Flow.begin(*AWAY)
    await flow.exchange("hi")

    last = (await flow.log())[-1]
    assert last.author is Author.BOT
    assert last.text == "Sorry"
    assert [button.payload for button in last.buttons] == [ASK_FOR_HUMAN]
    assert len(flow.engine.asked) == POLICY.attempts
    assert await turns(flow) == [Outcome.APOLOGISED]


async def test_the_apology_comes_when_patience_ends_even_if_attempts_are_left() -> None:
    async def slow() -> Answer:
        flow.clock.forward(8)
        raise EngineTrouble("timeout")

    flow = await Flow.begin(slow)
    await flow.exchange("hi")

    assert len(flow.engine.asked) == 1
    assert await turns(flow) == [Outcome.APOLOGISED]


async def test_the_apology_is_in_the_customers_language() -> None:
    flow = await Flow.begin(*AWAY, language="gu")
    await flow.exchange("કેમ છો")

    assert (await flow.log())[-1].text == "માફ કરજો"


async def test_the_button_under_the_apology_works_without_the_engine() -> None:
    flow = await Flow.begin(*AWAY, DOWN)
    await flow.exchange("hi")
    await flow.exchange(tap=ASK_FOR_HUMAN)

    after = await flow.conversation()
    assert (after.owner, after.reason) == (Owner.QUEUED, Reason.REQUESTED)
    assert len(flow.engine.asked) == POLICY.attempts + 1  # at once: there is nothing to wait for


async def test_a_second_trouble_in_a_row_calls_a_person() -> None:
    flow = await Flow.begin(*AWAY, *AWAY)
    await flow.exchange("hi")
    await flow.exchange("hello?")

    after = await flow.conversation()
    assert (after.owner, after.reason) == (Owner.QUEUED, Reason.ENGINE_TROUBLE)
    assert await turns(flow) == [Outcome.APOLOGISED, Outcome.HANDED_OFF]


async def test_an_answer_in_between_makes_the_next_trouble_a_first_one() -> None:
    flow = await Flow.begin(*AWAY, answer("fine again"), *AWAY)
    for text in ("one", "two", "three"):
        await flow.exchange(text)

    assert (await flow.conversation()).owner is Owner.BOT


async def test_a_message_that_kills_the_process_each_time_does_not_do_so_for_ever() -> None:
    class Killed(BaseException):
        """As if by kill -9: nothing after the engine was asked is done."""

    async def die() -> Answer:
        raise Killed

    flow = await Flow.begin(*(die,) * POLICY.attempts)
    await flow.customer("poison")
    for _ in range(POLICY.attempts):
        with pytest.raises(Killed):
            await flow.turns.drain(flow.conversation_id)
    await flow.settle()

    assert await turns(flow) == [Outcome.APOLOGISED]
    assert len(flow.engine.asked) == POLICY.attempts


async def test_an_answer_that_cannot_be_stored_does_not_keep_the_customer_waiting_for_ever() -> None:
    class Unstorable(Exception):
        """As a database says it."""

    async def fail() -> Answer:
        raise Unstorable

    flow = await Flow.begin(*(fail,) * POLICY.attempts)
    await flow.customer("strange")
    for _ in range(POLICY.attempts):
        with pytest.raises(Unstorable):
            await flow.turns.drain(flow.conversation_id)
    await flow.settle()

    assert await turns(flow) == [Outcome.APOLOGISED]


async def test_a_tapped_button_shows_its_title_and_sends_its_payload() -> None:
    flow = await Flow.begin()
    await flow.exchange(tap="/track_order")

    _, sent = flow.engine.asked[0]
    assert (sent.text, sent.payload) == ("Track my order", "/track_order")


@pytest.mark.parametrize("payload", ["/restart", "/greet", '/track_order{"order_number":"10001"}', ""])
async def test_a_choice_that_was_never_offered_is_refused(payload: str) -> None:
    flow = await Flow.begin()
    with pytest.raises(NotOffered):
        await flow.customer(tap=payload)

    assert len(await flow.log()) == 1


@pytest.mark.parametrize(
    ("begun", "text", "language"),
    [
        ("en", "मेरा ऑर्डर कहाँ है", "hi"),  # another script is a clear wish
        ("en", "મારો ઓર્ડર ક્યાં છે", "gu"),
        ("hi", "ok", "hi"),  # one short word is none
        ("gu", "10234", "gu"),  # nor is a number
        ("hi", "where is my order please tell me", "en"),  # a clear sentence is
        ("en", "mera order kahan hai", "hi-Latn"),  # Latin letters are answered in Latin letters
        ("hi-Latn", "मेरा ऑर्डर", "hi"),
        ("hi", "refund", "hi"),  # one borrowed word changes no letters
        ("gu", "maro order kyare aavse", "gu-Latn"),
    ],
)
async def test_the_conversation_follows_the_customers_language(begun: str, text: str, language: str) -> None:
    flow = await Flow.begin(language=begun)
    await flow.exchange(text)

    assert flow.engine.asked[0][0].language == language


@pytest.mark.parametrize(
    ("offered", "text", "language"),
    [
        (("en", "hi", "gu"), "mera order kahan hai", "hi"),  # romanised: native
        (("en", "hi"), "maro order kyare aavse", "en"),  # no Gujarati in any letters
    ],
)
async def test_a_language_that_is_not_offered_is_not_spoken(offered, text, language) -> None:
    flow = await Flow.begin(languages=offered)
    await flow.exchange(text)

    assert flow.engine.asked[0][0].language == language


@pytest.mark.parametrize(
    ("begun", "wanted", "language"),
    [
        ("en", "hi", "hi"),
        ("en", "gu-Latn", "gu-Latn"),
        ("en", "ta", "en"),  # not offered: ignored
        ("gu", None, "gu"),  # no wish
    ],
)
async def test_an_answer_may_change_the_language(begun: str, wanted: str | None, language: str) -> None:
    flow = await Flow.begin(replace(answer("As you like."), language=wanted), language=begun)
    await flow.exchange("10234")

    assert (await flow.conversation()).language == language


async def test_who_is_handed_over_is_told_in_the_new_language() -> None:
    answered = replace(answer("One moment.", handoff=Handoff(Reason.REQUESTED)), language="gu")
    flow = await Flow.begin(answered)
    await flow.exchange("a person, in gujarati")

    assert (await flow.conversation()).language == "gu"
    assert (await flow.log())[-1].text == "તમે 1 નંબર પર"


async def test_every_answer_goes_out_through_the_outbox() -> None:
    flow = await Flow.begin(PERSON)
    await flow.exchange("a person please")
    await flow.desk.claim(flow.conversation_id, ASHA)
    await flow.desk.reply(flow.conversation_id, ASHA, "r1", "Hello, Asha here.")
    await flow.outbox.drain(flow.conversation_id)

    outgoing = {line.seq for line in await flow.log(after=1) if line.author is not Author.CUSTOMER}
    async with flow.store.snapshot() as snapshot:
        assert {**await snapshot.deliveries(flow.conversation_id)} == dict.fromkeys(outgoing, "sent")


async def test_a_typed_answer_to_a_notice_is_about_its_order() -> None:
    flow = await Flow.begin()
    about = Button("Track my order", '/track_order{"order_number": "10234"}')
    asked = []
    for text in ("thanks", "ok when?", "and why?"):
        async with flow.store.transaction() as tx:
            notice = Draft(Author.SYSTEM, "Shipped.", buttons=(about,), payload=f"{PAYLOAD}10234")
            await tx.append(flow.conversation_id, notice, MORNING)
        sent = await flow.customer(text)
        await flow.settle()
        asked.append((sent.text, flow.engine.asked[-1][1].payload))
    await flow.exchange("ok when?")  # the bot has spoken since: it is no answer to the notice
    asked.append(("later", flow.engine.asked[-1][1].payload))

    assert asked == [("thanks", None), ("ok when?", about.payload), ("and why?", about.payload), ("later", None)]
