"""A client of the desk's API: one signed-in agent."""

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import httpx

from tests.crash.chat import line_from
from tests.crash.history import Line, Sent
from tests.crash.stubborn import Stubborn

CONVERSATIONS = "/api/desk/conversations"


class Desk:
    """`replied` are the agent's messages by conversation, in order."""

    def __init__(self, url: str, random: Random, fault: Callable[[str], None], tell: Callable[[str], None]) -> None:
        self._stubborn = Stubborn(url, random, fault)
        self._random = random
        self._fault = fault
        self._tell = tell
        self._headers: dict[str, str] = {}
        self.replied: dict[str, list[Sent]] = {}

    async def sign_in(self, email: str, password: str) -> None:
        login = await self._stubborn.request("POST", "/api/desk/login", json={"email": email, "password": password})
        self._headers = {"X-CSRF-Token": login.json()["csrf_token"]}

    async def close(self) -> None:
        await self._stubborn.close()

    async def queue(self) -> dict[str, Any]:
        lists: dict[str, Any] = (await self._stubborn.request("GET", "/api/desk/queue")).json()
        return lists

    async def claim(self, conversation_id: str) -> bool:
        """False when another agent was faster."""
        return (await self._move(conversation_id, "claim"))[0] == httpx.codes.OK

    async def leave(self, conversation_id: str, how: str) -> None:
        """`how` is resolve or return."""
        status, tries = await self._move(conversation_id, how)
        if status != httpx.codes.OK and tries == 1:  # otherwise an earlier try, whose answer was lost, did it
            self._fault(f"{how}: {status}, though the agent has the conversation")

    async def reply(self, conversation_id: str, text: str) -> Sent:
        """Send, until it is acknowledged."""
        client_id = f"reply-{self._random.getrandbits(64):016x}"
        began = datetime.now(UTC)
        response = await self._stubborn.request(
            "POST",
            f"{CONVERSATIONS}/{conversation_id}/messages",
            accepted=(202,),
            before=lambda: self._tell("agent.sends"),
            json={"client_id": client_id, "text": text},
            headers=self._headers,
        )
        sent = Sent(client_id, text, int(response.json()["seq"]), began, "reply")
        self.replied.setdefault(conversation_id, []).append(sent)
        return sent

    async def whole_log(self, conversation_id: str) -> tuple[Line, ...]:
        lines: list[Line] = []
        while page := await self._page(conversation_id, lines[-1].seq if lines else 0):
            lines.extend(page)
        return tuple(lines)

    async def _page(self, conversation_id: str, after: int) -> list[Line]:
        response = await self._stubborn.request("GET", f"{CONVERSATIONS}/{conversation_id}?after={after}")
        return [line_from(message) for message in response.json()["messages"]]

    async def _move(self, conversation_id: str, move: str) -> tuple[int, int]:
        """The status of the answer, and how many tries it took."""
        tries = 0

        def count() -> None:
            nonlocal tries
            tries += 1
            self._tell("agent.sends")

        response = await self._stubborn.request(
            "POST",
            f"{CONVERSATIONS}/{conversation_id}/{move}",
            accepted=(200, 409),
            before=count,
            json={},
            headers=self._headers,
        )
        return response.status_code, tries
