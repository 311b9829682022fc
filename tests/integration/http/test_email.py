"""E-mail and the real app, between real SMTP and IMAP servers, with an engine that is quick and of a known opinion. The
main story is told in tests/conversations/channels; here is what a mail may be besides."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sahay.config import ROOT
from sahay.store import addresses
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.imap import USER, mail
from tests.integration.http.conftest import App
from tests.integration.mail.dovecot import PASSWORD, Dovecot, PostOffice, dovecot, missing

MEERA = "meera@example.com"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
WITH_A_PHOTO = {"Content_Type": 'multipart/mixed; boundary="b"', "Content_Transfer_Encoding": "7bit"}
PHOTO = (
    "--b\nContent-Type: text/plain\n\nIt is broken, look.\n--b\nContent-Type: image/png\n"
    f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="lamp.png"\n\n{PNG}\n--b--\n'
)


pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")


@pytest.fixture(scope="module")
def mailboxes() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
async def post(mailboxes: Dovecot) -> AsyncIterator[PostOffice]:
    async with PostOffice(mailboxes) as server:
        yield server


@pytest.fixture
def environ(engine: StandInEngine, mailboxes: Dovecot, post: PostOffice, tmp_path: Path) -> dict[str, str]:
    channels = {"email": {"host": "127.0.0.1", "port": mailboxes.imap, "security": "plain", "seconds": 3600}}
    sending = {"transport": "smtp", "host": "127.0.0.1", "port": post.port, "security": "plain", "sender": USER}
    text = (ROOT / "sahay.yml").read_text(encoding="utf-8")
    before, _, after = text.partition("channels:\n")
    text = f"{before}channels: {json.dumps(channels)}\nlimits:\n{after.partition(chr(10) + 'limits:' + chr(10))[2]}"
    before, _, after = text.partition("\nmail:\n")
    text = f"{before}\nmail: {json.dumps(sending)}\n{after[after.index(chr(10) + chr(10)) :]}"
    file = tmp_path / "sahay.yml"
    file.write_text(text, encoding="utf-8")
    secrets = {"SAHAY_IMAP_USER": USER, "SAHAY_IMAP_PASSWORD": PASSWORD}
    return {"SAHAY_CONFIG": str(file), "ENGINE_PORT": str(engine.port), **secrets}


async def settle(app: App) -> None:
    """The mailbox is looked into, and what was there is dealt with."""
    doors = app.services.channels.doors
    assert doors.email is not None
    polling = next(task for task in app.services.channels.tasks if getattr(task, "_name", "") == "email")
    await polling._work()  # type: ignore[attr-defined]
    for _ in range(3):
        for worker in (app.services.channels.worker, app.services.turn_worker, app.services.outbox_worker):
            await worker.idle()


async def test_a_photo_comes_to_the_desk_and_machines_are_not_answered(
    app: App, mailboxes: Dovecot, post: PostOffice
) -> None:
    """What is no person's is marked as read, all the same."""

    def comes(data: bytes, sender: str = MEERA) -> None:
        mailboxes.deliver(sender, [USER], data)

    comes(mail("Please tell me.", "Where is my order?", Message_ID="<1@example.com>"))
    comes(mail("could not be delivered", sender="MAILER-DAEMON@example.com"), sender="")
    comes(mail("10 % off", "News", sender="shop@example.com", List_Id="<news.example.com>"), sender="shop@example.com")
    comes(mail("Hello", "Me", sender=f"Shop <{USER}>"), sender=USER)
    await settle(app)
    said = [each["Subject"] for each in mailboxes.unread(MEERA)]
    assert set(said) == {"Re: Where is my order?"}
    assert {recipient for _, to in post.envelopes for recipient in to} == {MEERA}
    assert f"Your order {ORDER} is on its way." in post.taken[-1].get_content()
    assert mailboxes.unread(USER) == []

    comes(mail(PHOTO, "Re: Where is my order?", Message_ID="<4@example.com>", **WITH_A_PHOTO))
    await settle(app)
    async with app.services.database.read() as connection:
        address = await addresses.find(connection, "email", MEERA)
    assert address is not None
    assert address.phone is None  # nothing is proven
    async with app.services.store.snapshot() as snapshot:
        lines = await snapshot.messages(str(address.conversation_id))
    customer = [line for line in lines if line.author == "customer"]
    assert [line.text for line in customer] == ["Where is my order?\n\nPlease tell me.", "It is broken, look."]
    assert [file.name for file in customer[-1].files] == ["lamp.png"]
