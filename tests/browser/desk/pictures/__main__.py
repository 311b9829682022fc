"""`python -m tests.browser.desk.pictures`: the pictures of docs/desk.md, from the console as it is now.

The app runs on a port of its own with a day that `furnish.py` lives through; nothing of another database is touched.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect, sync_playwright
from structlog.testing import capture_logs

from sahay.config import ROOT
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.pictures.furnish import DATABASE, PASSWORD, furnish
from tests.browser.desk.steps import action
from tests.browser.desk.test_accessible import STILL
from tests.browser.shop import Shop

FOLDER: Final = ROOT / "docs" / "desk"
# What a picture may have, so that the repository stays small.
BYTES: Final = 150_000
# Nobody listens: whatever is asked of the engine fails at once.
NO_ENGINE: Final = 9
SCREEN: Final = {"viewport": {"width": 1280, "height": 720}}
WIDE: Final = {"viewport": {"width": 1360, "height": 710}}
TALL: Final = {"viewport": {"width": 1360, "height": 1000}}
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ASHA, RAVI, MEERA = "asha@example.com", "ravi@example.com", "meera@example.com"
SETTLED_MILLISECONDS: Final = 900


def waiting(page: Page) -> None:
    expect(page.locator(".card")).not_to_have_count(0)


def conversation(page: Page) -> None:
    page.get_by_role("tab").nth(1).click()
    page.locator(".card", has_text="Priya").click()
    expect(page.locator(".message")).not_to_have_count(0)


def waiting_one(page: Page) -> None:
    page.locator(".card", has_text="Hetal").click()
    expect(page.locator(".message")).not_to_have_count(0)


def understood(page: Page) -> None:
    """From its beginning, with what the bot made of a message."""
    conversation(page)
    page.locator(".log").evaluate("log => log.scrollTop = 0")
    page.locator(".trace summary").first.click()


def canned(page: Page) -> None:
    conversation(page)
    page.locator("#reply").press_sequentially("/")


def dialog(page: Page, verb: str) -> None:
    conversation(page)
    action(page, verb).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def palette(page: Page) -> None:
    conversation(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("re")


def place(page: Page, path: str) -> None:
    page.goto(f"/desk#/{path}")
    expect(page.locator(".page h2")).to_be_visible()


@dataclass(frozen=True)
class Picture:
    """What is opened for it, in which browser, and the part of the page that it shows: all of it, if not said."""

    arrange: Callable[[Page], None]
    look: dict[str, Any]
    part: str = "desk-console"


PICTURES: Final = {
    "console": Picture(conversation, WIDE),
    "waiting": Picture(waiting, SCREEN, "desk-queue .queue"),
    "conversation": Picture(understood, TALL, ".talk"),
    "canned": Picture(canned, WIDE, ".talk"),
    "transfer": Picture(partial(dialog, verb="transfer"), SCREEN, "dialog"),
    "palette": Picture(palette, SCREEN, "dialog"),
    "reports": Picture(partial(place, path="reports"), {"viewport": {"width": 1440, "height": 820}}),
    "unanswered": Picture(partial(place, path="unanswered"), SCREEN, ".page"),
    "dark": Picture(waiting_one, PHONE | {"color_scheme": "dark", "locale": "hi-IN"}),
    "phone": Picture(waiting, PHONE),
    "phone-conversation": Picture(conversation, PHONE),
}


def main(wanted: list[str]) -> int:
    """Make all pictures, or those that are named. Returns how many are too large."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        var = Path(folder)
        with capture_logs():
            asyncio.run(furnish(var))
        url = stack.enter_context(served(var))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        opened(browser, url, RAVI, SCREEN)
        looks_on(opened(browser, url, MEERA, SCREEN))
        return sum(not fits(taken(browser, url, name)) for name in wanted or PICTURES)


def looks_on(page: Page) -> None:
    """A colleague who has Priya's conversation open too."""
    page.get_by_role("tab").nth(2).click()
    page.locator(".card", has_text="Priya").click()


@contextmanager
def served(var: Path) -> Iterator[str]:
    """The app on that folder's database, open day and night. Its address."""
    os.environ["DATABASE_URL"] = f"sqlite:///{var / DATABASE}"
    shop = Shop(var, NO_ENGINE, {"login_per_minute": 1000})
    shop.start()
    try:
        yield shop.url
    finally:
        shop.stop()


def opened(browser: Browser, url: str, email: str, look: dict[str, Any]) -> Page:
    looks = {"locale": "en-IN", "timezone_id": "Asia/Kolkata", "color_scheme": "light", "base_url": url} | look
    page = browser.new_context(**looks).new_page()
    page.goto("/desk")
    sign_in(page, email, PASSWORD)
    return page


def taken(browser: Browser, url: str, name: str) -> Path:
    picture = PICTURES[name]
    page = opened(browser, url, ASHA, picture.look)
    picture.arrange(page)
    page.wait_for_timeout(SETTLED_MILLISECONDS)
    page.evaluate(STILL)
    file = FOLDER / f"{name}.png"
    page.locator(picture.part).first.screenshot(path=file)
    page.context.close()
    return file


def fits(picture: Path) -> bool:
    size = picture.stat().st_size
    sys.stdout.write(f"{picture.relative_to(ROOT)}  {size / 1000:.0f} kB{'' if size <= BYTES else ': too large'}\n")
    return size <= BYTES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
