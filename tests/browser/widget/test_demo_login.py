"""The demo shop's page logs in as one of its customers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.widget.chat import Chat
from tests.browser.widget.conftest import OpenShop

CUSTOMERS = [{"id": "demo-1", "name": "Asha"}, {"id": "demo-2", "name": "Ravi"}]


@pytest.fixture
def told(open_shop: OpenShop) -> Callable[[], tuple[Chat, list[str]]]:
    """Opens the page of a demo, and gives what the server is told."""

    def opened() -> tuple[Chat, list[str]]:
        chat = open_shop("/healthz")
        tokens: list[str] = []

        def log_in(route: Route) -> None:
            route.fulfill(json={"token": f"of-{route.request.post_data_json['account']}"})

        def identify(route: Route) -> None:
            tokens.append(route.request.post_data_json["token"])
            route.fulfill(json={"expires_at": None})

        chat.page.route("**/demo/customers", lambda route: route.fulfill(json=CUSTOMERS))
        chat.page.route("**/demo/login", log_in)
        chat.page.route("**/api/chat/identify", identify)
        chat.page.goto("/")
        return chat, tokens

    return opened


def choice(page: Page) -> Locator:
    return page.get_by_label("You are logged in as")


def test_a_chosen_customer_is_told_and_stays_so_on_the_next_page(told: Callable[[], tuple[Chat, list[str]]]) -> None:
    chat, tokens = told()
    chat.open()
    with chat.page.expect_response("**/api/chat/identify"):
        choice(chat.page).select_option("Ravi")
    assert tokens == ["of-demo-2"]

    with chat.page.expect_response("**/api/chat/identify"):
        chat.reload()
    expect(choice(chat.page)).to_have_value("demo-2")


def test_nobody_is_a_log_out(told: Callable[[], tuple[Chat, list[str]]]) -> None:
    chat, _ = told()
    chat.open().says("I am Ravi")
    expect(chat.bubbles).to_have_count(3)
    choice(chat.page).select_option("Ravi")
    choice(chat.page).select_option("nobody")

    expect(chat.bubbles).to_have_count(1)  # a new conversation's welcome


def test_a_shop_that_is_no_demo_offers_none(chat: Chat) -> None:
    expect(choice(chat.page)).to_be_hidden()
