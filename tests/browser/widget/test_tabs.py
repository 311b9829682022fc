"""One conversation in every tab of the site, and only as many streams as can be seen."""

import re

from playwright.sync_api import Route, expect

from tests.browser.shop import first_held, wait_until
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop


def test_a_reload_shows_the_same_conversation(chat: Chat) -> None:
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)
    texts = chat.texts()
    chat.reload().open()
    expect(chat.bubbles).to_have_count(3)
    assert chat.texts() == texts


def test_a_second_tab_shows_the_same_and_both_hear_everything(chat: Chat, agent: Agent) -> None:
    chat.says("From the first")
    expect(chat.bubbles).to_have_count(3)
    second = chat.another().open()
    second.says("From the second")
    expect(chat.row("From the second")).to_have_class(re.compile(r"\bsent\b"))
    expect(chat.bubbles).to_have_count(5)
    agent.takes(second.asks_for_a_person()).says("For both")
    for tab in (chat, second):
        expect(tab.row("For both")).to_be_visible()
        expect(tab.owner).to_have_text("Asha is with you")
    assert chat.texts() == second.texts()


def test_what_is_read_in_one_tab_is_read_in_the_other(chat: Chat) -> None:
    second = chat.another()
    expect(second.badge).to_be_hidden()  # the welcome was seen in the first
    chat.says("Where is my order?")
    expect(chat.bubbles).to_have_count(3)
    expect(second.badge).to_be_hidden()


def test_a_message_that_one_tab_could_not_send_is_sent_by_the_other(chat: Chat) -> None:
    chat.page.route("**/api/chat/messages", lambda route: route.abort())
    chat.says("Passed on")
    expect(chat.row("Passed on")).to_have_class(re.compile(r"\bwaiting\b"))
    second = chat.another().open()
    expect(second.row("Passed on")).to_have_class(re.compile(r"\bsent\b"))
    expect(chat.row("Passed on")).to_have_class(re.compile(r"\bsent\b"))
    expect(second.bubbles).to_have_count(3)


def test_a_new_conversation_in_one_tab_is_the_conversation_of_the_other(chat: Chat) -> None:
    chat.says("Old")
    expect(chat.bubbles).to_have_count(3)
    second = chat.another().open()
    second.menu_button.click()
    second.menu.get_by_text("New conversation").click()
    second.widget.get_by_role("alertdialog").get_by_role("button").last.click()
    for tab in (second, chat):
        expect(tab.bubbles).to_have_count(1)
    chat.says("New")
    for tab in (second, chat):
        expect(tab.bubbles).to_have_count(3)
        assert tab.texts("customer") == ["New"]


def test_two_tabs_that_open_together_begin_one_conversation(open_shop: OpenShop) -> None:
    begun: list[Route] = []
    first = open_shop()
    tabs = [first, first.another()]
    first.context.route("**/api/chat/sessions", lambda route: begun.append(route))  # answered once both are open
    for tab in tabs:
        tab.launcher.click()
        expect(tab.panel).to_be_visible()
    first_held(first.page, begun).continue_()
    for tab in tabs:
        expect(tab.bubbles).to_have_count(1)
    assert begun == []


HIDE = """(state) => {
    Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
}"""


def turns(tab: Chat) -> list[int]:
    """How many hidden tabs listen, and how many would."""
    query = """async () => {
        const { held, pending } = await navigator.locks.query();
        return [held, pending].map((locks) => locks.filter(({ name }) => name === 'sahay:listener').length);
    }"""
    found: list[int] = tab.page.evaluate(query)
    return found


def hide(tab: Chat) -> None:
    """Longer than for a quick look elsewhere. The tab must have been loaded with the clock in the test's hands."""
    tab.page.evaluate(HIDE, "hidden")
    tab.page.clock.fast_forward(31_000)


def test_a_hidden_tab_lets_go_of_its_stream_and_catches_up_when_it_is_looked_at(chat: Chat) -> None:
    chat.page.clock.install()
    with chat.page.expect_request("**/events"):
        chat.reload().open()
    second = chat.another().open()
    with chat.page.expect_event("requestfailed", lambda request: request.url.endswith("/events")):
        hide(chat)
    second.says("While you were away")
    with chat.page.expect_request("**/events"):
        chat.page.evaluate(HIDE, "visible")
    expect(chat.row("While you were away")).to_be_visible()


def test_of_the_hidden_tabs_one_goes_on_listening_while_a_person_is_to_answer(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    second = chat.another()
    for tab in (chat, second):
        tab.page.clock.install()
        tab.reload_and_listen()
    hide(chat)
    wait_until(lambda: turns(chat) == [1, 0], "the first listens for both")
    hide(second)
    wait_until(lambda: turns(second) == [1, 1], "the second waits for its turn")
    desk.says("Are you there?")
    expect(chat.badge).to_have_text("1")
    expect(second.badge).to_be_hidden()
    second.page.evaluate(HIDE, "visible")
    expect(second.badge).to_have_text("1")


def test_when_the_tab_that_listens_is_closed_or_frozen_another_takes_over(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    tabs = [chat, chat.another(), chat.another()]
    for tab in tabs:
        tab.page.clock.install()
        tab.reload_and_listen()
    for waiting, tab in enumerate(tabs):
        hide(tab)
        wait_until(lambda tab=tab, waiting=waiting: turns(tab) == [1, waiting], "it listens, or waits for its turn")
    with tabs[1].page.expect_request("**/events"):
        tabs[0].page.close()
    desk.says("One")
    expect(tabs[1].badge).to_have_text("1")
    expect(tabs[2].badge).to_be_hidden()
    with tabs[2].page.expect_request("**/events"):
        tabs[1].page.evaluate("document.dispatchEvent(new Event('freeze'))")
    desk.says("Two")
    expect(tabs[2].badge).to_have_text("2")
    expect(tabs[1].badge).to_have_text("1")


def test_what_one_tab_has_sent_stays_in_another_that_hears_nothing(chat: Chat) -> None:
    deaf = chat.another().open()
    deaf.page.route("**/api/chat/**", lambda route: route.abort())
    deaf.page.evaluate("dispatchEvent(new Event('online'))")  # its old stream ends, and there is no other
    chat.says("Is anybody there?")
    expect(chat.bubbles).to_have_count(3)  # answered: this tab has heard of its own message
    assert chat.page.evaluate("Object.keys(localStorage).filter((name) => name.includes(':out:')).length") == 1
    expect(deaf.row("Is anybody there?")).to_be_visible()
