"""A customer's browser on the shop's site, for conversations that go on elsewhere."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from sahay.domain.conversation import Conversation
from sahay.http.continuing import ADDRESS
from sahay.store.base import Contact
from tests.integration.http.test_chat import events, until
from tests.integration.http.test_telegram import Chat


class Website:
    """A customer's browser, with a conversation that was begun."""

    def __init__(self, chat: Chat, stack: AsyncExitStack, client: httpx.AsyncClient, conversation_id: str) -> None:
        self.chat, self.stack, self.client, self.id = chat, stack, client, conversation_id
        self.said = 0

    async def says(self, text: str) -> int:
        return await self._post({"text": text})

    async def taps(self, payload: str) -> int:
        return await self._post({"payload": payload})

    async def _post(self, body: dict[str, str]) -> int:
        self.said += 1
        answer = await self.client.post("/api/chat/messages", json={"client_id": f"m{self.said}", **body})
        await self.chat.settle()
        return answer.status_code

    async def link(self, channel: str = "telegram") -> str:
        """The code in it."""
        answer = await self.client.post(ADDRESS, json={"channel": channel})
        assert answer.status_code == 200, answer.text
        query = parse_qs(urlsplit(answer.json()["url"]).query)
        return query["start"][0] if channel == "telegram" else query["text"][0]

    async def follow(self) -> AsyncIterator[tuple[str, Any, str | None]]:
        """The stream, from its first event on."""
        response = await self.stack.enter_async_context(self.client.stream("GET", "/api/chat/events"))
        stream = events(response)
        await until(stream, "owner", owner="queued")
        return stream

    async def log(self) -> Any:
        return (await self.client.get("/api/chat/messages")).json()

    async def reads(self) -> list[str]:
        return [line["text"] for line in (await self.log())["messages"]]

    async def conversation(self) -> Conversation:
        async with self.chat.app.services.store.snapshot() as snapshot:
            return await snapshot.conversation(self.id)

    async def contact(self) -> Contact | None:
        async with self.chat.app.services.store.snapshot() as snapshot:
            return await snapshot.contact((await self.conversation()).contact_id)
