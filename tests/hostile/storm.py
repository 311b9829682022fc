"""Many conversations at once on one order: its attempts are limited, however many ask."""

import asyncio
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from sahay.shop.tables.verification import verification_attempt
from sahay.shop.verification import DAILY
from tests.conversations.bot import Bot
from tests.hostile.cases import Case, How
from tests.hostile.playing import Player
from tests.hostile.world import Worlds

CONVERSATIONS: Final = 40
TRIES: Final = 4  # one more than a conversation has


@dataclass(frozen=True)
class Storm:
    """`attempts` were looked at and recorded, of `tries`; `got_in` says whether the right contact did afterwards."""

    tries: int
    attempts: int
    got_in: bool

    @property
    def objections(self) -> list[str]:
        return [
            *([f"{self.attempts} attempts at one order in a storm"] if not 0 < self.attempts <= DAILY else []),
            *(["the order was still open to a new conversation after the storm"] if self.got_in else []),
        ]


async def storm(bot: Bot, player: Player) -> Storm:
    case = Case(attack="storm", skill="track_order", language="en", plan="shipped", steps=())
    world = await Worlds(bot.settings, bot.database, first=9000).open(case)
    number = world.order.view.number

    async def one(place: int) -> None:
        chat, sent = f"storm-{world.chats['thief']}-{place}", 0
        for attempt in range(TRIES):
            for text in (f"where is order {number}", f"guess.{place}.{attempt}@evil.example"):
                await player.send(chat, sent, text, "en", How.SAYS)
                sent += 1

    await asyncio.gather(*map(one, range(CONVERSATIONS)))
    mine = verification_attempt.c.order_number == number
    async with bot.database.read() as connection:
        attempts = await connection.scalar(select(func.count()).select_from(verification_attempt).where(mine))
    _, body = await player.send("late", 0, f"where is order {number}, {world.victim.email}", "en", How.SAYS)
    return Storm(CONVERSATIONS * TRIES, attempts or 0, world.order.view.items[0].name in str(body))
