"""The shop's page tells the widget who has logged in."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.shop import Shop
from tests.browser.widget.chat import Chat
from tests.browser.widget.conftest import OpenShop

SPOKEN = "document.querySelector('sahay-chat')"


class Told:
    """What the server was told, by conversation (numbered as they come), and what it answers to each token."""

    def __init__(self, page: Page) -> None:
        self.tokens: list[tuple[int, str | None]] = []
        self.answers: dict[str, int] = {}
        self._conversations: dict[str, int] = {}
        page.route("**/api/chat/identify", self._answer)

    def _answer(self, route: Route) -> None:
        bearer = route.request.headers["authorization"]
        number = self._conversations.setdefault(bearer, len(self._conversations) + 1)
        body: dict[str, Any] = route.request.post_data_json
        self.tokens.append((number, body["token"]))
        status = self.answers.pop(f"{number}:{body['token']}", 200)
        route.fulfill(status=status, json={"expires_at": None} if status == 200 else {"error": {"code": "other"}})


@pytest.fixture
def told(open_shop: OpenShop) -> tuple[Chat, Told]:
    chat = open_shop()
    return chat, Told(chat.page)


def test_a_token_on_the_tag_is_told_when_the_chat_is_opened_and_not_before(told: tuple[Chat, Told]) -> None:
    chat, heard = told
    chat.page.evaluate(f"{SPOKEN}.identify('of-asha')")
    assert heard.tokens == []

    chat.open()
    assert heard.tokens == [(1, "of-asha")]
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)


def test_a_fresh_token_is_told_at_once(told: tuple[Chat, Told]) -> None:
    chat, heard = told
    chat.open()
    for token in ("first", "second"):
        with chat.page.expect_response("**/api/chat/identify"):
            chat.page.evaluate(f"{SPOKEN}.identify('{token}')")

    assert heard.tokens == [(1, "first"), (1, "second")]


def test_a_token_that_is_not_believed_disturbs_nobody(told: tuple[Chat, Told]) -> None:
    chat, heard = told
    heard.answers["1:bad"] = 403
    chat.page.evaluate(f"{SPOKEN}.identify('bad')")
    chat.open().says("Where is my order?")

    expect(chat.bubbles).to_have_count(3)
    expect(chat.banner).to_be_hidden()


def test_in_another_customers_conversation_a_new_one_begins(told: tuple[Chat, Told]) -> None:
    chat, heard = told
    chat.open().says("I am Asha")
    expect(chat.bubbles).to_have_count(3)
    before = chat.session["conversation"]
    heard.answers["1:of-ravi"] = 409
    chat.page.evaluate(f"{SPOKEN}.identify('of-ravi')")

    expect(chat.bubbles).to_have_count(1)  # the welcome
    assert chat.session["conversation"] != before
    assert heard.tokens == [(1, "of-ravi"), (2, "of-ravi")]


def test_who_logs_out_leaves_nothing_to_be_read(told: tuple[Chat, Told]) -> None:
    chat, heard = told
    chat.page.evaluate(f"{SPOKEN}.identify('of-asha')")
    chat.open().says("My address is ...")
    expect(chat.bubbles).to_have_count(3)
    chat.page.evaluate(f"{SPOKEN}.identify()")

    expect(chat.bubbles).to_have_count(1)
    assert heard.tokens == [(1, "of-asha")]


def test_the_tag_may_have_the_token(shop: Shop, open_shop: OpenShop) -> None:
    chat = open_shop("/healthz")
    heard = Told(chat.page)
    tag = f'<script src="{shop.url}/widget.js" data-token="of-asha" async></script>'
    page = f"<!doctype html><html lang=en><body>{tag}"
    chat.page.route("**/shop-of-theirs", lambda route: route.fulfill(content_type="text/html", body=page))
    chat.page.goto("/shop-of-theirs")
    chat.open()

    assert heard.tokens == [(1, "of-asha")]
