"""What an agent does and looks at, in the agent's words."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.shop import Customer


def open_conversation(page: Page, customer: Customer) -> None:
    card(page, customer).click()
    expect(page.locator("#conversation-title")).to_contain_text(customer.id[:6])  # whatever the language
    is_read(page)


def is_read(page: Page) -> None:
    """What has not been loaded is not read: then it cannot be resolved, say."""
    expect(log(page)).to_have_attribute("aria-busy", "false")


def claim(page: Page, customer: Customer) -> None:
    open_conversation(page, customer)
    action(page, "claim").click()
    expect(state(page)).to_contain_text("With you")  # and how urgent it is
    expect(reply_box(page)).to_be_focused()


def action(page: Page, verb: str) -> Locator:
    """The button at the head of the conversation: claim, resolve, return, snooze, transfer or wake."""
    return page.locator(f"button[data-verb={verb}]")


def leave(page: Page, verb: str) -> None:
    """Resolve or return, with what the dialog proposes."""
    action(page, verb).click()
    page.get_by_role("dialog").locator("button[type=submit]").click()


def state(page: Page) -> Locator:
    return page.locator(".talk-head .state")


def reply_box(page: Page) -> Locator:
    return page.locator("#reply")


def reply(page: Page, text: str) -> None:
    reply_box(page).fill(text)
    reply_box(page).press("Enter")


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def card(page: Page, customer: Customer) -> Locator:
    return page.locator(f'a.card[data-id="{customer.id}"]')


def names(page: Page) -> Locator:
    """Of the customers in the list, from above."""
    return page.locator(".card-name")


def countdown(page: Page, customer: Customer) -> Locator:
    """Until the customer's next answer is due, on their card."""
    return card(page, customer).locator("desk-countdown")


def choose(page: Page, section: str) -> None:
    page.get_by_role("tab", name=section).click()
    expect(page.get_by_role("tab", name=section)).to_have_attribute("aria-selected", "true")
