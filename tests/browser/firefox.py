#!/usr/bin/env python3
"""Debian's own Firefox, driven by Playwright over WebDriver BiDi.

Playwright begins every page by saying which colours the system has, which Firefox 153 does not understand. So it starts
this file in Firefox's place, which starts Firefox, stands between the two, and answers that one command itself.
"""

import asyncio
import json
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

FIREFOX = Path("/usr/bin/firefox-esr")
# What Playwright calls a Firefox that it has not built itself.
CHANNEL = "moz-firefox"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
NOT_KNOWN_YET = "emulation.setMediaFeaturesOverride"
# What a page looks like crosses as one message.
UNLIMITED = None

Connection = ClientConnection | ServerConnection


def launch(playwright: Playwright, folder: Path) -> Browser:
    """Firefox as a browser of Playwright's. `folder` is for what it needs."""
    return playwright.firefox.launch(channel=CHANNEL, executable_path=_executable(folder))


def _executable(folder: Path) -> Path:
    """What Playwright is to start: this file, by this Python."""
    script = folder / "firefox"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{__file__}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


async def main(arguments: list[str]) -> int:
    """Runs Firefox until it ends, and tells on stderr where it is to be found, as Firefox does."""
    firefox = await asyncio.create_subprocess_exec(FIREFOX, *arguments, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr
    async for line in firefox.stderr:
        if found := LISTENING.search(line.decode(errors="replace")):
            await _stand_between(found[1])
    return await firefox.wait()


async def _stand_between(address: str) -> None:
    async def talk(playwright: ServerConnection) -> None:
        async with connect(f"{address}/session", max_size=UNLIMITED, compression=None) as firefox:
            await asyncio.gather(_ask(playwright, firefox), _tell(firefox, playwright))

    server = await serve(talk, "127.0.0.1", 0, max_size=UNLIMITED, compression=None)
    port = next(iter(server.sockets)).getsockname()[1]
    sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{port}\n")
    sys.stderr.flush()


async def _ask(playwright: Connection, firefox: Connection) -> None:
    async for question in playwright:
        command = json.loads(question)
        if command["method"] == NOT_KNOWN_YET:
            await playwright.send(json.dumps({"type": "success", "id": command["id"], "result": {}}))
        else:
            await firefox.send(question)
    await firefox.close()


async def _tell(firefox: Connection, playwright: Connection) -> None:
    async for answer in firefox:
        await playwright.send(answer)
    await playwright.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
