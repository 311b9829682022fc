"""A customer on WhatsApp. pywa, which others wrote, reads every notification before we do."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
from pywa import handlers
from pywa.client import WhatsApp
from pywa.types.callback import CallbackButton, CallbackSelection
from pywa.types.message import Message

from sahay.channels.whatsapp.opening import PATH
from tests.conversations.channels.story import Customer
from tests.fakes_channels.graph import FakeGraph
from tests.fakes_channels.graph_notices import NUMBER, messages, notification, signed, status
from tests.fakes_channels.graph_notices import Customer as Person

KINDS = (
    handlers.MessageHandler,
    handlers.CallbackButtonHandler,
    handlers.CallbackSelectionHandler,
    handlers.MessageStatusHandler,
)


class WhatsAppCustomer(Customer):
    channel = "whatsapp"

    def __init__(self, graph: FakeGraph, client: httpx.AsyncClient, secret: str, phone: str) -> None:
        self._graph = graph
        self._client = client
        self._secret = secret
        self._person = Person(wa_id=phone.removeprefix("+"))
        self._session = httpx.Client(trust_env=False)
        self._judge = WhatsApp(NUMBER, "token", session=self._session, app_secret=secret)
        self._updates: list[Any] = []
        self._judge.add_handlers(*(kind(lambda _, update: self._updates.append(update)) for kind in KINDS))

    async def says(self, text: str) -> None:
        update = await self._notify("text", {"body": text})
        assert isinstance(update, Message)
        assert update.text == text

    async def taps(self, title: str) -> None:
        """A button, or a row of a list."""
        sent = next(each for each in reversed(self._graph.sent) if title in dict(each.choices).values())
        kind = {"button": "button_reply", "list": "list_reply"}[sent.body["interactive"]["type"]]
        choice = next(choice for choice, shown in sent.choices if shown == title)
        update = await self._notify("interactive", {"type": kind, kind: {"id": choice, "title": title}}, sent.id)
        assert isinstance(update, CallbackButton | CallbackSelection)
        assert update.data == choice

    async def read(self) -> Sequence[str]:
        return [each.text for each in self._graph.sent]

    async def judge(self, view: Mapping[str, Any]) -> None:
        """Everything was for them, and has been read; pywa reads the receipts too."""
        addressed = {each.body.get("to") or each.body["recipient"] for each in self._graph.sent}
        assert addressed <= {self._person.wa_id, self._person.user_id}
        for each in self._graph.sent:
            receipt = status(each.id, "read", datetime.now(UTC), to=self._person)
            update = await self._post(notification(receipt))
            assert update.id == each.id
        self._session.close()

    async def _notify(self, kind: str, content: Any, of: str | None = None) -> Any:
        said = self._person.says(kind, content, datetime.now(UTC), of=of)
        return await self._post(notification(messages(self._person, said)))

    async def _post(self, body: bytes) -> Any:
        """What pywa makes of it, who trusts the signature too."""
        headers = signed(body, self._secret)
        self._updates.clear()
        assert self._judge.webhook_update_validator(body, headers["x-hub-signature-256"]) is None
        self._judge.webhook_update_handler(body)
        (update,) = self._updates
        answer = await self._client.post(PATH, content=body, headers=headers)
        assert answer.status_code == 200, answer.text
        return update
