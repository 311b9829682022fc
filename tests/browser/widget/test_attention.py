"""Who looks elsewhere is told: by a number in the page's title, and by a tone if they want one."""

import re

from playwright.sync_api import expect

from tests.browser.shop import wait_until
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop

TONES = """window.tones = 0;
    AudioScheduledSourceNode.prototype.stop = () => { window.tones += 1; };"""
TONE = 1


def test_the_pages_title_counts_what_is_not_seen_and_is_the_pages_own_again(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    tab = chat.another()
    tab.launcher.wait_for()
    for each in (chat, tab):
        expect(each.page).to_have_title(re.compile("Everyday things"))  # the shop has said its own
        each.page.evaluate("document.title = 'Shop'")
    chat.widget.get_by_role("button", name="Close chat").click()
    desk.says("One", "Two")
    for page in (chat.page, tab.page):
        expect(page).to_have_title("(2) Shop")
    tab.page.evaluate("document.title = 'Cart'")  # pages change their titles
    desk.says("Three")
    expect(tab.page).to_have_title("(3) Cart")
    chat.open()
    expect(chat.page).to_have_title("Shop")
    expect(tab.page).to_have_title("Cart")


def test_a_page_may_keep_its_title_to_itself(open_shop: OpenShop, agent: Agent) -> None:
    chat = open_shop()
    chat.page.evaluate("document.querySelector('sahay-chat').setAttribute('counter', 'off')")
    desk = agent.takes(chat.open().asks_for_a_person())
    expect(chat.owner).to_have_text("Asha is with you")
    chat.widget.get_by_role("button", name="Close chat").click()
    desk.says("One")
    expect(chat.badge).to_have_text("1")
    expect(chat.page).not_to_have_title(re.compile(r"^\("))


def test_a_tone_is_off_until_the_customer_wants_it_and_sounds_when_they_do_not_look(
    open_shop: OpenShop, agent: Agent
) -> None:
    chat = open_shop()
    chat.context.add_init_script(TONES)
    chat.reload().open()
    desk = agent.takes(chat.asks_for_a_person()).says("Silent")
    expect(chat.row("Silent")).to_be_visible()
    chat.menu_button.click()
    sound = chat.menu.get_by_role("button", name="Sound")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    wait_until(lambda: chat.page.evaluate("window.tones") == TONE, "the tone is heard once, to be known")

    desk.says("Seen")
    expect(chat.row("Seen")).to_be_visible()
    assert chat.page.evaluate("window.tones") == TONE
    chat.reload_and_listen()  # what was said before is not news
    chat.page.mouse.click(5, 5)  # before the customer has touched the page it may not sound
    desk.says("Not seen")
    expect(chat.badge).to_have_text("1")
    wait_until(lambda: chat.page.evaluate("window.tones") == TONE, "the tone is heard")
