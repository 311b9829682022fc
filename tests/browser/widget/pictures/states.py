"""Every state that the chat has, put together as customers, agents and networks bring it about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import httpx
from playwright.sync_api import Route, expect

from sahay.domain.card import Choice, ListCard, Money, OrderCard, Progress
from sahay.domain.clock import SystemClock
from sahay.domain.message import Author, Button, Draft, File
from tests.browser.shop import Shop
from tests.browser.widget.chat import Agent, Chat, Desk
from tests.browser.widget.pictures.cast import HOSTILE, Words

PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + b"%" * 48_000
MESSAGES: Final = "**/api/chat/messages"
UPLOADS: Final = "**/api/chat/files?*"
ASKED: Final = [{"field": "name", "required": False}, {"field": "email", "required": True}]


@dataclass(frozen=True, slots=True)
class Stage:
    chat: Chat
    shop: Shop
    agent: Agent
    words: Words
    photo: bytes

    def keeps(self, *drafts: Draft) -> None:
        """As if all this had been said."""
        self.chat.open()
        expect(self.chat.bubbles).to_have_count(1)
        self.shop.keeps(self.chat.session["conversation"], drafts)
        self.chat.reload().open()
        expect(self.chat.log).to_contain_text(drafts[-1].text.splitlines()[0][:20])

    def is_taken(self) -> Desk:
        self.chat.open().asks_for_a_person()
        desk = self.agent.takes(self.chat)
        expect(self.chat.widget.locator("header")).to_have_attribute("data-owner", "agent")
        return desk

    def sends(self, name: str, data: bytes, kind: str) -> File:
        """Uploaded in this conversation."""
        headers = {"Authorization": f"Bearer {self.chat.session['token']}"}
        answer = httpx.post(f"{self.shop.url}/api/chat/files", params={"name": name}, headers=headers, content=data)
        return File(answer.raise_for_status().json()["id"], name, kind, len(data))

    def chooses(self, place: int) -> None:
        """From the menu."""
        self.chat.menu_button.click()
        self.chat.menu.locator(".item").nth(place).click()
        expect(self.chat.widget.get_by_role("alertdialog")).to_be_visible()


def hold(_: Route) -> None:
    """Never answered."""


def customer(text: str) -> Draft:
    return Draft(Author.CUSTOMER, text)


def launcher(stage: Stage) -> None:
    desk = stage.is_taken()
    stage.chat.widget.locator("header .round").last.click()
    desk.says(stage.words.hello, stage.words.bye)
    expect(stage.chat.badge).to_have_text("2")


def welcome(stage: Stage) -> None:
    stage.chat.open()
    expect(stage.chat.bubbles).to_have_count(1)


def details(stage: Stage) -> None:
    def ask_first(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"pre_chat": ASKED})

    stage.chat.page.route("**/api/chat/settings", ask_first)
    stage.chat.reload().launcher.click()
    expect(stage.chat.widget.locator(".details")).to_be_visible()


def text(stage: Stage) -> None:
    words = stage.words
    stage.keeps(customer(words.ask), Draft(Author.BOT, words.order), customer(words.thanks))


def order(stage: Stage) -> None:
    words = stage.words
    steps = tuple(Progress(title, done=place < 3) for place, title in enumerate(words.steps))
    card = OrderCard(
        title="10234",
        state=words.state,
        lines=(words.line,),
        steps=steps,
        total=Money("799.00", "INR"),
        expected=(SystemClock().now() + timedelta(days=2)).date(),
        image="/shop/pictures/HH-103.svg",
        actions=(Choice(words.cancel, '/cancel_order{"order_number": "10234"}'),),
    )
    stage.keeps(customer(words.ask), Draft(Author.BOT, words.order, card=card))


def choice(stage: Stage) -> None:
    words = stage.words
    rows = tuple(Choice(str(10234 + place), f"/inform{place}", what) for place, what in enumerate(words.goods))
    stage.keeps(customer(words.ask), Draft(Author.BOT, words.which, card=ListCard(words.orders, rows)))


def files(stage: Stage) -> None:
    words = stage.words
    stage.is_taken()
    photo = stage.sends("bottle.png", stage.photo, "image/png")
    papers = stage.sends("invoice-10234.pdf", PDF, "application/pdf")
    conversation = stage.chat.session["conversation"]
    given = (
        Draft(Author.CUSTOMER, words.broken, files=(photo,)),
        Draft(Author.AGENT, words.invoice, name="Asha", files=(papers,)),
    )
    stage.shop.keeps(conversation, given)
    stage.chat.reload().open()
    expect(stage.chat.log.locator(".picture")).to_be_visible()


def uploads(stage: Stage) -> None:
    stage.chat.open()
    picker = stage.chat.widget.locator("input[type=file]")
    picker.set_input_files([{"name": "bottle.png", "mimeType": "image/png", "buffer": stage.photo}])
    expect(stage.chat.widget.locator(".tray progress")).to_have_count(0)
    stage.chat.page.route(UPLOADS, lambda route: route.abort("connectionfailed"), times=1)
    picker.set_input_files([{"name": "scratches on the side.jpg", "mimeType": "image/jpeg", "buffer": stage.photo}])
    expect(stage.chat.widget.locator(".tray small").last).not_to_be_empty()
    picker.set_input_files([{"name": "holiday.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04\0\0"}])
    expect(stage.chat.widget.locator(".tray small").last).not_to_be_empty()
    stage.chat.page.route(UPLOADS, hold)
    picker.set_input_files([{"name": "invoice-10234.pdf", "mimeType": "application/pdf", "buffer": PDF}])
    stage.chat.widget.locator(".tray progress").evaluate("(bar) => { bar.value = 0.6; }")


def drop(stage: Stage) -> None:
    stage.chat.open()
    stage.chat.panel.evaluate(
        """panel => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([''], 'bottle.png'));
            panel.dispatchEvent(new DragEvent('dragover', { bubbles: true, composed: true, dataTransfer }));
        }"""
    )


def faq(stage: Stage) -> None:
    words = stage.words
    helped = tuple(
        Button(title, f'/rate_answer{{"faq": "returns", "helpful": "{helpful}"}}')
        for title, helpful in zip(words.helped, ("yes", "no"), strict=True)
    )
    stage.keeps(customer(words.policy), Draft(Author.BOT, words.answer, buttons=helped))


def waiting(stage: Stage) -> None:
    stage.chat.open().asks_for_a_person()


def agent(stage: Stage) -> None:
    desk = stage.is_taken().says(stage.words.hello)
    stage.chat.says(stage.words.broken)
    desk.waits_for(stage.words.broken).types()
    expect(stage.chat.typing).to_be_visible()


def resolved(stage: Stage) -> None:
    stage.is_taken().says(stage.words.bye).resolves()
    expect(stage.chat.widget.locator("header")).to_have_attribute("data-owner", "resolved")


def stars(stage: Stage) -> None:
    resolved(stage)
    stage.shop.asks_at_once()
    expect(stage.chat.log.get_by_role("radio")).to_have_count(5)


def rated(stage: Stage) -> None:
    stars(stage)
    before = stage.chat.bubbles.count()
    stage.chat.log.get_by_role("radio").nth(3).click()
    expect(stage.chat.bubbles).to_have_count(before + 2)


def sending(stage: Stage) -> None:
    stage.chat.open()
    stage.chat.page.route(MESSAGES, hold)
    stage.chat.says(stage.words.ask)


def offline(stage: Stage) -> None:
    stage.chat.open()
    stage.chat.page.route(MESSAGES, lambda route: route.fulfill(status=400, json={"error": {"code": "x"}}), times=1)
    stage.chat.says(stage.words.ask)
    expect(stage.chat.log.locator(".failed")).to_be_visible()
    stage.chat.context.set_offline(True)
    stage.chat.says(stage.words.offline)
    expect(stage.chat.log.locator(".waiting")).to_be_visible()
    stage.chat.writes(stage.words.thanks)


def menu(stage: Stage) -> None:
    text(stage)
    fresh(stage)
    stage.chat.widget.get_by_role("alertdialog").locator(".reply").last.click()
    expect(stage.chat.bubbles).to_have_count(1)
    stage.chat.menu_button.click()


def past(stage: Stage) -> None:
    menu(stage)
    stage.chat.page.keyboard.press("Escape")
    stage.chooses(2)


def fresh(stage: Stage) -> None:
    if not stage.chat.panel.is_visible():
        text(stage)
    stage.chooses(1)


def copy(stage: Stage) -> None:
    text(stage)
    stage.chooses(3)


def erase(stage: Stage) -> None:
    text(stage)
    stage.chooses(5)


def hostile(stage: Stage) -> None:
    authors = (Author.CUSTOMER, Author.BOT, Author.AGENT, Author.CUSTOMER, Author.BOT, Author.AGENT)
    said = [Draft(author, what, name="W" * 60) for author, what in zip(authors, HOSTILE, strict=True)]
    buttons = (Button(HOSTILE[0], "/a"), Button("W" * 120, "/b"))
    stage.keeps(*said, Draft(Author.BOT, HOSTILE[0], buttons=buttons))


STATES: Final[Mapping[str, Callable[[Stage], None]]] = {
    each.__name__: each
    for each in (
        launcher,
        welcome,
        details,
        text,
        order,
        choice,
        files,
        uploads,
        drop,
        faq,
        waiting,
        agent,
        resolved,
        stars,
        rated,
        sending,
        offline,
        menu,
        past,
        fresh,
        copy,
        erase,
        hostile,
    )
}
