"""What was said, in the customer's hands: earlier conversations, a copy, its deletion."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Route, expect

from sahay.desk.holdings import ERASED
from tests.browser.shop import Shop
from tests.browser.widget.chat import Agent, Chat

STORED = "Object.keys(localStorage).filter((name) => name.startsWith('sahay:'))"

PAST = "JSON.parse(Object.entries(localStorage).find(([name]) => name.endsWith(':past'))[1])"


def choose(chat: Chat, item: str) -> None:
    chat.menu_button.click()
    chat.menu.get_by_role("button", name=item, exact=True).click()


def answer(chat: Chat, text: str) -> None:
    chat.widget.get_by_role("alertdialog").get_by_role("button", name=text).click()


def begin_another(chat: Chat) -> None:
    choose(chat, "New conversation")
    answer(chat, "New conversation")
    expect(chat.bubbles).to_have_count(1)
    expect(chat.widget.get_by_role("alertdialog")).to_be_hidden()


def log(shop: Shop, ticket: dict[str, Any]) -> list[str]:
    headers = {"Authorization": f"Bearer {ticket['token']}"}
    messages = httpx.get(f"{shop.url}/api/chat/messages", headers=headers).raise_for_status().json()["messages"]
    return [message["text"] for message in messages]


@pytest.fixture
def second(chat: Chat) -> Chat:
    """The customer asked "First", and "Second" in another conversation."""
    chat.says("First")
    expect(chat.bubbles).to_have_count(3)
    begin_another(chat)
    chat.says("Second")
    expect(chat.bubbles).to_have_count(3)
    return chat


def test_what_is_asked_while_the_last_answer_is_still_carried_out_stays_open(chat: Chat) -> None:
    chat.says("First")
    expect(chat.bubbles).to_have_count(3)
    held: list[Route] = []
    chat.context.route("**/api/chat/sessions", lambda route: held.append(route))
    choose(chat, "New conversation")
    with chat.page.expect_request("**/api/chat/sessions"):
        answer(chat, "New conversation")
    choose(chat, "Transcript")
    held[0].continue_()
    expect(chat.bubbles).to_have_count(1)
    chat.page.wait_for_timeout(500)  # it would be gone by then
    expect(chat.widget.get_by_role("alertdialog")).to_contain_text("Transcript")


def test_what_is_half_written_goes_to_the_new_conversation_and_stays_with_the_old(chat: Chat) -> None:
    chat.says("First")
    expect(chat.bubbles).to_have_count(3)
    chat.writes("half of")
    held: list[Route] = []
    chat.context.route("**/api/chat/sessions", lambda route: held.append(route))
    choose(chat, "New conversation")
    with chat.page.expect_request("**/api/chat/sessions"):
        answer(chat, "New conversation")
    chat.writes("half of it")
    held[0].continue_()
    expect(chat.bubbles).to_have_count(1)
    expect(chat.widget.get_by_role("alertdialog")).to_be_hidden()
    expect(chat.input).to_have_value("half of it")
    choose(chat, "Earlier conversations")
    answer(chat, "First")
    expect(chat.row("First")).to_be_visible()
    expect(chat.input).to_have_value("half of")


def test_an_earlier_conversation_is_gone_on_with_and_each_has_its_draft(second: Chat) -> None:
    second.writes("half of the second")
    choose(second, "Earlier conversations")
    answer(second, "First")
    expect(second.row("First")).to_be_visible()
    expect(second.input).to_have_value("")
    expect(second.banner).to_be_hidden()
    second.says("More of the first")
    expect(second.bubbles).to_have_count(5)
    tab = second.another().open()
    expect(tab.row("More of the first")).to_be_visible()

    choose(second, "Earlier conversations")
    answer(second, "Second")
    expect(second.input).to_have_value("half of the second")
    for each in (second, tab):
        expect(each.row("Second")).to_be_visible()
        assert each.texts("customer") == ["Second"]


def test_where_nothing_was_said_there_is_nothing_to_go_back_to(chat: Chat) -> None:
    begin_another(chat)
    chat.menu_button.click()
    expect(chat.menu.get_by_text("Earlier conversations")).to_be_hidden()


def test_who_logs_out_leaves_nothing_to_whoever_comes_next(second: Chat) -> None:
    second.page.evaluate("document.querySelector('sahay-chat').identify(null)")
    expect(second.bubbles).to_have_count(1)
    second.menu_button.click()
    expect(second.menu.get_by_text("Earlier conversations")).to_be_hidden()


def test_a_copy_is_saved_whole_or_sent_by_mail(chat: Chat) -> None:
    chat.says("Where is my <b>parcel</b>?\nIt was a gift.")
    expect(chat.bubbles).to_have_count(3)
    choose(chat, "Transcript")
    with chat.page.expect_download() as download:
        answer(chat, "Download")
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "Transcript.txt"
    assert "You\nWhere is my <b>parcel</b>?\nIt was a gift.\n" in text
    assert text.count("Assistant\n") == 2

    choose(chat, "Transcript")
    chat.widget.get_by_label("Your e-mail address").fill("priya@example.com")
    answer(chat, "Send by e-mail")
    expect(chat.banner).to_have_text("If the address is right, the e-mail is on its way.")


def test_who_has_their_data_deleted_is_asked_once_more_and_leaves_nothing_here_or_there(
    second: Chat, shop: Shop
) -> None:
    tab = second.another().open()
    now = second.session
    [past] = second.page.evaluate(PAST)
    choose(second, "Delete my data")
    answer(second, "Back")
    expect(second.row("Second")).to_be_visible()
    choose(second, "Delete my data")
    answer(second, "Delete")
    expect(second.banner).to_have_text("Your data has been deleted.")
    for each in (second, tab):
        expect(each.bubbles).to_have_count(0)
    assert second.page.evaluate(STORED) == []
    for ticket in (now, past):
        assert ERASED in log(shop, ticket)
        assert not {"First", "Second"} & set(log(shop, ticket))

    second.says("Anew")
    expect(second.bubbles).to_have_count(3)
    assert second.session["conversation"] != now["conversation"]


def test_while_somebody_looks_after_it_nothing_is_deleted(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person()).says("One moment")
    choose(chat, "Delete my data")
    answer(chat, "Delete")
    expect(chat.banner).to_contain_text("Your request is still open.")
    expect(chat.row("One moment")).to_be_visible()
    desk.resolves()
