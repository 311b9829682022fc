"""A shop with WhatsApp, Meta between, and a customer."""

import json
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from sahay.channels.whatsapp.opening import PATH
from sahay.config import ROOT
from sahay.store import addresses
from tests.fakes_channels.graph import TOKEN, FakeGraph
from tests.fakes_channels.graph_notices import NUMBER, Customer, messages, notification, signed
from tests.integration.http.conftest import App

SECRETS = {
    "SAHAY_WHATSAPP_TOKEN": TOKEN + "0" * 20,
    "SAHAY_WHATSAPP_APP_SECRET": "an-app-secret-that-nobody-guesses",
    "SAHAY_WHATSAPP_VERIFY_TOKEN": "the-word-of-the-handshake",
}


def shop(graph: FakeGraph, engine_port: int, folder: Path, templates: dict[str, Any]) -> dict[str, str]:
    """What the app of a shop is told whose Meta is ours."""
    section = {"whatsapp": {"number_id": NUMBER, "api": graph.url, "templates": templates}}
    before, _, after = (ROOT / "sahay.yml").read_text(encoding="utf-8").partition("channels:\n")
    rest = after.partition("\nlimits:\n")[2]
    file = folder / "sahay.yml"
    file.write_text(f"{before}channels: {json.dumps(section)}\nlimits:\n{rest}", encoding="utf-8")
    return {"SAHAY_CONFIG": str(file), "ENGINE_PORT": str(engine_port), **SECRETS}


def plain() -> httpx.AsyncHTTPTransport:
    """Nothing here is encrypted: reading the system's certificates would take longer than the call."""
    return httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


@dataclass
class Chat:
    """The app, Meta between, and a customer."""

    app: App
    graph: FakeGraph
    customer: Customer = field(default_factory=Customer)

    async def call(self, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        """As Meta does."""
        secret = SECRETS["SAHAY_WHATSAPP_APP_SECRET"]
        async with httpx.AsyncClient(base_url=self.app.url, transport=plain(), timeout=60) as client:
            return await client.post(PATH, content=body, headers=signed(body, secret) if headers is None else headers)

    async def tell(self, *values: dict[str, Any]) -> None:
        """One notification, delivered and dealt with."""
        assert (await self.call(notification(*values))).status_code == 200
        await self.settle()

    async def hears(self, kind: str, content: Any) -> list[str]:
        """What the customer is told in return."""
        before = len(self.graph.sent)
        await self.tell(messages(self.customer, self.says(kind, content)))
        return [each.text for each in self.graph.sent[before:]]

    async def asks(self, text: str) -> list[str]:
        return await self.hears("text", {"body": text})

    async def taps(self, title: str) -> list[str]:
        """The choice with this title, of those that were sent."""
        ids = [choice for sent in self.graph.sent for choice, shown in sent.choices if shown == title]
        reply = {"id": ids[-1], "title": title}
        return await self.hears("interactive", {"type": "button_reply", "button_reply": reply})

    def says(self, kind: str, content: Any) -> dict[str, Any]:
        return self.customer.says(kind, content, self.app.clock.now())

    async def settle(self) -> None:
        services = self.app.services
        for _ in range(3):
            for worker in (services.channels.worker, services.turn_worker, services.outbox_worker):
                await worker.idle()

    async def address(self) -> addresses.Address:
        async with self.app.services.database.read() as connection:
            known = await addresses.find(connection, "whatsapp", self.customer.user_id or self.customer.wa_id or "")
        assert known is not None
        return known

    async def conversation_id(self) -> str:
        return str((await self.address()).conversation_id)

    async def log(self) -> list[str]:
        """What the desk has."""
        async with self.app.services.store.snapshot() as snapshot:
            lines = await snapshot.messages(await self.conversation_id())
        return [f"{line.author}: {line.text}" for line in lines]

    async def deliveries(self) -> list[str]:
        """How far what was said has come."""
        async with self.app.services.store.snapshot() as snapshot:
            return [str(state) for state in (await snapshot.deliveries(await self.conversation_id())).values()]
