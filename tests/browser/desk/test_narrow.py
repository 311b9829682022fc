"""Where there is little room: on a phone the pages behind "More", on a tablet one thing at a time."""

import re

from playwright.sync_api import expect

from tests.browser.chromium import PHONE
from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import action, card, open_conversation
from tests.browser.shop import Shop

TABLET = {"width": 768, "height": 1024}


def test_the_pages_on_a_phone_and_a_conversation_on_a_tablet(open_desk: OpenDesk, shop: Shop) -> None:
    shop.become("asha@example.com", "admin")
    customer = shop.customer().asks("Where is SH-1042?").waits()
    page = open_desk(**PHONE, locale="hi-IN")

    expect(card(page, customer)).to_contain_text("ग्राहक")  # who has told no name, in the agent's language
    expect(card(page, customer)).to_contain_text("Where is SH-1042?")  # and not that the bot calls a person
    more = page.locator(".pages-more button")
    expect(page.locator(".pages .page-link:visible")).to_have_count(5)
    more.click()
    sheet = page.locator(".sheet")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    more.click()
    sheet.locator("a.audit-link").click()
    expect(page.locator("desk-audit h2")).to_be_focused()
    expect(sheet).not_to_be_visible()
    expect(more).to_have_attribute("data-here", "")
    page.locator(".page .back").click()
    expect(more).to_be_focused()  # the page's own link is in the sheet

    page.set_viewport_size(TABLET)
    open_conversation(page, customer)
    expect(card(page, customer)).not_to_be_visible()
    reference = page.locator(".log .customer .reference")
    expect(reference).to_have_text("SH-1042")
    expect(reference).to_have_css("text-wrap-mode", "nowrap")
    expect(action(page, "claim")).to_have_text(re.compile("बातचीत लें"))
    page.locator(".talk-head .back").click()
    expect(card(page, customer)).to_be_focused()


def test_what_somebody_else_has_undone_is_no_longer_offered(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    open_conversation(page, customer)
    action(page, "claim").click()
    action(page, "snooze").click()
    page.get_by_role("dialog").locator("button[type=submit]").click()
    undo = page.locator("desk-notices").get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    customer.says("One more thing")
    expect(undo).to_have_count(0, timeout=4_000)  # long before it goes by itself
