"""A client of the public chat API that loses nothing: it sends until it hears 202, and follows by cursor."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import httpx

from tests.crash.history import Line, Sent
from tests.crash.stubborn import Stubborn

PING_SECONDS = 15.0
# How often a message is sent in an unusual way: twice at once, again after its 202, with a client that hangs up.
TWICE, AGAIN, HANGS_UP = 0.05, 0.05, 0.1
HANG_UP_SECONDS = 0.012
# How often the log is read instead of streamed, and the longest that a stream is kept.
READS, STREAM_SECONDS = 0.2, 20.0

HUMAN = frozenset({"queued", "agent"})


class Chat:
    """One conversation. `followed` is every line in the order in which it came, whatever it was."""

    def __init__(self, url: str, random: Random, fault: Callable[[str], None], tell: Callable[[str], None]) -> None:
        self._stubborn = Stubborn(url, random, fault)
        self._random = random
        self._fault = fault
        self._tell = tell
        self._headers: dict[str, str] = {}
        self._news = asyncio.Event()
        self.conversation_id = ""
        self.sent: list[Sent] = []
        self.followed: list[Line] = []
        self.buttons: list[dict[str, str]] = []
        self.owner = "bot"

    async def open(self, language: str) -> None:
        response = await self._stubborn.request(
            "POST", "/api/chat/sessions", accepted=(201,), json={"language": language}
        )
        session = response.json()
        self.conversation_id = session["conversation_id"]
        self._headers = {"Authorization": f"Bearer {session['token']}"}

    async def close(self) -> None:
        await self._stubborn.close()

    @property
    def cursor(self) -> int:
        return self.followed[-1].seq if self.followed else 0

    @property
    def with_human(self) -> bool:
        return self.owner in HUMAN

    async def send(self, said: dict[str, str], kind: str, expects: str | None = None) -> Sent:
        """Send {"text"} or {"payload"}, until it is acknowledged."""
        client_id = f"{kind}-{self._random.getrandbits(64):016x}"
        body = {"client_id": client_id, **said}
        began = datetime.now(UTC)
        luck = self._random.random()
        if luck < HANGS_UP:
            await self._hang_up(body)
        copies = 2 if luck > 1 - TWICE else 1
        numbers = set(await asyncio.gather(*(self._post(body) for _ in range(copies))))
        if self._random.random() < AGAIN:
            numbers.add(await self._post(body))
        if len(numbers) > 1:
            self._fault(f"one client_id was acknowledged as {sorted(numbers)}")
        sent = Sent(client_id, said.get("text", ""), min(numbers), began, kind, expects)
        self.sent.append(sent)
        return sent

    async def read(self, after: int) -> dict[str, Any]:
        path = f"/api/chat/messages?after={after}"
        content: dict[str, Any] = (await self._stubborn.request("GET", path, headers=self._headers)).json()
        return content

    async def whole_log(self) -> tuple[Line, ...]:
        """GET ?after=0, and on from its end while it is longer than a page."""
        lines: list[Line] = []
        while page := (await self.read(lines[-1].seq if lines else 0))["messages"]:
            lines.extend(map(line_from, page))
        return tuple(lines)

    async def follow(self) -> None:
        """Stream, and now and then read, from the cursor on, for ever."""
        while True:
            try:
                if self._random.random() < READS:
                    self._take_state(content := await self.read(self.cursor))
                    self._take(content["messages"])
                else:
                    async with asyncio.timeout(self._random.uniform(0.2, STREAM_SECONDS)):
                        await self._stream()
            except (httpx.TransportError, TimeoutError):
                await self._stubborn.pause()

    async def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until `true()` of what was followed; False when it was not for so long."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    async def _post(self, body: dict[str, str]) -> int:
        response = await self._stubborn.request(
            "POST",
            "/api/chat/messages",
            accepted=(202,),
            before=lambda: self._tell("customer.sends"),
            json=body,
            headers=self._headers,
        )
        return int(response.json()["seq"])

    async def _hang_up(self, body: dict[str, str]) -> None:
        """Send, and be gone before the answer: the app is left with half a request to commit or not."""
        try:
            async with asyncio.timeout(self._random.uniform(0, HANG_UP_SECONDS)):
                await self._stubborn.http.post("/api/chat/messages", json=body, headers=self._headers)
        except (TimeoutError, httpx.TransportError):
            pass

    async def _stream(self) -> None:
        headers = {**self._headers, "Last-Event-ID": str(self.cursor)}
        request = self._stubborn.http.stream(
            "GET", "/api/chat/events", headers=headers, timeout=httpx.Timeout(10, read=2 * PING_SECONDS)
        )
        async with request as response:
            if response.status_code != httpx.codes.OK:
                self._fault(f"GET /api/chat/events: {response.status_code}")
                return
            event: dict[str, str] = {}
            async for text in response.aiter_lines():
                if text:
                    name, _, value = text.partition(": ")
                    event[name] = value
                else:
                    self._dispatch(event)
                    event = {}

    def _dispatch(self, event: dict[str, str]) -> None:
        match event.get("event"):
            case "message":
                self._take([json.loads(event["data"])])
            case "owner":
                self._take_state(json.loads(event["data"]))

    def _take(self, messages: list[dict[str, Any]]) -> None:
        for message in messages:
            self.followed.append(line_from(message, seen=datetime.now(UTC)))
            self.buttons = message.get("buttons") or self.buttons
        self._news.set()

    def _take_state(self, state: dict[str, Any]) -> None:
        self.owner = state["owner"]
        self._news.set()


def line_from(message: dict[str, Any], seen: datetime | None = None) -> Line:
    """A line of the log as chat and desk API show it."""
    return Line(
        seq=message["seq"],
        author=message["author"],
        text=message["text"],
        at=datetime.fromisoformat(message["at"]),
        client_id=message.get("client_id"),
        seen=seen,
    )
