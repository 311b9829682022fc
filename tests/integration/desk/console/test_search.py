"""Finding conversations, on both databases alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from sahay.desk.search import PAGE, Query
from sahay.domain.conversation import Owner
from sahay.shop.tables.tickets import ticket
from sahay.store import schema
from tests.fakes import MORNING
from tests.integration.desk.console.conftest import ASHA, BY_ASHA, RAVI, World

SAID = {
    "en": "My parcel A-10234 never came, 100% lost!",
    "hi": "मेरा पार्सल अभी तक नहीं आया",
    "gu": "મારું પાર્સલ હજી આવ્યું નથી",
    "hi-Latn": "Mera PARCEL kahan hai",
}


@pytest.fixture
async def talks(world: World) -> World:
    for language, text in SAID.items():
        await world.conversation(language, text, language=language)
    return world


async def ids(world: World, **query: object) -> list[str]:
    results, _ = await world.console.search.find(Query(**query))
    return [result["card"]["id"] for result in results]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("parcel", ["hi-Latn", "en"]),  # small letters or capitals, the latest first
        ("पार्सल", ["hi"]),
        ("पार्स", ["hi"]),  # part of a word, which ends before a sign on a letter
        ("नहीं आया", ["hi"]),
        ("પાર્સલ", ["gu"]),
        ("हजी", []),  # another script is another word
        ("parcel kahan", ["hi-Latn"]),  # all the words, in any order
        ("kahan parcel", ["hi-Latn"]),
        ("ra", ["hi-Latn"]),  # shorter than a trigram
        ("my pa", ["en"]),
        ("10234", ["en"]),
        ("100%", ["en"]),  # no wildcard
        ("%", ["en"]),
        ("_", []),
        ('"', []),  # nothing of what FTS5 or LIKE understand means anything
        ("a OR b", []),
        ("parcel NOT lost", []),
        ("'; DROP TABLE message; --", []),
        ("*", []),
        ("\x00", ["hi-Latn", "gu", "hi", "en"]),  # nothing is looked for
    ],
)
async def test_what_was_said_is_found(talks: World, text: str, found: list[str]) -> None:
    assert await ids(talks, text=text) == found


async def test_a_customer_is_found_by_name_address_and_number_and_so_are_merged_ones(world: World) -> None:
    await world.conversation("c1", contact="p")
    await world.conversation("c2", contact="q")
    await world.console.contacts.edit(
        "p", {"name": "Asha Patel", "email": "asha@example.com", "phone": "+919825012345"}, BY_ASHA
    )
    await world.console.contacts.merge("q", "p", BY_ASHA)

    for text in ("asha pat", "ASHA@example", "9825012345"):
        assert await ids(world, text=text) == ["c2", "c1"]


async def test_an_order_a_ticket_a_note_a_tag_and_the_conversation_itself_are_found(world: World) -> None:
    await world.conversation("c1", order_number="A10234")
    await world.conversation("c2")
    await world.conversation("c3")
    await world.conversation("xYz9c4")
    row = {"reference": "T-7K3QXM", "key": "k", "kind": "order", "priority": "high", "state": "open", "language": "en"}
    opened = {"text": "", "conversation_id": "c2", "opened_at": MORNING, "respond_by": MORNING}
    async with world.store.database.write() as connection:
        await connection.execute(ticket.insert().values(**row, **opened))
    await world.console.notes.add("c3", ASHA, "n", "Ask the warehouse")
    await world.console.tags.put("c3", ["fragile"])

    expected = {"a10234": "c1", "7k3q": "c2", "warehouse": "c3", "fragile": "c3", "xyz9": "xYz9c4"}
    assert {text: await ids(world, text=text) for text in expected} == {text: [key] for text, key in expected.items()}


async def test_each_result_shows_where_it_was_found(world: World) -> None:
    await world.conversation("c1", "one parcel", "hello", "two parcels", "bye")
    await world.conversation("c2")
    await world.console.notes.add("c2", ASHA, "n", "A parcel for the neighbour")
    results, _ = await world.console.search.find(Query("parcel"))

    assert [result["found"] for result in results] == [
        {"kind": "note", "text": "A parcel for the neighbour"},
        {"kind": "message", "seq": 3, "text": "two parcels"},  # the latest one
    ]


async def test_filters_all_count(world: World) -> None:
    await world.waiting("waits", language="gu-Latn")
    await world.conversation("talks", channel="telegram", language="hi", assignee_id=RAVI.id, owner=Owner.AGENT)
    await world.conversation("done", language="gu", updated_at=MORNING - timedelta(days=3))
    await world.console.tags.put("done", ["vip"])

    found = {
        ("status", Owner.QUEUED): ["waits"],
        ("channel", "telegram"): ["talks"],
        ("language", "gu"): ["waits", "done"],  # in Latin letters too
        ("agent", RAVI.id): ["talks"],
        ("tag", "vip"): ["done"],
        ("since", MORNING): ["talks", "waits"],
        ("until", MORNING): ["done"],
    }
    assert {key: await ids(world, **{key[0]: key[1]}) for key in found} == found
    assert await ids(world, language="gu", tag="vip", text="nothing of the sort") == []


async def test_pages_follow_one_another_without_gap_or_overlap(world: World) -> None:
    wanted = [f"c{number:02}" for number in range(2 * PAGE + 3)]
    for conversation_id in wanted:
        await world.conversation(conversation_id, updated_at=MORNING)  # all of the same moment
    seen: list[str] = []
    after, pages = None, 0
    while pages == 0 or after:
        results, after = await world.console.search.find(Query(), after)
        seen += [result["card"]["id"] for result in results]
        pages += 1

    assert (seen, pages) == (sorted(wanted, reverse=True), 3)


async def test_what_was_changed_or_erased_is_not_found_any_more(world: World) -> None:
    await world.conversation("c1", "secret one", "secret two")
    said = schema.message.c
    async with world.store.database.write() as connection:
        await connection.execute(update(schema.message).where(said.seq == 1).values(text="erased"))
        await connection.execute(delete(schema.message).where(said.seq == 2))

    assert await ids(world, text="secret") == []
    assert await ids(world, text="erased") == ["c1"]


async def test_a_query_is_as_long_as_it_may_be(world: World) -> None:
    assert await ids(world, text="x " * 5000) == []
    assert len(replace(Query(), text="a b c d e f g h i j k l").words) == 8
