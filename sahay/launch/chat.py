"""`make chat`: the customer's side of the chat in a terminal, or in a script through a pipe."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any, TextIO

from sahay.config import Settings
from sahay.launch.chat_client import ChatClient, Refused
from sahay.launch.instance import alone
from sahay.launch.interruption import run_until_interrupted
from sahay.launch.ports import is_free
from sahay.launch.progress import Step
from sahay.launch.run import prepare, running

QUIT = "/quit"
ANSWER_SECONDS = 30.0
POLL_SECONDS = 0.1
FOLLOW_SECONDS = 1.0


def chat(settings: Settings, language: str | None) -> None:
    """Talk to the app on PORT; where none runs, start everything for the length of the talk."""
    if not is_free(settings.port):
        run_until_interrupted(_talk(settings, language))
        return
    with alone(settings.var), Path(os.devnull).open("w") as nowhere:
        with Step("starting Sahay for this chat", sys.stderr):
            model = prepare(settings, nowhere)
        run_until_interrupted(_start_and_talk(settings, language, model))


async def _start_and_talk(settings: Settings, language: str | None, model: Path) -> None:
    async with AsyncExitStack() as stack:
        with Step("starting engine, actions and app", sys.stderr) as step:
            await stack.enter_async_context(running(settings, model, step.note))
            step.result = "ready"
        await _talk(settings, language)


async def _talk(settings: Settings, language: str | None) -> None:
    async with ChatClient(f"http://127.0.0.1:{settings.port}", language) as client:
        await Talk(client, settings.shop.name, sys.stdin, sys.stdout).run()


class Talk:
    """One conversation: lines in, and out what everyone else says. A number chooses among the last buttons."""

    def __init__(self, client: ChatClient, bot: str, lines: TextIO, out: TextIO) -> None:
        self._client = client
        self._bot = bot
        self._lines = lines
        self._out = out
        self._is_terminal = lines.isatty() and out.isatty()
        self._buttons: list[dict[str, str]] = []
        self._owner = "bot"
        self._heard = 0  # the sequence number of the last line that was not the customer's
        self._showing = asyncio.Lock()

    async def run(self) -> None:
        """Until the lines end, or one is /quit."""
        following = asyncio.create_task(self._follow())
        try:
            await self._show_new()
            async for line in _read_lines(self._lines):
                if line == QUIT:
                    break
                if line:
                    await self._say(line)
        finally:
            following.cancel()

    async def _say(self, line: str) -> None:
        """Send the line, and show what it is answered before the next one is read."""
        try:
            seq = await self._client.send(**self._meaning(line))
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._show_new()
                while self._heard < seq and self._owner == "bot":
                    await asyncio.sleep(POLL_SECONDS)
                    await self._show_new()
        except Refused as refusal:
            self._print(f"({refusal})")
        except TimeoutError:
            self._print("(no answer)")

    def _meaning(self, line: str) -> dict[str, str]:
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            return {"payload": self._buttons[int(line) - 1]["payload"]}
        return {"text": line}

    async def _follow(self) -> None:
        """Show what an agent says without being asked."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            await self._show_new()

    async def _show_new(self) -> None:
        async with self._showing:
            page = await self._client.new()
            self._owner = page.owner
            for message in page.messages:
                if message["author"] != "customer":
                    self._show(message)

    def _show(self, message: dict[str, Any]) -> None:
        self._heard = message["seq"]
        speaker = message.get("name") or self._bot
        self._print(f"{speaker}: {message['text']}" if message["author"] != "system" else f"({message['text']})")
        if buttons := message.get("buttons"):
            self._buttons = buttons
            for number, button in enumerate(buttons, 1):
                self._print(f"  {number}. {button['title']}")

    def _print(self, text: str) -> None:
        """Above the line that is being typed, on a terminal."""
        self._out.write(f"\r\x1b[K{text}\n> " if self._is_terminal else f"{text}\n")
        self._out.flush()


async def _read_lines(lines: TextIO) -> AsyncIterator[str]:
    """The lines as they come. Read by a daemon thread, since nothing else can be interrupted while it reads."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        with suppress(RuntimeError):  # nobody listens any more: the loop is closed
            for line in lines:
                loop.call_soon_threadsafe(queue.put_nowait, line.strip())
            loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
