"""A client of the public chat API, for one conversation."""

import asyncio
import contextlib
import uuid
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

PATIENCE_SECONDS = 20.0
RETRY_SECONDS = 0.5


class Refused(Exception):
    """The API's own words on why it does not take a request."""


@dataclass(frozen=True)
class Page:
    """What is new in the conversation: `messages` as the API describes them, and who owns it now."""

    owner: str
    messages: list[dict[str, Any]]


class ChatClient:
    """Opens a conversation on entering. An app that restarts meanwhile is waited for, since sending is idempotent."""

    def __init__(
        self, base_url: str, language: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        # No proxy of the environment: what we talk to is on this machine.
        self._http = httpx.AsyncClient(base_url=base_url, timeout=10, trust_env=False, transport=transport)
        self._language = language
        self._cursor = 0

    async def __aenter__(self) -> "ChatClient":
        body = {"language": self._language} if self._language else {}
        session = await self._request("POST", "/api/chat/sessions", json=body)
        self._http.headers["Authorization"] = f"Bearer {session['token']}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def send(self, **content: str) -> int:
        """Send `text` or the `payload` of a button; its sequence number. Raises Refused."""
        body = {"client_id": uuid.uuid4().hex, **content}
        accepted = await self._request("POST", "/api/chat/messages", json=body)
        return int(accepted["seq"])

    async def new(self) -> Page:
        """Everything since the last page."""
        page = await self._request("GET", "/api/chat/messages", params={"after": self._cursor})
        messages = page["messages"]
        if messages:
            self._cursor = messages[-1]["seq"]
        return Page(page["owner"], messages)

    async def _request(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        """The JSON of a success. An app that does not answer is asked again for PATIENCE_SECONDS."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                response = await self._insist(method, path, **arguments)
        except TimeoutError:
            raise Refused("the app does not answer") from None
        try:
            content: dict[str, Any] = response.json()
            if response.is_success:
                return content
            message = str(content["error"]["message"])
        except (ValueError, TypeError, KeyError):
            raise Refused(f"what answers on {self._http.base_url} is not Sahay") from None
        raise Refused(message)

    async def _insist(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        while True:
            with contextlib.suppress(httpx.TransportError):
                return await self._http.request(method, path, **arguments)
            await asyncio.sleep(RETRY_SECONDS)
