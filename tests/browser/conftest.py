"""One browser for each file of tests: Chromium, or Firefox where `python -m tests.firefox` asks for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser import firefox
from tests.browser.chromium import ARGUMENTS, CHROMIUM
from tests.browser.shop import PATIENCE_SECONDS

# Set by `python -m tests.firefox`.
BROWSER = "SAHAY_TEST_BROWSER"

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


def _chromium(playwright: Playwright, _: Path) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


BROWSERS = {"chromium": _chromium, "firefox": firefox.launch}


@pytest.fixture(scope="module")  # an open Playwright would be in the way of the asynchronous tests that follow
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    launch = BROWSERS[os.environ.get(BROWSER, "chromium")]
    with sync_playwright() as playwright:
        browser = launch(playwright, tmp_path_factory.mktemp("browser"))
        yield browser
        browser.close()
