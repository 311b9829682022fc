"""What a customer sees and does in one conversation, from the welcome to the agent's goodbye."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop
from tests.browser.widget.test_content import PNG


def test_the_panel_opens_with_the_shops_name_and_the_bots_welcome(chat: Chat) -> None:
    expect(chat.panel).to_have_accessible_name("Saral Store")
    expect(chat.owner).to_have_text("Assistant")
    expect(chat.bubbles).to_have_count(1)
    expect(chat.bubbles).to_contain_text("Welcome to Saral Store!")


def test_a_page_that_nobody_asks_begins_no_conversation(open_shop: OpenShop) -> None:
    asked: list[str] = []
    chat = open_shop()
    chat.page.on("request", lambda request: asked.append(request.url))
    chat.reload().launcher.wait_for()
    assert [url for url in asked if "/api/" in url and not url.endswith("/settings")] == []
    assert chat.page.evaluate("localStorage.length") == 0


def test_a_question_is_shown_at_once_then_as_sent_and_is_answered(chat: Chat) -> None:
    row = chat.says("Where is my order?")
    expect(row).to_have_class(re.compile(r"\bsent\b"))
    expect(row.locator(".meta")).to_contain_text("Sent")
    expect(chat.bubbles.last).to_contain_text("is on its way")
    assert len(chat.texts("customer")) == 1  # the optimistic bubble became the log's


def test_a_quick_reply_sends_its_title_and_then_none_of_them_can_be_pressed(chat: Chat) -> None:
    first = chat.replies.first
    first.click()
    expect(chat.row("Track my order")).to_have_class(re.compile(r"\bcustomer\b.*\bsent\b"))
    expect(chat.bubbles.last).to_contain_text("is on its way")
    for reply in chat.replies.all():
        expect(reply).to_have_attribute("aria-disabled", "true")
    first.click(force=True)
    chat.says("And now?")
    expect(chat.bubbles.last).to_contain_text("is on its way")
    assert chat.texts("customer") == ["Track my order", "And now?"]


def test_a_person_takes_over_by_name_and_leaves_again(chat: Chat, agent: Agent) -> None:
    chat.asks_for_a_person()
    expect(chat.owner).to_have_text(re.compile(r"Waiting for a person: you are number \d+"))
    desk = agent.takes(chat).says("Hello, Asha here.")
    expect(chat.owner).to_have_text("Asha is with you")
    row = chat.row("Hello, Asha here.")
    expect(row).to_have_class(re.compile(r"\bagent\b"))
    expect(row.locator(".author")).to_have_text("Asha")
    chat.says("Thank you!")
    desk.waits_for("Thank you!").resolves()
    expect(chat.owner).to_have_text("Assistant")
    assert any("Asha" in text for text in chat.texts("system"))


def test_an_agents_picture_stands_in_place_of_the_letter(chat: Chat, agent: Agent) -> None:
    agent.shows(PNG)
    with chat.page.expect_response("**/api/chat/pictures/*") as shown:
        desk = agent.takes(chat.asks_for_a_person())
    assert shown.value.ok
    mark = chat.widget.locator(".mark")
    expect(mark).to_have_text("")
    agent.shows(None)
    desk.resolves()
    expect(mark).to_have_text("S")
    expect(mark).to_have_css("background-image", "none")


def test_the_menu_offers_a_person_while_nobody_is_there(chat: Chat) -> None:
    chat.asks_for_a_person().menu_button.click()
    expect(chat.menu.get_by_text("New conversation")).to_be_visible()
    expect(chat.menu.get_by_text("Talk to a person")).to_be_hidden()


def test_dots_show_that_the_agent_types_until_the_message_comes(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person()).types()
    expect(chat.typing).to_be_visible()
    expect(chat.typing).to_have_text("Asha is typing")
    desk.says("One moment.")
    expect(chat.row("One moment.")).to_be_visible()
    expect(chat.typing).to_be_hidden()
    desk.types()
    expect(chat.typing).to_be_visible()
    desk.types(on=False)
    expect(chat.typing).to_be_hidden()


def test_only_people_are_told_that_the_customer_types(chat: Chat, agent: Agent) -> None:
    told: list[str | None] = []
    chat.page.on("request", lambda request: request.url.endswith("/typing") and told.append(request.post_data))
    chat.input.press_sequentially("Hello bot")
    chat.says("Hello bot")
    chat.asks_for_a_person()
    assert told == []
    with chat.page.expect_request("**/typing"):
        chat.input.press_sequentially("Hello person")
    with chat.page.expect_request("**/typing"):
        chat.says("Hello person")
    assert told == ['{"on":true}', '{"on":false}']  # once, however many letters


def test_the_badge_counts_what_came_while_the_panel_was_closed(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    expect(chat.owner).to_have_text("Asha is with you")
    chat.page.keyboard.press("Escape")
    expect(chat.badge).to_be_hidden()
    desk.says("Found it.", "It is at the door.")
    expect(chat.badge).to_have_text("2")
    expect(chat.launcher).to_have_accessible_name("Chat with us New messages: 2")
    chat.reload()  # still unread on the next page
    expect(chat.badge).to_have_text("2")
    chat.open().page.keyboard.press("Escape")
    expect(chat.badge).to_be_hidden()


def test_who_reads_further_up_is_told_of_news_and_not_pulled_down(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    desk.says(*(f"Line {number}\n\n\n\n" + "." for number in range(12)))
    expect(chat.rows.last).to_contain_text("Line 11")
    expect(chat.pill).to_be_hidden()  # at the end, new messages just scroll in
    chat.scroller.evaluate("element => element.scrollTo(0, 0)")
    desk.says("The last one")
    expect(chat.pill).to_be_visible()
    assert chat.scroller.evaluate("element => element.scrollTop") == 0
    chat.pill.click()
    expect(chat.row("The last one")).to_be_in_viewport()
    expect(chat.pill).to_be_hidden()


def test_days_are_told_apart(open_shop: OpenShop) -> None:
    chat = open_shop(timezone_id="Asia/Kolkata").open()
    day = chat.log.locator(".day")
    expect(day).to_have_text(["today"])
    chat.page.clock.install()
    chat.page.clock.fast_forward("24:00:00")
    chat.page.route("**/api/chat/messages", lambda _: None)  # the server's own clock stands at today
    chat.says("A day later")
    expect(day).to_have_text(["yesterday", "today"])


def test_a_new_conversation_is_begun_only_after_a_yes(chat: Chat) -> None:
    chat.says("Old question")
    expect(chat.bubbles).to_have_count(3)
    before = chat.session["conversation"]
    question = chat.widget.get_by_role("alertdialog")

    def choose(answer: str) -> None:
        chat.menu_button.click()
        chat.menu.get_by_text("New conversation").click()
        expect(question).to_be_visible()
        question.get_by_role("button", name=answer).click()

    choose("Back")
    expect(question).to_be_hidden()
    assert chat.session["conversation"] == before
    chat.writes("half a thought")
    choose("New conversation")
    expect(chat.bubbles).to_have_count(1)
    expect(chat.bubbles).to_contain_text("Welcome")
    expect(chat.input).to_have_value("half a thought")  # it may as well be for the new one
    assert chat.session["conversation"] != before
    chat.says("New question")
    expect(chat.bubbles.last).to_contain_text("is on its way")


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "</div></dialog><iframe src='javascript:alert(1)'></iframe>",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
    'https://example.com/"onmouseover="alert(1)',
    "x" * 1900,
    "\u202e\u2066 reversed \u200b\u200d zero width",
    "_snake_ *star* [x](y) <b>bold</b> &amp; \\n `code` # no",
]


@pytest.mark.parametrize("author", ["customer", "agent"])
def test_what_anybody_writes_stays_text_and_no_character_is_lost(chat: Chat, agent: Agent, author: str) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    told = chat.log.locator(f".{author} .bubble")
    before = told.count()
    for text in HOSTILE:
        chat.says(text) if author == "customer" else desk.says(text)
    expect(told).to_have_count(before + len(HOSTILE))
    chat.reload().open()  # from the server's log, no more from our own outbox
    expect(told).to_have_count(before + len(HOSTILE))
    assert told.evaluate_all("all => all.map((each) => each.textContent)")[before:] == HOSTILE
    assert told.evaluate_all("all => all.flatMap((each) => [...each.querySelectorAll(':not(a)')])") == []
    assert chat.alarms == []
    assert chat.scroller.evaluate("element => element.scrollWidth <= element.clientWidth")
