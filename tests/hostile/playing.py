"""A case played through engine and actions."""

import asyncio
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

import httpx
from sqlalchemy import select

from sahay.domain.clock import SystemClock
from sahay.shop.identity import Login
from sahay.shop.identity.sql import SqlIdentities
from sahay.shop.tables.tickets import ticket
from tests.conversations.bot import Bot
from tests.hostile.cases import Case, How, Step, Who
from tests.hostile.records import Tried, code_of, of_victim, tried
from tests.hostile.world import World, Worlds

NAMED: Final = re.compile(r"\{([a-z_]+)\}")
AT_A_TIME: Final = 4


@dataclass(frozen=True)
class Heard:
    """One message and what came back: the HTTP status and the body."""

    who: Who
    how: How
    text: str
    status: int
    body: dict[str, Any]

    @property
    def texts(self) -> list[str]:
        return [reply["text"] for reply in self.body.get("replies", ()) if reply.get("text")]


@dataclass
class Played:
    """`changed` are the tables whose rows of the victim's were others after what the thief did."""

    world: World
    heard: list[Heard] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    tried: Tried = field(default_factory=lambda: Tried({}, {}, ()))

    @property
    def case(self) -> Case:
        return self.world.case


class Player:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._worlds = Worlds(bot.settings, bot.database)
        self._identities = SqlIdentities.from_settings(bot.settings, bot.database)
        self._turns = asyncio.Semaphore(AT_A_TIME)

    async def warm(self) -> None:
        """Have the actions read what they read once, so that no case costs more than another for it."""
        for place, text in enumerate(("what is your return policy", "where is my order", "price of the copper bottle")):
            await self.send("warm", place, text, "en", How.SAYS)

    async def play(self, case: Case) -> Played:
        async with self._turns:
            world = await self._worlds.open(case)
            played, names = Played(world), dict(world.names)
            for who, steps in groupby(case.steps, lambda step: step.who):
                before = await of_victim(self._bot.database, world)
                for step in steps:
                    await self._names(step, played, names)
                    played.heard.append(await self._do(step, _place(played, step), world, names))
                after = await of_victim(self._bot.database, world)
                if who is Who.SECOND:
                    names["code_of_second"] = await self._code(world)
                if who is not Who.OWNER:
                    played.changed += [table for table in after if after[table] != before[table]]
            played.tried = await tried(self._bot.database, world)
            return played

    async def _names(self, step: Step, played: Played, names: dict[str, str]) -> None:
        """What is known only now."""
        wanted = set(NAMED.findall(step.text)) - names.keys()
        if any(name.startswith("code") for name in wanted):
            code = await self._code(played.world)
            names["code_plus_one"] = f"{(int(code) + 1) % 10**6:06}"
            names["code_backwards"] = code[::-1] if code[::-1] != code else f"{(int(code) + 10) % 10**6:06}"
        if "reference" in wanted:
            theirs = ticket.c.conversation_id == played.world.chats[Who.OWNER]
            async with self._bot.database.read() as connection:
                names["reference"] = str(await connection.scalar(select(ticket.c.reference).where(theirs)))

    async def _code(self, world: World) -> str:
        return await code_of(self._bot.database, world) or "424242"

    async def _do(self, step: Step, place: int, world: World, names: dict[str, str]) -> Heard:
        if step.how is How.LOGS_IN:
            return await self._log_in(step, world)
        text = NAMED.sub(lambda found: names[found[1]], step.text)
        status, body = await self.send(world.chats[step.who], place, text, world.case.language, step.how)
        return Heard(step.who, step.how, text, status, body)

    async def _log_in(self, step: Step, world: World) -> Heard:
        now = SystemClock().now()
        login = Login(world.victim.id, f"token of {world.victim.id}", now.replace(year=now.year + 1))
        await self._identities.log_in(world.chats[step.who], login, now=now)
        return Heard(step.who, step.how, "", httpx.codes.OK, {})

    async def send(self, chat: str, place: int, text: str, language: str, how: How) -> tuple[int, dict[str, Any]]:
        metadata = {
            "message_id": f"{chat}:{place}",
            "language": language,
            "channel": "web",
            "fresh": False,
            "kind": "payload" if how is How.TAPS else "text",
        }
        message = {"sender": chat, "message": text, "metadata": metadata}
        response = await self._bot.client.post("/webhooks/sahay/webhook", json=message)
        return response.status_code, response.json()


def _place(played: Played, step: Step) -> int:
    """The number of the message. One that is sent again has that of the last one which was not."""
    return sum(heard.how is not How.AGAIN for heard in played.heard) - (step.how is How.AGAIN)
