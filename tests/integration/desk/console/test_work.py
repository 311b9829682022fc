"""What agents work with: files, suggested answers, limits of the channels."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from sahay.desk import files as rules
from sahay.desk.files import UNSENT, FileRefused
from sahay.domain.attachment import FILE_BYTES
from sahay.domain.message import Author, Draft
from sahay.domain.work import OutboxItem
from sahay.store.base import ConversationNotFound, UploadNotFound
from tests.integration.desk.console.conftest import ASHA, RAVI, World


def picture(kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (2, 2)).save(content, kind)
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kept", "kind"),
    [
        ("photo.PNG", picture(), "photo.png", "image/png"),
        ("photo.png", picture("JPEG"), "photo.png.jpg", "image/jpeg"),  # what it is, not what it is called
        ("anim", picture("GIF"), "anim.gif", "image/gif"),
        ("bill.pdf", b"%PDF-1.7\n1 0 obj", "bill.pdf", "application/pdf"),
        ("page.html", b"<script>alert(1)</script>", "page.html.txt", "text/plain"),  # never a page
        ("चिट्ठी.txt", "नमस्ते".encode(), "चिट्ठी.txt", "text/plain"),
    ],
)
async def test_a_file_is_what_its_content_says(world: World, name: str, data: bytes, kept: str, kind: str) -> None:
    await world.conversation("c1")
    file = await world.console.files.add("c1", None, name, data)

    assert (file.name, file.type, file.size) == (kept, kind, len(data))
    assert (await world.console.files.read(file.id)).data == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00" + bytes(100), "wrong_type"),  # a program
        (b"PK\x03\x04" + bytes(100), "wrong_type"),  # an archive
        (b"\x89PNG", "wrong_type"),  # the beginning of nothing
        (b"a" * (FILE_BYTES + 1), "too_long"),
    ],
)
async def test_what_is_none_of_these_is_refused(world: World, data: bytes, code: str) -> None:
    await world.conversation("c1")
    with pytest.raises(FileRefused) as refused:
        await world.console.files.add("c1", None, "photo.png", data)

    assert refused.value.code == code


async def test_a_file_is_sent_once_by_who_uploaded_it_and_where(world: World) -> None:
    await world.conversation("c1")
    await world.conversation("c2")
    ours = await world.console.files.add("c1", ASHA.id, "a.txt", b"for the customer")
    theirs = await world.console.files.add("c1", None, "b.txt", b"from the customer")

    async with world.store.transaction() as tx:
        for conversation_id, file_ids, agent in (
            ("c1", [theirs.id], ASHA.id),  # the customer's
            ("c1", [ours.id], RAVI.id),  # a colleague's
            ("c1", [ours.id], None),
            ("c2", [ours.id], ASHA.id),  # of another conversation
            ("c1", [ours.id, ours.id], ASHA.id),
            ("c1", ["../../etc/passwd"], ASHA.id),
        ):
            with pytest.raises(UploadNotFound):
                await tx.to_send(conversation_id, file_ids, agent)
        sent = await tx.to_send("c1", [ours.id], ASHA.id)
        await tx.append("c1", Draft(Author.AGENT, "", author_id=ASHA.id, files=sent), world.clock.now())
        with pytest.raises(UploadNotFound):  # it was sent
            await tx.to_send("c1", [ours.id], ASHA.id)

    async with world.store.snapshot() as snapshot:
        assert [line.files for line in await snapshot.messages("c1")] == [(ours,)]


async def test_a_customer_reads_what_was_sent_in_their_conversation_only(world: World) -> None:
    await world.conversation("c1")
    await world.conversation("c2")
    file = await world.console.files.add("c1", ASHA.id, "a.txt", b"not sent yet")
    with pytest.raises(UploadNotFound):
        await world.console.files.read(file.id, "c1")
    async with world.store.transaction() as tx:
        await tx.append("c1", Draft(Author.AGENT, "", author_id=ASHA.id, files=(file,)), world.clock.now())

    assert (await world.console.files.read(file.id, "c1")).data == b"not sent yet"
    with pytest.raises(UploadNotFound):
        await world.console.files.read(file.id, "c2")


async def test_nothing_is_left_of_what_nobody_sent(world: World, tmp_path: Path) -> None:
    await world.conversation("c1")
    old = await world.console.files.add("c1", None, "a.txt", b"forgotten")
    world.clock.forward((UNSENT + timedelta(seconds=1)).total_seconds())
    new = await world.console.files.add("c1", None, "b.txt", b"just now")
    await world.console.files.remove_unsent()

    assert [path.name for path in (tmp_path / rules.FOLDER).rglob("*") if path.is_file()] == [new.id]
    with pytest.raises(UploadNotFound):
        await world.console.files.read(old.id)


async def test_a_conversation_holds_so_many_files_and_an_unknown_one_none(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "CONVERSATION_FILES", 1)
    await world.conversation("c1")
    await world.console.files.add("c1", None, "a.txt", b"one")
    with pytest.raises(FileRefused, match="holds as many"):
        await world.console.files.add("c1", None, "a.txt", b"two")
    with pytest.raises(ConversationNotFound):
        await world.console.files.add("none", None, "a.txt", b"three")

    assert len([path for path in (tmp_path / rules.FOLDER).rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("language", "said", "answers"),
    [
        ("en", ["How do I return something?"], ["returns"]),
        ("hi", ["सामान वापस कैसे करूँ?"], ["returns"]),
        (
            "en",
            ["Hello!", "I want to return it.", "How do I return something?"],
            ["returns"],
        ),  # several messages in a row
        ("en", ["qwertz"], []),
        ("en", [], []),
    ],
)
async def test_the_knowledge_base_suggests_answers_to_the_last_question(
    world: World, language: str, said: list[str], answers: list[str]
) -> None:
    await world.conversation("c1", *said, language=language)
    suggested = await world.console.suggestions.of("c1")

    assert [each["id"] for each in suggested][:1] == answers
    if answers and language == "hi":
        assert suggested[0]["text"] == "दस दिन के अंदर, अपने ऑर्डर से।"


async def test_only_what_was_asked_last_is_looked_up(world: World) -> None:
    await world.conversation("c1", "How do I return something?")
    async with world.store.transaction() as tx:
        await tx.append("c1", Draft(Author.AGENT, "Like this."), world.clock.now())
        await tx.append("c1", Draft(Author.CUSTOMER, "Do you wrap gifts?"), world.clock.now())

    suggested = (await world.console.suggestions.of("c1"))[0]
    assert (suggested["id"], suggested["text"]) == ("gift", "Yes, for 40 rupees, at Saral Store.")


@pytest.mark.parametrize(("channel", "hours"), [("web", None), ("whatsapp", 24)])
async def test_the_reply_box_knows_until_when_one_may_write(world: World, channel: str, hours: int | None) -> None:
    await world.conversation("c1", "hello", channel=channel)
    wrote_at = world.clock.now()
    composer = (await world.view("c1"))["composer"]

    closes_at = (wrote_at + timedelta(hours=hours)).isoformat() if hours else None
    assert (composer["channel"], composer["closes_at"]) == (channel, closes_at)


async def test_why_a_message_did_not_arrive_is_told_until_it_does(world: World) -> None:
    await world.conversation("c1", "hello", channel="whatsapp")
    async with world.store.transaction() as tx:
        said = await tx.append("c1", Draft(Author.AGENT, "Like this."), world.clock.now())
        await tx.to_outbox(said)
        item = OutboxItem("c1", said.seq, 0, world.clock.now())
        await tx.delivery_failed(item, "whatsapp: the token lacks a permission", world.clock.now())

    waiting = (await world.view("c1"))["messages"][-1]
    async with world.store.transaction() as tx:
        await tx.delivered(item)
    arrived = (await world.view("c1"))["messages"][-1]

    assert (waiting["delivery"], waiting["trouble"]) == ("pending", "whatsapp: the token lacks a permission")
    assert (arrived["delivery"], "trouble" in arrived) == ("sent", False)
