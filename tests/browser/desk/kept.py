"""Browsers in which agents are signed in already: to load every module and to sign in takes longer than most tests."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, BrowserContext

# What a page leaves behind. Cookies and the cache stay: they are what is kept for the next test.
LEFT = "local_storage,indexeddb,service_workers,cache_storage"

Key = tuple[str, str]


class KeptBrowsers:
    """By agent and look, of one file of tests. Each test finds them as they were set up: no page, no draft."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[Key, BrowserContext] = {}
        self._taken: list[tuple[Key, BrowserContext]] = []

    def take(self, agent: str, options: Mapping[str, Any]) -> BrowserContext:
        """One that nobody else has in this test: the same agent may sit at two."""
        key = (agent, repr(sorted(options.items())))
        context = self._free.pop(key, None) or self._browser.new_context(**options)
        self._taken.append((key, context))
        return context

    def give_back(self) -> None:
        """All that were taken, emptied."""
        for key, context in self._taken:
            _empty(context)
            if self._free.setdefault(key, context) is not context:
                context.close()
        self._taken.clear()


def _empty(context: BrowserContext) -> None:
    context.set_offline(False)
    context.unroute_all(behavior="ignoreErrors")
    context.clear_permissions()
    for number, page in enumerate(context.pages):
        page.unroute_all(behavior="ignoreErrors")  # an answer may still be on its way
        if number == 0:
            origin = page.evaluate("location.origin")
            context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": LEFT})
        page.close()
