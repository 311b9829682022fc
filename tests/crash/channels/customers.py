"""A customer of a provider's: what they write, how the provider calls us, and what they have been sent."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import httpx

from sahay.channels.telegram import opening as telegram_opening
from sahay.channels.whatsapp import opening as whatsapp_opening
from tests.crash.channels.plan import Call, Group, Plan
from tests.crash.channels.world import META, World, is_sending
from tests.fakes_channels import graph_notices
from tests.fakes_channels.telegram import parameters
from tests.fakes_shops.http import Request

SENT, ANSWERED = "webhook.sent", "webhook.answered"
AGAIN_SECONDS = (0.05, 0.3)
TIMEOUT_SECONDS = 20.0
# How often it is told what became of a message, and how many times.
TOLD, COPIES = 0.7, 3


class Customer:
    """One run. `sent` are the places of the messages that the provider has begun to bring."""

    def __init__(self, plan: Plan, world: World, http: httpx.AsyncClient, room: asyncio.Semaphore, seed: int) -> None:
        """So many webhooks are called at the same time as there is `room`."""
        self.plan = plan
        self.faults: list[str] = []
        self.sent: set[int] = set()
        self._world = world
        self._http = http
        self._room = room
        self._random = Random(f"{seed}:{plan.number}:customer")  # noqa: S311 (to be repeated, not to be guessed)
        self._side = SIDES[plan.channel](plan, world)
        self._began = int(time.time())

    @property
    def address(self) -> str:
        return self._side.address

    @property
    def has(self) -> list[str]:
        """What the provider has accepted for them, in order."""
        return self._side.has()

    @property
    def waits(self) -> bool:
        """Whether something that they wrote has not been answered yet."""
        had = " ".join(self.has)
        return any(f"<{self.plan.number}.{place}b>" not in had for place in tuple(self.sent))

    async def run(self, phases: Sequence[asyncio.Event]) -> None:
        """Bring every message, each group of calls in its phase."""
        for trouble in self.plan.troubles:
            self._side.server.trouble(of=self._side.is_to_them, **trouble)
        async with asyncio.TaskGroup() as late:
            for group in self.plan.groups:
                await phases[group.phase].wait()
                await self._group(group, late)

    async def told(self) -> None:
        """Receipts of some of what was accepted, also where its answer was lost."""
        bodies = [body for body in self._side.receipts() if self._random.random() < TOLD for _ in range(self._copies())]
        self._random.shuffle(bodies)
        await asyncio.gather(*(self._call(body) for body in bodies))

    def _copies(self) -> int:
        return self._random.randint(1, COPIES)

    async def _group(self, group: Group, late: asyncio.TaskGroup) -> None:
        """Returns once each was taken."""
        bodies = [self._body(call) for call in group.calls]
        for call, body in zip(group.calls, bodies, strict=True):
            for seconds in call.copies:
                late.create_task(self._after(seconds, body))
        await asyncio.gather(*(self._call(body) for body in bodies))

    def _body(self, call: Call) -> bytes:
        self.sent |= set(call.places)
        return self._side.body([(place, self._began + place) for place in call.places])

    async def _after(self, seconds: float, body: bytes) -> None:
        await asyncio.sleep(seconds)
        await self._call(body)

    async def _call(self, body: bytes) -> None:
        """Again and again until it is taken, as providers do."""
        while True:
            try:
                async with self._room:
                    self._world.told.tell(SENT)
                    response = await self._http.post(self._side.path, content=body, headers=self._side.headers(body))
            except httpx.TransportError:
                await self._world.is_there.wait()  # killed, and not yet back: a thousand calls would only take its time
            else:
                self._world.told.tell(ANSWERED)
                if response.is_success:
                    return
                self.faults.append(f"{self._side.path}: {response.status_code}")
            await asyncio.sleep(self._random.uniform(*AGAIN_SECONDS))


class _Telegram:
    path = telegram_opening.PATH

    def __init__(self, plan: Plan, world: World) -> None:
        self.server = world.telegram
        self._secret = world.secret
        self._texts = plan.texts
        self._person = world.telegram.person(10_000 + plan.number)
        self.address = str(self._person.id)

    def body(self, places: Sequence[tuple[int, int]]) -> bytes:
        ((place, at),) = places
        number = self._person.id * 100 + place
        message = {"message_id": number, "date": at, "chat": self._person.chat, "from": self._person.user}
        return json.dumps({"update_id": number, "message": {**message, "text": self._texts[place]}}).encode()

    def headers(self, _body: bytes) -> dict[str, str]:
        return {"X-Telegram-Bot-Api-Secret-Token": self._secret, "Content-Type": "application/json"}

    def is_to_them(self, request: Request) -> bool:
        return is_sending(request) and str(parameters(request).get("chat_id")) == self.address

    def has(self) -> list[str]:
        return list(self._person.read)

    def receipts(self) -> list[bytes]:
        """Telegram tells nothing of what was delivered."""
        return []


class _WhatsApp:
    path = whatsapp_opening.PATH

    def __init__(self, plan: Plan, world: World) -> None:
        self.server = world.graph
        self.address = f"IN.{plan.number:08d}"
        self._texts = plan.texts
        self._customer = graph_notices.Customer(f"Customer {plan.number}", self.address, None)

    def body(self, places: Sequence[tuple[int, int]]) -> bytes:
        said = [self._message(place, at) for place, at in places]
        return graph_notices.notification(graph_notices.messages(self._customer, *said))

    def _message(self, place: int, at: int) -> dict[str, Any]:
        told = {"from_user_id": self.address, "id": f"wamid.{self.address}.{place}", "timestamp": str(at)}
        return {**told, "type": "text", "text": {"body": self._texts[place]}}

    def headers(self, body: bytes) -> dict[str, str]:
        return graph_notices.signed(body, META["SAHAY_WHATSAPP_APP_SECRET"])

    def is_to_them(self, request: Request) -> bool:
        return is_sending(request) and request.body.get("recipient") == self.address

    def has(self) -> list[str]:
        return [sent.text for sent in self._sent()]

    def receipts(self) -> list[bytes]:
        marks = [(sent.id, sent.body.get("biz_opaque_callback_data")) for sent in self._sent()]
        now = int(time.time())
        return [
            graph_notices.notification(
                {"statuses": [{"id": key, "status": "delivered", "timestamp": str(now), MARK: mark}]}
            )
            for key, mark in marks
        ]

    def _sent(self) -> list[Any]:
        return [sent for sent in tuple(self.server.sent) if sent.body.get("recipient") == self.address]


MARK = "biz_opaque_callback_data"
SIDES: dict[str, Callable[[Plan, World], Any]] = {"telegram": _Telegram, "whatsapp": _WhatsApp}
