"""What a run needs: the app as a process, a stand-in for the engine, a bad line, a browser."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.engine import StandInEngine
from tests.browser.shop import Shop
from tests.faults.agent import Agent
from tests.faults.proxy import Proxy

# Runs write faster than people do.
LIMITS = {"sessions_per_minute": 1000, "login_per_minute": 1000, "messages_per_minute": 1000}


class World:
    def __init__(self, shop: Shop, proxy: Proxy, browser: Browser, agent: Agent) -> None:
        self.proxy = proxy
        self.browser = browser
        self.agent = agent
        self._shop = shop
        self._thread = ThreadPoolExecutor(1)
        self._coming_back: Future[None] | None = None

    def kill(self, seconds: float) -> None:
        """The server is gone at once (kill -9), and comes back after so long, or as soon as it can."""
        self.is_back()
        self._shop.stop()
        self._coming_back = self._thread.submit(self._start_after, seconds)

    def is_back(self) -> None:
        """Returns once the server runs."""
        if self._coming_back:
            self._coming_back.result()

    def _start_after(self, seconds: float) -> None:
        time.sleep(seconds)
        self._shop.start()


@contextmanager
def world(var: Path, seed: int) -> Iterator[World]:
    """All of it is gone afterwards."""
    with ExitStack() as stack:
        engine = stack.enter_context(StandInEngine())
        shop = Shop(var, engine.port, LIMITS).prepare()
        stack.callback(shop.stop)
        shop.start()
        proxy = stack.enter_context(Proxy(shop.port, Random(seed)))  # noqa: S311 (to be repeated, not to be guessed)
        agent = Agent(shop.url)
        stack.callback(agent.close)
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        stack.callback(browser.close)
        yield World(shop, proxy, browser, agent)
