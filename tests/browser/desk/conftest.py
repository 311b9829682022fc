"""The console in a real browser, against the real app with a stand-in for the engine."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.chromium import DESKTOP
from tests.browser.desk.kept import KeptBrowsers
from tests.browser.engine import StandInEngine
from tests.browser.shop import PASSWORD, Shop

# Who opens the desk: an agent's e-mail, and how their browser differs from a desktop in English.
OpenDesk = Callable[..., Page]
Listen = Callable[[Page], Page]


@pytest.fixture(scope="session")
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Tests log in and begin conversations faster than people do: hence the limits."""
    with opened(tmp_path_factory.mktemp("shop"), login_per_minute=1000, sessions_per_minute=1000) as shop:
        yield shop


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    """The app, running, with two agents and without a single conversation."""
    open_shop.empty()
    open_shop.start()
    return open_shop


@contextmanager
def opened(var: Path, **limits: int) -> Iterator[Shop]:
    with StandInEngine() as engine:
        shop = Shop(var, engine.port, limits).prepare()
        shop.start()
        yield shop
        shop.stop()


@pytest.fixture
def heard() -> Iterator[Listen]:
    """Listens to a page. Afterwards none may have complained."""
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        # The browser itself reports each refused or failed request: those are the tests' subject.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def listen(page: Page) -> Page:
        page.on("console", said)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield listen
    assert complaints == []


@pytest.fixture
def open_page(browser: Browser, shop: Shop, heard: Listen) -> Iterator[OpenDesk]:
    """Opens `/desk` in a browser of its own, which nobody has used before."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**_like(shop, options))
        contexts.append(context)
        page = heard(context.new_page())
        page.goto("/desk")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")  # an answer may still be on its way
        context.close()


@pytest.fixture(scope="module")
def kept_browsers(browser: Browser) -> KeptBrowsers:
    return KeptBrowsers(browser)


@pytest.fixture
def open_desk(kept_browsers: KeptBrowsers, shop: Shop, heard: Listen) -> Iterator[OpenDesk]:
    """Opens `/desk` for an agent who is signed in, in a browser that has nothing of an earlier test but its cache."""

    def open_desk(email: str = "asha@example.com", **options: Any) -> Page:
        page = heard(kept_browsers.take(email, _like(shop, options)).new_page())
        page.goto("/desk")
        expect(page.locator("desk-console, #login-email")).to_be_visible()
        if page.locator("#login-email").is_visible():
            sign_in(page, email)
        return page

    yield open_desk
    kept_browsers.give_back()


def _like(shop: Shop, options: dict[str, Any]) -> dict[str, Any]:
    """A desktop in English, but for the options."""
    return {"base_url": shop.url, "viewport": DESKTOP, "locale": "en-IN", **options}


def sign_in(page: Page, email: str = "asha@example.com", password: str = PASSWORD) -> None:
    page.locator("#login-email").fill(email)
    page.locator("#login-password").fill(password)
    page.locator("#login-password").press("Enter")
    expect(page.locator("desk-console")).to_be_visible()
