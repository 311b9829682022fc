"""The website's chat, by its public API alone: httpx, and what it streams."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import httpx

from tests.conversations.channels.story import Customer


class WebCustomer(Customer):
    channel = "web"

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._shown: dict[int, dict[str, Any]] = {}
        self._following: asyncio.Task[None] | None = None

    async def says(self, text: str) -> None:
        await self._send({"text": text})

    async def taps(self, title: str) -> None:
        offered = [button for line in self._shown.values() for button in line.get("buttons", ())]
        await self._send({"payload": next(each["payload"] for each in reversed(offered) if each["title"] == title)})

    async def read(self) -> Sequence[str]:
        return [line["text"] for _, line in sorted(self._shown.items()) if line["author"] != "customer"]

    async def judge(self, view: Mapping[str, Any]) -> None:
        """What was streamed is what can be read, and what the desk has."""
        read = (await self._client.get("/api/chat/messages", params={"after": 0})).raise_for_status().json()
        assert [self._shown[seq] for seq in sorted(self._shown)] == read["messages"]
        assert [line["seq"] for line in read["messages"]] == [line["seq"] for line in view["messages"]]
        await self._leave()

    async def _send(self, said: dict[str, str]) -> None:
        if self._following is None:
            await self._begin()
        answer = await self._client.post("/api/chat/messages", json={"client_id": uuid4().hex, **said})
        assert answer.status_code == 202, answer.text

    async def _begin(self) -> None:
        session = (await self._client.post("/api/chat/sessions", json={"language": "en"})).raise_for_status().json()
        self._client.headers["Authorization"] = f"Bearer {session['token']}"
        self._following = asyncio.create_task(self._stream())

    async def _leave(self) -> None:
        assert self._following is not None
        self._following.cancel()
        await asyncio.wait({self._following})

    async def _stream(self) -> None:
        with suppress(httpx.TransportError):  # the app has ended
            await self._follow()

    async def _follow(self) -> None:
        """https://html.spec.whatwg.org/multipage/server-sent-events.html"""
        async with self._client.stream("GET", "/api/chat/events", headers={"Last-Event-ID": "0"}) as stream:
            event: dict[str, str] = {}
            async for text in stream.aiter_lines():
                if text:
                    name, _, value = text.partition(": ")
                    event[name] = value
                    continue
                if event.get("event") == "message":
                    line = json.loads(event["data"])
                    self._shown[line["seq"]] = line
                event = {}
