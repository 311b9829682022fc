"""Notes, tags: what agents keep of a conversation, and who is told."""

import pytest

from sahay.desk.tags import TAG_CHARACTERS, TAGS, TagError
from sahay.flow.hub import Changed, Mentioned
from sahay.store.base import ConversationNotFound
from tests.integration.desk.console.conftest import ASHA, RAVI, World


async def test_a_note_stands_behind_the_line_after_which_it_was_written(world: World) -> None:
    await world.conversation("c1", "hello", "where is it?")
    note = await world.console.notes.add("c1", ASHA, "n1", "She is in a hurry")

    (shown,) = (await world.view("c1"))["notes"]
    assert (shown["id"], shown["after_seq"], shown["text"]) == (note.id, 2, "She is in a hurry")
    assert shown["author"] == {"id": "asha", "name": "Asha"}


async def test_a_note_sent_again_is_the_same_note(world: World) -> None:
    await world.conversation("c1")
    first = await world.console.notes.add("c1", ASHA, "n1", "Once")
    again = await world.console.notes.add("c1", ASHA, "n1", "Once")
    other = await world.console.notes.add("c1", RAVI, "n1", "Another agent's own")

    assert again == first
    assert [note.id for note in await world.console.notes.of("c1")] == sorted([first.id, other.id])


@pytest.mark.parametrize(
    ("text", "mentions", "told"),
    [
        ("@[Ravi](ravi) please look", ("ravi",), ("ravi",)),
        ("@[Asha](asha) reminds herself", ("asha",), None),  # nobody is told of what they wrote themselves
        ("@[Nobody](gone) is not here", (), None),
        ("mail to ravi@example.com", (), None),
    ],
)
async def test_whom_a_note_names_is_told(
    world: World, text: str, mentions: tuple[str, ...], told: tuple[str, ...] | None
) -> None:
    await world.conversation("c1")
    note = await world.console.notes.add("c1", ASHA, "n1", text)

    heard = [signal for signal in world.signals() if isinstance(signal, Mentioned)]
    assert note.mentions == mentions
    assert heard == ([Mentioned("c1", note.id, "Asha", told)] if told else [])


async def test_the_customer_never_reads_a_note(world: World) -> None:
    await world.conversation("c1", "hello")
    await world.console.notes.add("c1", ASHA, "n1", "A difficult one")

    async with world.store.snapshot() as snapshot:
        assert [line.text for line in await snapshot.messages("c1")] == ["hello"]


async def test_a_note_on_nothing_is_refused(world: World) -> None:
    with pytest.raises(ConversationNotFound):
        await world.console.notes.add("none", ASHA, "n1", "Where?")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["Refund", "refund ", "VIP"], ["refund", "vip"]),  # the same word once, in small letters
        (["बहुत   ज़रूरी"], ["बहुत ज़रूरी"]),  # any script, single spaces
        (["", "  "], []),
    ],
)
async def test_tags_are_kept_as_they_are_looked_for(world: World, given: list[str], kept: list[str]) -> None:
    await world.conversation("c1")
    assert await world.console.tags.put("c1", given) == kept

    assert (await world.console.views.card("c1"))["tags"] == kept
    assert Changed("c1") in world.signals()


@pytest.mark.parametrize(
    "tags", [["x" * (TAG_CHARACTERS + 1)], [str(number) for number in range(TAGS + 1)], ["a\x07b"]]
)
async def test_what_is_no_tag_is_refused(world: World, tags: list[str]) -> None:
    await world.conversation("c1")
    with pytest.raises(TagError):
        await world.console.tags.put("c1", tags)


async def test_tags_are_put_on_and_taken_off_beside_others(world: World) -> None:
    await world.conversation("c1")
    await world.console.tags.put("c1", ["refund", "vip"])

    assert await world.console.tags.change("c1", add=["angry"], remove=["VIP"]) == ["angry", "refund"]
    assert await world.console.tags.known() == ["angry", "refund"]
