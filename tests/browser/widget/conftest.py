"""The widget in a real browser, on the demo shop's page, against the real app with a stand-in for the engine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage

from tests.browser.chromium import DESKTOP
from tests.browser.engine import StandInEngine
from tests.browser.shop import Shop
from tests.browser.widget.chat import ALARM, Agent, Chat

# Tests begin conversations, log in and write faster than people do.
LIMITS = {"sessions_per_minute": 1000, "login_per_minute": 1000, "messages_per_minute": 1000}

# Opens the shop's page in a browser of its own; options are those of the browser's context, and `path`.
OpenShop = Callable[..., Chat]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with StandInEngine() as engine:
        shop = Shop(tmp_path_factory.mktemp("shop"), engine.port, LIMITS).prepare()
        shop.start()
        yield shop
        shop.stop()


@pytest.fixture
def agent(shop: Shop) -> Iterator[Agent]:
    agent = Agent(shop.url)
    yield agent
    agent.close()


@pytest.fixture
def open_shop(browser: Browser, shop: Shop) -> Iterator[OpenShop]:
    """Afterwards no page may have complained: no error, no warning, nothing that the page's CSP refused."""
    contexts, complaints = [], []

    def heard(message: ConsoleMessage) -> None:
        # The browser itself reports each refused or failed request: those are the tests' subject.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_shop(path: str = "/", **options: Any) -> Chat:
        context = browser.new_context(base_url=shop.url, **{"viewport": DESKTOP, "locale": "en-IN", **options})
        context.add_init_script(ALARM)
        context.on("console", heard)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return Chat(page)

    yield open_shop
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def chat(open_shop: OpenShop) -> Chat:
    """The shop's page on a desktop in English, with the panel open."""
    return open_shop().open()
