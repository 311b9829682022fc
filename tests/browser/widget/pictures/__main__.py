"""`python -m tests.browser.widget.pictures FOLDER [STATE...]`: the chat as it looks now, in every state, language, size
and light, on the demo shop's page; `desk` is the operator's page of it.

The app runs on a port of its own with a database in a temporary folder.
"""

import argparse
import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from sahay.domain.clock import SystemClock
from sahay.shop.demo.seed import seed
from sahay.store.database import open_database
from tests.browser import engine
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.test_accessible import STILL
from tests.browser.shop import Shop
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import LIMITS
from tests.browser.widget.pictures.cast import WORDS
from tests.browser.widget.pictures.states import STATES, Stage

SIZES: Final = ((1440, 900), (768, 1024), (390, 844))
LIGHTS: Final = ("light", "dark")
INDIA: Final = ZoneInfo("Asia/Kolkata")
DESK: Final = "desk"
# Nobody waits for the pictures, and the machine may be busy.
PATIENCE_SECONDS: Final = 120.0
SUPERVISOR: Final = "meera@example.com"
SETTLED_MILLISECONDS: Final = 250
# What customers waited lately, in seconds: enough of them that those in the pictures do not change the range.
WAITS: Final = (150, 200, 260, 340, 500) * 10
ENDED: Final = """INSERT INTO queue_wait (conversation_id, ended_at, seconds) VALUES (?, ?, ?)"""


def main(folder: Path, wanted: Sequence[str], languages: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as var, ExitStack() as stack:
        shop = stack.enter_context(furnished(Path(var)))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        photo = photographed(browser, shop)
        agent = Agent(shop.url)
        stack.callback(agent.close)
        expect.set_options(timeout=PATIENCE_SECONDS * 1000)
        for name in wanted or (*STATES, DESK):
            for language in languages:
                context = looks(browser, shop, language)
                page = context.new_page()
                if name == DESK:
                    operates(page)
                else:
                    page.goto("/")
                    STATES[name](Stage(Chat(page), shop, agent, WORDS[language], photo))
                take(page, folder, f"{name}-{language}")
                page.unroute_all(behavior="ignoreErrors")
                context.close()


@contextmanager
def furnished(var: Path) -> Iterator[Shop]:
    """The app with the demo shop's goods, an engine that knows these languages, and customers who have waited."""
    with (
        patch.object(engine, "answer", answer),
        patch.dict(os.environ, {"SAHAY_DEMO": "1"}),
        engine.StandInEngine() as stand_in,
    ):
        shop = Shop(var, stand_in.port, LIMITS).prepare()
        asyncio.run(stocked(var))
        shop.become(SUPERVISOR, "admin")
        shop.start()
        try:
            somebody = shop.customer().id
            later = (SystemClock().now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M:%S.%f")
            with closing(sqlite3.connect(var / "sahay.db", timeout=10)) as connection, connection:
                connection.executemany(ENDED, [(somebody, later, seconds) for seconds in WAITS])
            yield shop
        finally:
            shop.stop()


async def stocked(var: Path) -> None:
    """The demo shop's goods."""
    database = open_database(f"sqlite+aiosqlite:///{var / 'sahay.db'}")
    await seed(database, datetime.now(INDIA), "https://saral.example")
    await database.close()


def answer(message: str, language: str) -> dict[str, Any]:
    """One turn of the engine."""
    words = WORDS[language]
    reply: dict[str, Any] = {"text": words.order}
    if message == "/contact_human_agent":
        reply = {"text": words.calling, "custom": {"handoff": {"reason": "requested", "order": "10234"}}}
    return {"replayed": False, "replies": [reply], "understood": None, "slots": {"language": language}, "actions": []}


def looks(browser: Browser, shop: Shop, language: str) -> BrowserContext:
    locale = {"base_url": shop.url, "locale": f"{language}-IN", "timezone_id": "Asia/Kolkata"}
    context = browser.new_context(**locale, viewport=_size(SIZES[0]))
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    context.add_init_script(f"localStorage['saral:language'] = '{language}'")
    return context


def photographed(browser: Browser, shop: Shop) -> bytes:
    """What a customer took of a bottle."""
    page = browser.new_page(viewport={"width": 480, "height": 480}, base_url=shop.url)
    page.goto("/shop/pictures/HH-103.svg")
    picture = page.screenshot()
    page.close()
    return picture


def operates(page: Page) -> None:
    page.goto("/desk")
    sign_in(page, SUPERVISOR)
    page.goto("/desk#/widget")
    expect(page.locator("iframe")).to_be_visible()
    page.frame_locator("iframe").locator(".launcher").click()


def take(page: Page, folder: Path, name: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size(_size((width, height)))
        for light in LIGHTS:
            page.emulate_media(color_scheme=light)
            page.wait_for_timeout(SETTLED_MILLISECONDS)
            page.evaluate(STILL)
            page.screenshot(path=folder / f"{name}-{width}-{light}.png")


def _size(size: tuple[int, int]) -> Any:
    return dict(zip(("width", "height"), size, strict=True))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m tests.browser.widget.pictures")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("states", nargs="*", choices=[[], *STATES, DESK])
    arguments.add_argument("--language", action="append", choices=WORDS)
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    main(given.folder, given.states, given.language or list(WORDS))
