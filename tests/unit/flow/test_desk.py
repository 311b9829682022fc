"""What agents do, and what they may not."""

import pytest

from sahay.domain.conversation import MoveRefused, Owner
from sahay.flow.hub import DESK
from tests.unit.flow.harness import ASHA, RAVI, Flow
from tests.unit.flow.test_turns import AWAY, PERSON


async def queued() -> Flow:
    flow = await Flow.begin(PERSON)
    await flow.exchange("a person please")
    return flow


async def test_claiming_tells_the_customer_who_is_there() -> None:
    flow = await queued()
    claimed = await flow.desk.claim(flow.conversation_id, ASHA)

    assert (claimed.owner, claimed.assignee_id) == (Owner.AGENT, ASHA.id)
    assert (await flow.log())[-1].text == "Asha joined"


async def test_claiming_twice_is_claiming_once() -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    length = len(await flow.log())
    await flow.desk.claim(flow.conversation_id, ASHA)

    assert len(await flow.log()) == length


async def test_a_reply_sent_twice_is_said_once() -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    first = await flow.desk.reply(flow.conversation_id, ASHA, "r1", "Hello")
    again = await flow.desk.reply(flow.conversation_id, ASHA, "r1", "Hello")

    assert again == first
    assert (first.author, first.name) == ("agent", "Asha")


@pytest.mark.parametrize("act", ["claim", "resolve", "return_to_bot"])
async def test_a_second_agent_changes_nothing(act: str) -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    before = (await flow.conversation(), await flow.log())
    with pytest.raises(MoveRefused):
        await getattr(flow.desk, act)(flow.conversation_id, RAVI)
    with pytest.raises(MoveRefused):
        await flow.desk.reply(flow.conversation_id, RAVI, "r1", "Let me")

    assert (await flow.conversation(), await flow.log()) == before


async def test_a_resolved_conversation_opens_again_with_the_bot_when_the_customer_writes() -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    resolved = await flow.desk.resolve(flow.conversation_id, ASHA)
    assert (resolved.owner, resolved.assignee_id) == (Owner.RESOLVED, None)

    await flow.exchange("one more thing")
    assert (await flow.conversation()).owner is Owner.BOT


async def test_what_the_agent_has_not_seen_cannot_be_resolved_away() -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    seen = (await flow.conversation()).last_seq
    await flow.customer("and my parcel is broken!")
    with pytest.raises(MoveRefused) as refused:
        await flow.desk.resolve(flow.conversation_id, ASHA, seen)
    assert refused.value.code == "new_message"

    await flow.desk.resolve(flow.conversation_id, ASHA, seen + 1)
    assert (await flow.conversation()).owner is Owner.RESOLVED


@pytest.mark.parametrize("settled", [True, False])  # whether the message was seen before the agent left, or still waits
async def test_returned_to_the_bot_what_nobody_answered_is_answered(settled: bool) -> None:
    flow = await queued()
    await flow.desk.claim(flow.conversation_id, ASHA)
    await flow.exchange("answered by Asha")
    await flow.desk.reply(flow.conversation_id, ASHA, "r1", "Done.")
    await flow.customer("one")
    await flow.customer("two")
    if settled:
        await flow.settle()
    await flow.desk.return_to_bot(flow.conversation_id, ASHA)
    await flow.settle()

    assert [line.text for line in await flow.log()][-3:] == ["Asha left", "echo: one", "echo: two"]


async def test_what_a_human_was_called_for_is_settled_by_the_human() -> None:
    flow = await Flow.begin(*AWAY, *AWAY)
    await flow.exchange("one")
    await flow.exchange("two")  # the second trouble in a row calls a person, without a word of the bot
    await flow.desk.claim(flow.conversation_id, ASHA)
    await flow.desk.return_to_bot(flow.conversation_id, ASHA)
    await flow.settle()

    assert (await flow.log())[-1].text == "Asha left"


async def test_the_desk_hears_of_every_change() -> None:
    flow = await queued()
    with flow.hub.subscribe(DESK) as subscription:
        await flow.desk.claim(flow.conversation_id, ASHA)
        heard = await subscription.wait(1)

    assert [signal.conversation_id for signal in heard] == [flow.conversation_id]
