"""What every conversation store does: in memory, on SQLite and on PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sahay.domain.card import Choice, ListCard, Money, OrderCard
from sahay.domain.conversation import Action, Conversation, Owner, Reason, Transition
from sahay.domain.message import Author, Button, Draft, File, Message, Upload
from sahay.domain.work import Delivery, Outcome, Turn
from sahay.store.base import Contact, ConversationNotFound, MessageNotFound, Store, UploadNotFound

NOW = datetime(2026, 11, 21, 4, 30, 15, 250000, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def conversation(conversation_id: str, **changes: object) -> Conversation:
    made = Conversation(conversation_id, f"p-{conversation_id}", "web", "en", created_at=NOW, updated_at=NOW)
    return replace(made, **changes)


async def begin(store: Store, conversation_id: str = "c1", **changes: object) -> Conversation:
    made = conversation(conversation_id, **changes)
    async with store.transaction() as tx:
        await tx.add_contact(Contact(made.contact_id, NOW))
        await tx.add_conversation(made)
    return made


async def say(store: Store, *texts: str, conversation_id: str = "c1", **draft: object) -> list[Message]:
    async with store.transaction() as tx:
        drafts = [Draft(Author.CUSTOMER, text, **draft) for text in texts]
        return [await tx.append(conversation_id, each, NOW) for each in drafts]


async def test_a_conversation_is_read_as_it_was_written(store: Store) -> None:
    waiting = {"owner": Owner.QUEUED, "reason": Reason.REQUESTED, "waiting_since": NOW, "ranked_at": NOW}
    made = await begin(store, **waiting, topic="refund", troubles=1)

    async with store.snapshot() as snapshot:
        assert await snapshot.conversation("c1") == made
        assert await snapshot.contact("p-c1") == Contact("p-c1", NOW)


async def test_an_unknown_conversation_is_an_error(store: Store) -> None:
    async with store.snapshot() as snapshot:
        with pytest.raises(ConversationNotFound):
            await snapshot.conversation("nobody")
    with pytest.raises(ConversationNotFound):
        await say(store, "hello", conversation_id="nobody")


async def test_the_log_counts_from_one_without_gaps(store: Store) -> None:
    await begin(store)
    await say(store, "one", "two")
    await say(store, "three")

    async with store.snapshot() as snapshot:
        lines = [(line.seq, line.text) for line in await snapshot.messages("c1")]
        assert lines == [(1, "one"), (2, "two"), (3, "three")]
        assert (await snapshot.conversation("c1")).last_seq == 3


async def test_the_log_is_read_on_from_a_cursor_and_in_pages(store: Store) -> None:
    await begin(store)
    await say(store, "one", "two", "three", "four")

    async with store.snapshot() as snapshot:
        assert [line.seq for line in await snapshot.messages("c1", after=1, limit=2)] == [2, 3]
        assert (await snapshot.message("c1", 4)).text == "four"
        with pytest.raises(MessageNotFound):
            await snapshot.message("c1", 5)


async def test_a_message_keeps_all_that_it_carries(store: Store) -> None:
    await begin(store)
    draft = Draft(Author.BOT, "नमस्ते 🙏", name="Sahay", buttons=(Button("हाँ", "/affirm"),), external_id="c1:x")
    async with store.transaction() as tx:
        written = await tx.append("c1", draft, NOW)

    async with store.snapshot() as snapshot:
        assert await snapshot.messages("c1") == [written]
        assert written.buttons == (Button("हाँ", "/affirm"),)
        assert await snapshot.message_by_external_id("web", "c1:x") == written
        assert await snapshot.message_by_external_id("telegram", "c1:x") is None


async def test_saving_never_moves_the_log_back(store: Store) -> None:
    before = await begin(store)
    await say(store, "one")
    async with store.transaction() as tx:
        await tx.save(replace(before, language="hi"))

    async with store.snapshot() as snapshot:
        after = await snapshot.conversation("c1")
    assert (after.language, after.last_seq) == ("hi", 1)


async def test_a_transaction_that_raises_leaves_nothing_behind(store: Store) -> None:
    await begin(store)

    async def fail_half_way() -> None:
        async with store.transaction() as tx:
            await tx.to_inbox(await tx.append("c1", Draft(Author.CUSTOMER, "lost?"), NOW))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_half_way()

    async with store.snapshot() as snapshot:
        assert await snapshot.messages("c1") == []
        assert await snapshot.next_in_inbox("c1") is None
        assert (await snapshot.conversation("c1")).last_seq == 0


async def test_many_writers_at_once_share_out_the_numbers(store: Store) -> None:
    await begin(store)
    await asyncio.gather(*(say(store, str(number)) for number in range(20)))

    async with store.snapshot() as snapshot:
        lines = await snapshot.messages("c1")
    assert [line.seq for line in lines] == list(range(1, 21))
    assert {line.text for line in lines} == {str(number) for number in range(20)}


async def test_only_choices_that_were_offered_are_found(store: Store) -> None:
    await begin(store)
    async with store.transaction() as tx:
        await tx.append("c1", Draft(Author.BOT, "?", buttons=(Button("Old", "/a"),)), NOW)
        await tx.append("c1", Draft(Author.BOT, "?", buttons=(Button("New", "/a"), Button("Other", "/b"))), NOW)
        await tx.append("c1", Draft(Author.CUSTOMER, "/c", buttons=(Button("Forged", "/c"),)), NOW)
        await tx.append("c1", Draft(Author.BOT, "?", card=ListCard("?", (Choice("Row", "/e", "the first"),))), NOW)

    async with store.snapshot() as snapshot:
        assert await snapshot.offered("c1", "/a") == Button("New", "/a")
        assert await snapshot.offered("c1", "/b") == Button("Other", "/b")
        assert await snapshot.offered("c1", "/c") is None  # a customer offers nothing
        assert await snapshot.offered("c1", "/d") is None
        assert await snapshot.offered("c1", "/e") == Button("Row", "/e")  # on a card


async def test_a_card_is_kept_with_its_line(store: Store) -> None:
    card = OrderCard("10234", "Shipped", total=Money("1549.00", "INR"), expected=date(2026, 11, 24))
    await begin(store)
    await say(store, "with one", card=card)
    await say(store, "without")

    async with store.snapshot() as snapshot:
        assert [line.card for line in await snapshot.messages("c1")] == [card, None]


async def test_the_inbox_gives_the_oldest_first_until_it_is_finished(store: Store) -> None:
    await begin(store)
    first, second = await say(store, "one", "two")
    async with store.transaction() as tx:
        await tx.to_inbox(first)
        await tx.to_inbox(second)

    async with store.transaction() as tx:
        item = await tx.next_in_inbox("c1")
        assert item is not None
        assert (item.seq, item.attempts, item.received_at, item.due_at) == (1, 0, NOW, NOW)
        begun = await tx.begin_attempt(item)
        await tx.postpone(begun, LATER)
    async with store.snapshot() as snapshot:
        assert await snapshot.next_in_inbox("c1") == replace(item, attempts=1, due_at=LATER)
        assert await snapshot.conversations_with_inbox() == ["c1"]

    async with store.transaction() as tx:
        await tx.finish(item)
    async with store.transaction() as tx:
        following = await tx.next_in_inbox("c1")
        assert following is not None
        assert following.seq == 2
        await tx.finish(following)
    async with store.snapshot() as snapshot:
        assert await snapshot.next_in_inbox("c1") is None
        assert await snapshot.conversations_with_inbox() == []


async def test_the_outbox_keeps_order_and_remembers_how_it_went(store: Store) -> None:
    await begin(store)
    for line in await say(store, "one", "two", "three"):
        async with store.transaction() as tx:
            await tx.to_outbox(line)

    async with store.transaction() as tx:
        first = await tx.next_in_outbox("c1")
        assert first is not None
        await tx.delivery_failed(first, "unreachable", LATER)
    async with store.transaction() as tx:
        again = await tx.next_in_outbox("c1")
        assert again == replace(first, attempts=1, due_at=LATER)  # a later message does not overtake it
        await tx.delivered(again)
    async with store.transaction() as tx:
        second = await tx.next_in_outbox("c1")
        assert second is not None
        await tx.delivery_failed(second, "blocked", None)
    async with store.snapshot() as snapshot:
        expected = {1: Delivery.SENT, 2: Delivery.FAILED, 3: Delivery.PENDING}
        assert await snapshot.deliveries("c1") == expected
        assert await snapshot.conversations_with_outbox() == ["c1"]


async def test_the_queue_is_by_waiting_time_and_knows_every_place(store: Store) -> None:
    await begin(store, "late", owner=Owner.QUEUED, waiting_since=LATER, ranked_at=LATER)
    await begin(store, "early", owner=Owner.QUEUED, waiting_since=NOW, ranked_at=NOW)
    await begin(store, "twin", owner=Owner.QUEUED, waiting_since=NOW, ranked_at=NOW)
    await begin(store, "other")

    async with store.snapshot() as snapshot:
        assert [item.id for item in await snapshot.queue()] == ["early", "twin", "late"]
        places = {key: await snapshot.position(key) for key in ("early", "twin", "late", "other", "nobody")}
    assert places == {"early": 1, "twin": 2, "late": 3, "other": None, "nobody": None}


async def test_the_desks_lists_hold_each_conversation_once(store: Store) -> None:
    await begin(store, "bot", updated_at=NOW)
    await begin(store, "done", owner=Owner.RESOLVED, updated_at=LATER)
    await begin(store, "queued", owner=Owner.QUEUED, waiting_since=NOW, ranked_at=NOW)
    await say(store, "hello", "there", conversation_id="bot")
    async with store.transaction() as tx:
        await tx.append("bot", Draft(Author.SYSTEM, "a notice"), NOW)

    async with store.snapshot() as snapshot:
        assert [item.id for item in await snapshot.recent(10)] == ["done", "bot"]
        assert [item.id for item in await snapshot.recent(1)] == ["done"]
        assert await snapshot.with_agents() == []
        last = await snapshot.last_messages(["bot", "done"])
    assert {key: line.text for key, line in last.items()} == {"bot": "there"}


async def test_turns_and_transitions_are_kept_in_order(store: Store) -> None:
    await begin(store)
    await say(store, "one", "two")
    turn = Turn("c1", 1, Outcome.ANSWERED, NOW, "greet", 0.91, (("greet", 0.91),), ("utter_greet",), {"a": 1}, None, 42)
    transition = Transition("c1", Action.HAND_OFF, Owner.BOT, Owner.QUEUED, NOW, None, Reason.REQUESTED)
    claimed = Transition("c1", Action.CLAIM, Owner.QUEUED, Owner.AGENT, NOW, "Asha")
    async with store.transaction() as tx:
        await tx.record_turn(replace(turn, seq=2))
        await tx.record_turn(replace(turn, outcome=Outcome.SUPERSEDED))
        await tx.record_turn(turn)  # in place of the one before
        await tx.record_transition(transition)
        await tx.record_transition(claimed)

    async with store.snapshot() as snapshot:
        assert await snapshot.turns("c1") == [turn, replace(turn, seq=2)]
        assert await snapshot.transitions("c1") == [transition, claimed]


async def test_one_process_at_a_time_works_on_a_conversation(store: Store) -> None:
    await begin(store)

    async def acquire(holder: str, now: datetime) -> bool:
        async with store.transaction() as tx:
            return await tx.acquire("c1", holder, now, now + timedelta(seconds=60))

    assert await acquire("one", NOW)
    assert await acquire("one", NOW)  # what one has, one may take again
    assert not await acquire("two", NOW)
    assert await acquire("two", NOW + timedelta(seconds=61))  # the first one died: its right has run out
    async with store.transaction() as tx:
        await tx.release("c1", "one")  # too late: it is no longer theirs to release
    assert not await acquire("one", NOW + timedelta(seconds=62))
    async with store.transaction() as tx:
        await tx.release_all()
    assert await acquire("one", NOW + timedelta(seconds=62))


async def test_nobody_acquires_what_does_not_exist(store: Store) -> None:
    async with store.transaction() as tx:
        assert not await tx.acquire("nobody", "one", NOW, LATER)


async def test_what_was_uploaded_is_sent_once_by_who_uploaded_it(store: Store) -> None:
    await begin(store)
    await begin(store, "c2")
    photo, bill = File("f1", "photo.jpg", "image/jpeg", 7), File("f2", "bill.pdf", "application/pdf", 9)
    async with store.transaction() as tx:
        await tx.add_upload(Upload(photo, "c1", NOW))
        await tx.add_upload(Upload(bill, "c1", LATER))
        with pytest.raises(UploadNotFound):
            await tx.to_send("c2", ["f1"], None)
        with pytest.raises(UploadNotFound):
            await tx.to_send("c1", ["f1"], "asha")
        files = await tx.to_send("c1", ["f2", "f1"], None)
        sent = await tx.append("c1", Draft(Author.CUSTOMER, "", files=files), LATER)
        with pytest.raises(UploadNotFound):
            await tx.to_send("c1", ["f1"], None)

    assert sent.files == (bill, photo)  # in the order in which they were asked for
    async with store.snapshot() as snapshot:
        assert list(await snapshot.messages("c1")) == [sent]
        assert await snapshot.uploads("c1") == [Upload(photo, "c1", NOW, seq=1), Upload(bill, "c1", LATER, seq=1)]
        with pytest.raises(UploadNotFound):
            await snapshot.upload("none")
