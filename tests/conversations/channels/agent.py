"""Somebody at the desk, who works with its API alone."""

import asyncio
from collections.abc import Set
from typing import Any

import httpx

PATIENCE_SECONDS = 30.0
LOOKS_SECONDS = 0.1
CONVERSATIONS = "/api/desk/conversations"


class Agent:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def signs_in(self, email: str, password: str) -> None:
        answer = await self._client.post("/api/desk/login", json={"email": email, "password": password})
        self._client.headers["X-CSRF-Token"] = answer.raise_for_status().json()["csrf_token"]

    async def takes(self, channel: str) -> str:
        """Who waits on a channel; their conversation."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                waiting = (await self._get("/api/desk/queue"))["queued"]
                for card in waiting:
                    if card["channel"] == channel:
                        await self._post(f"{CONVERSATIONS}/{card['id']}/claim", {})
                        return str(card["id"])
                await asyncio.sleep(LOOKS_SECONDS)

    async def answers(self, conversation_id: str, text: str) -> None:
        await self._post(f"{CONVERSATIONS}/{conversation_id}/messages", {"client_id": "1", "text": text})

    async def resolves(self, conversation_id: str) -> None:
        await self._post(f"{CONVERSATIONS}/{conversation_id}/resolve", {"reason": "solved"})

    async def reads(self, conversation_id: str, words: str) -> None:
        """Until the customer has said so."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while words not in [line["text"] for line in await self._lines(conversation_id)]:
                await asyncio.sleep(LOOKS_SECONDS)

    async def sees(self, conversation_id: str, states: Set[str]) -> None:
        """Until one of these is what became of each line that was said to the customer."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while {line["delivery"] for line in await self._lines(conversation_id) if "delivery" in line} - states:
                await asyncio.sleep(LOOKS_SECONDS)

    async def looks(self, conversation_id: str) -> dict[str, Any]:
        """All that the desk has of a conversation."""
        return await self._get(f"{CONVERSATIONS}/{conversation_id}")

    async def _lines(self, conversation_id: str) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = (await self.looks(conversation_id))["messages"]
        return lines

    async def _get(self, path: str) -> dict[str, Any]:
        content: dict[str, Any] = (await self._client.get(path)).raise_for_status().json()
        return content

    async def _post(self, path: str, body: dict[str, str]) -> None:
        (await self._client.post(path, json=body)).raise_for_status()
