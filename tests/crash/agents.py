"""What agents do: take who waits, answer, and leave the conversation to the bot again."""

import asyncio
from random import Random
from typing import Any

from tests.crash.desk import Desk

LOOKS_SECONDS = (0.1, 0.6)
TYPES_SECONDS = (0.05, 0.8)
REPLIES = (1, 4)
# How often an agent who could rest steps in where the bot answers.
STEPS_IN = 0.04


class Agent:
    """One person at the desk."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self.desk = desk
        self._random = random
        self._replies = 0

    async def begin(self, login: dict[str, str]) -> None:
        await self.desk.sign_in(login["email"], login["password"])

    async def do_something(self) -> None:
        """Look at the lists; deal with one conversation, if there is one."""
        lists = await self.desk.queue()
        waiting = lists["mine"] or lists["queued"] or self._to_step_in(lists)
        if waiting and await self.desk.claim(waiting[0]["id"]):
            await self._deal_with(waiting[0]["id"])
        else:
            await asyncio.sleep(self._random.uniform(*LOOKS_SECONDS))

    async def settle(self) -> None:
        """Leave all that is the agent's, and all that waits, to the bot."""
        lists = await self.desk.queue()
        for card in lists["mine"] + lists["queued"]:
            if await self.desk.claim(card["id"]):
                await self.desk.leave(card["id"], "resolve")

    def _to_step_in(self, lists: dict[str, Any]) -> list[dict[str, Any]]:
        with_bot = [card for card in lists["recent"] if card["owner"] == "bot"]
        return [self._random.choice(with_bot)] if with_bot and self._random.random() < STEPS_IN else []

    async def _deal_with(self, conversation_id: str) -> None:
        for _ in range(self._random.randint(*REPLIES)):
            self._replies += 1
            await self.desk.reply(conversation_id, f"Let me look into that for you. ({self._replies})")
            await asyncio.sleep(self._random.uniform(*TYPES_SECONDS))
        await self.desk.leave(conversation_id, self._random.choice(("resolve", "resolve", "return")))
