"""E-mail and the real app, between real SMTP and IMAP servers, with an engine that is quick and of a known opinion."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sahay.config import ROOT
from sahay.store import addresses
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.imap import PASSWORD, USER, FakeImap, mail
from tests.integration.http.conftest import App
from tests.integration.mail.server import MailServer

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
QUOTE = f"\n\nOn Sat, 21 Nov 2026 at 10:04, Saral Store <{USER}> wrote:\n> Your order is on its way."
WITH_A_PHOTO = {"Content_Type": 'multipart/mixed; boundary="b"', "Content_Transfer_Encoding": "7bit"}
PHOTO = (
    "--b\nContent-Type: text/plain\n\nIt is broken, look.\n--b\nContent-Type: image/png\n"
    f'Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="lamp.png"\n\n{PNG}\n--b--\n'
)


@pytest.fixture(scope="module")
def engine() -> Iterator[StandInEngine]:
    with StandInEngine() as engine:
        yield engine


@pytest.fixture
def imap() -> Iterator[FakeImap]:
    with FakeImap() as fake:
        yield fake


@pytest.fixture
async def smtp() -> AsyncIterator[MailServer]:
    async with MailServer() as server:
        yield server


@pytest.fixture
def environ(engine: StandInEngine, imap: FakeImap, smtp: MailServer, tmp_path: Path) -> dict[str, str]:
    channels = {"email": {"host": "127.0.0.1", "port": imap.port, "security": "plain", "seconds": 3600}}
    sending = {"transport": "smtp", "host": "127.0.0.1", "port": smtp.port, "security": "plain", "sender": USER}
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


async def test_from_the_question_to_the_agent(app: App, imap: FakeImap, smtp: MailServer) -> None:
    """Asked, answered in its thread, a photo for the agent, answered by a person; machines are not answered."""
    imap.put(mail("Please tell me.", "Where is my order?", Message_ID="<1@example.com>"))
    await settle(app)
    answer = smtp.taken[-1]
    assert f"Your order {ORDER} is on its way." in answer.get_content()
    assert (answer["Subject"], answer["In-Reply-To"]) == ("Re: Where is my order?", "<1@example.com>")
    assert smtp.envelopes[-1] == (USER, ["meera@example.com"])
    async with app.services.database.read() as connection:
        address = await addresses.find(connection, "email", "meera@example.com")
    assert address is not None
    assert address.phone is None  # nothing is proven
    async with app.client() as stranger:  # mails are fetched: there is no webhook, and nothing wrong with one
        assert (await stranger.post("/webhooks/email", content=b"{}")).status_code == 404
        assert (await stranger.get("/webhooks/email")).status_code == 404
    assert app.services.channels.health["email"].refused_at is None
    conversation_id = str(address.conversation_id)

    said = len(smtp.taken)
    imap.put(mail("I am away until Monday.", "Re: x", Auto_Submitted="auto-replied", Message_ID="<2@example.com>"))
    imap.put(mail("could not be delivered", sender="MAILER-DAEMON@example.com", Return_Path="<>"))
    await settle(app)
    assert (len(smtp.taken), imap.unseen()) == (said, [])

    imap.put(mail("Talk to a person" + QUOTE, "Re: Where is my order?", Message_ID="<3@example.com>"))
    imap.put(mail(PHOTO, "Re: Where is my order?", Message_ID="<4@example.com>", **WITH_A_PHOTO))
    await settle(app)
    async with app.agent() as desk:
        one = f"/api/desk/conversations/{conversation_id}"
        await desk.post(f"{one}/claim")
        await desk.post(f"{one}/messages", json={"client_id": "1", "text": "A new one leaves today."})
        await app.services.outbox_worker.idle()
    assert smtp.taken[-1].get_content().strip() == "A new one leaves today."
    assert smtp.taken[-1]["In-Reply-To"] == "<4@example.com>"
    async with app.services.store.snapshot() as snapshot:
        lines = await snapshot.messages(conversation_id)
    customer = [line for line in lines if line.author == "customer"]
    assert [line.text for line in customer] == [
        "Where is my order?\n\nPlease tell me.",
        "Talk to a person",
        "It is broken, look.",
    ]
    assert [file.name for file in customer[-1].files] == ["lamp.png"]
