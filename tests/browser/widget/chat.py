"""The two ends of a conversation, as their people have them: the widget on a page, and the agents' desk."""

import re
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import httpx
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.shop import PASSWORD, wait_until

# What a page must never do to be read: run what somebody wrote.
ALARM = "window.alarm = []; window.alert = (text) => window.alarm.push(text);"


class Chat:
    """The widget on one page. Locators see into its shadow root."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.widget = page.locator("sahay-chat")
        self.launcher = self.widget.locator(".launcher")
        self.badge = self.widget.locator(".badge")
        self.panel = self.widget.get_by_role("dialog")
        self.title = self.widget.locator("h2")
        self.owner = self.widget.locator(".owner")
        self.banner = self.widget.locator(".banner")
        self.log = self.widget.get_by_role("log")
        self.bubbles = self.log.locator(".bubble")
        self.rows = self.log.locator(".row")
        self.replies = self.log.locator(".reply")
        self.typing = self.widget.locator(".typing")
        self.pill = self.widget.locator(".pill")
        self.scroller = self.widget.locator(".scroller")
        self.input = self.widget.locator("textarea")
        self.counter = self.widget.locator(".counter")
        self.menu_button = self.widget.locator("header [aria-controls=menu]")
        self.menu = self.widget.locator("#menu")

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self) -> Self:
        """Opens the panel and waits for the conversation so far."""
        self.launcher.click()
        expect(self.log).to_have_attribute("aria-busy", "false")
        return self

    def another(self) -> "Chat":
        """A second tab of the same browser, with its panel closed."""
        page = self.context.new_page()
        page.goto(self.page.url)
        return Chat(page)

    def reload(self) -> Self:
        self.page.reload()
        return self

    def reload_and_listen(self) -> Self:
        """The panel stays closed. The log is read once the stream is open."""
        with self.page.expect_response(lambda response: "/messages?after=" in response.url):
            return self.reload()

    def writes(self, text: str) -> Self:
        self.input.fill(text)
        return self

    def says(self, text: str) -> Locator:
        """Sends it and gives its row."""
        self.writes(text).input.press("Enter")
        return self.row(text)

    def row(self, text: str) -> Locator:
        """The rows that say exactly this."""
        exactly = re.compile(f"^{re.escape(text)}$")
        return self.rows.filter(has=self.page.locator(".bubble").filter(has_text=exactly))

    def texts(self, author: str = "") -> list[str]:
        """What is shown, oldest first; of one author only, or of all."""
        return self.log.locator(f".row{author and '.' + author} .bubble").all_inner_texts()

    def asks_for_a_person(self) -> Self:
        self.menu_button.click()
        self.menu.get_by_role("button").first.click()
        expect(self.widget.locator("header")).to_have_attribute("data-owner", "queued")
        return self

    @property
    def session(self) -> dict[str, Any]:
        """What the widget keeps between pages: the token and the conversation that it opens."""
        ticket: dict[str, Any] = self.page.evaluate(
            "JSON.parse(Object.entries(localStorage).find(([key]) => key.endsWith(':session'))[1])"
        )
        return ticket

    @property
    def alarms(self) -> list[str]:
        alarms: list[str] = self.page.evaluate("window.alarm")
        return alarms


class Agent:
    """Somebody at the desk, through its API."""

    def __init__(self, url: str, email: str = "asha@example.com", password: str = PASSWORD) -> None:
        self._client = httpx.Client(base_url=f"{url}/api/desk", timeout=10)
        answer = self._post("login", {"email": email, "password": password})
        self._client.headers["X-CSRF-Token"] = answer["csrf_token"]

    def takes(self, chat: Chat) -> "Desk":
        """Claims the conversation, which must be in the queue."""
        conversation = chat.session["conversation"]
        self._post(f"conversations/{conversation}/claim", {})
        return Desk(self._post, self._get, conversation)

    def shows(self, picture: bytes | None) -> None:
        """Has this picture of themselves, or none."""
        (self._client.put("me/picture", content=picture) if picture else self._client.delete("me/picture"))

    def close(self) -> None:
        self._client.close()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.post(path, json=body).raise_for_status().json()
        return answer

    def _get(self, path: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._client.get(path).raise_for_status().json()
        return answer


class Desk:
    """One conversation at an agent's desk."""

    def __init__(
        self,
        post: Callable[[str, dict[str, Any]], dict[str, Any]],
        get: Callable[[str], dict[str, Any]],
        conversation: str,
    ) -> None:
        self._post = post
        self._get = get
        self._path = f"conversations/{conversation}"

    def says(self, *texts: str) -> Self:
        for text in texts:
            self._post(f"{self._path}/messages", {"client_id": uuid4().hex, "text": text})
        return self

    def types(self, on: bool = True) -> Self:
        self._post(f"{self._path}/typing", {"on": on})
        return self

    def resolves(self) -> Self:
        self._post(f"{self._path}/resolve", {})
        return self

    def heard(self) -> list[str]:
        """What the customer has said."""
        messages = self._get(self._path)["messages"]
        return [message["text"] for message in messages if message["author"] == "customer"]

    def waits_for(self, *texts: str) -> Self:
        wait_until(lambda: self.heard()[-len(texts) :] == list(texts), f"the customer says {texts}")
        return self
