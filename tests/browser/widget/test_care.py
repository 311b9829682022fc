"""Who waits may stop waiting; who was helped says how it was."""

from playwright.sync_api import expect

from tests.browser.shop import Shop
from tests.browser.widget.chat import Agent, Chat


def test_who_waits_goes_on_with_the_bot_whatever_they_wrote_meanwhile(chat: Chat) -> None:
    chat.asks_for_a_person()
    expect(chat.replies.last).to_have_text("Go on with the bot")
    chat.says("hello?")
    chat.replies.last.click()

    expect(chat.bubbles.last).to_contain_text("You have left the queue.")
    expect(chat.widget.locator("header")).to_have_attribute("data-owner", "bot")
    chat.says("Where is my order?")
    expect(chat.bubbles.last).to_contain_text("is on its way")
    # Nobody waits any more: the old button is as dead as any other.
    expect(chat.log.get_by_role("button", name="Go on with the bot")).to_have_attribute("aria-disabled", "true")


def test_who_was_helped_rates_it_and_adds_a_comment(chat: Chat, agent: Agent, shop: Shop) -> None:
    chat.asks_for_a_person()
    agent.takes(chat).says("It is on its way.").resolves()
    expect(chat.log.get_by_role("button", name="Go on with the bot")).to_have_attribute("aria-disabled", "true")
    expect(chat.replies.last).to_have_text("E-mail me a copy")
    shop.asks_at_once()
    expect(chat.bubbles.last).to_have_text("How was the help you got here?")
    stars = chat.log.get_by_role("radio")
    expect(stars).to_have_count(5)
    # By keyboard: one stop, arrows move, the space bar chooses.
    stars.first.focus()
    for _ in range(3):
        chat.page.keyboard.press("ArrowRight")
    expect(chat.log.get_by_role("radio", name="4 of 5")).to_be_focused()
    chat.page.keyboard.press("Space")
    expect(chat.rows.filter(has_text="4 – Good").locator(".bubble")).to_have_text("★★★★☆ 4 – Good")
    expect(stars.last).to_have_attribute("aria-disabled", "true")
    chat.log.get_by_role("button", name="Write a comment").click()
    expect(chat.bubbles.last).to_have_text("Please write your comment in one message.")
    chat.says("Quick and kind.")

    expect(chat.bubbles.last).to_have_text("Thank you, your comment is with our team.")
    expect(chat.widget.locator("header")).to_have_attribute("data-owner", "resolved")
