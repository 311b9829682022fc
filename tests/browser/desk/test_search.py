"""Finding conversations: by what was said, page by page, limited, and by keyboard."""

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import card, choose, open_conversation
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type(query)


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search conversations")


def names(page: Page) -> Locator:
    return page.locator(".card-name")


def test_what_was_said_is_found_and_marked(open_desk: OpenDesk, shop: Shop) -> None:
    wanted = shop.customer("hi").asks("मेरा नीला कुर्ता फटा निकला").waits()
    shop.customer().asks("Where is my order?").waits()
    page = open_desk()
    search(page, "कुर्ता")
    expect(names(page)).to_have_text([wanted.name])
    expect(card(page, wanted).locator("mark")).to_have_text("कुर्ता")
    expect(page.get_by_role("tab", name="Waiting")).to_be_hidden()  # the results take the lists' place
    assert violations(page) == []

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=wanted.name)).to_be_focused()


def test_an_order_number_finds_its_conversations_and_a_limit_narrows_them(open_desk: OpenDesk, shop: Shop) -> None:
    waiting, answered = shop.customer().waits(), shop.customer().asks("Where is my order?")
    page = open_desk()
    search(page, "SH-1042")
    expect(names(page)).to_have_count(2)
    expect(card(page, answered)).to_contain_text("With the bot")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator("#filter-status").select_option(label="Waiting")
    page.keyboard.press("Escape")
    expect(names(page)).to_have_text([waiting.name])
    page.get_by_role("button", name="Remove the filter Waiting").click()
    expect(names(page)).to_have_count(2)


def test_nothing_found_is_said_and_escape_leads_back_to_the_list(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    search(page, "zebra")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("")
    expect(page.get_by_role("tab", name="Waiting")).to_be_focused()
    expect(card(page, customer)).to_be_visible()


def test_results_come_page_by_page_and_a_search_that_fails_can_be_repeated(open_desk: OpenDesk, shop: Shop) -> None:
    first, second = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    view = "/api/desk/conversations/{}"
    cards = {each.id: page.request.get(view.format(each.id)).json()["conversation"] for each in (first, second)}
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=500, json={"error": {"code": "internal", "message": ""}})
        elif "after=behind" in route.request.url:
            route.fulfill(json={"results": [{"card": cards[second.id], "found": None}]})
        else:
            found = {"kind": "note", "text": "the parcel (blue)"}
            route.fulfill(json={"results": [{"card": cards[first.id], "found": found}], "next": "behind"})

    page.route("**/api/desk/search?**", answer)
    search(page, "(blue)")  # no letter has a meaning of its own
    page.get_by_role("button", name="Try again").click()
    expect(names(page)).to_have_text([first.name])
    expect(card(page, first)).to_contain_text("Note: the parcel (blue)")
    expect(card(page, first).locator("mark")).to_have_text("(blue)")
    page.get_by_role("button", name="Show more").click()
    expect(names(page)).to_have_text([first.name, second.name])
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_filters_hide_by_what_a_conversation_is_and_say_so(open_desk: OpenDesk, shop: Shop) -> None:
    hindi, english = shop.customer("hi").waits(), shop.customer().waits()
    page = open_desk()
    expect(names(page)).to_have_count(2)
    page.keyboard.press("v")
    page.locator("#filter-language").select_option(label="Hindi")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(names(page)).to_have_text([hindi.name])
    expect(page.get_by_text("One more is hidden by the filter.")).to_be_visible()
    page.reload()  # it is kept, and in sight
    expect(names(page)).to_have_text([hindi.name])
    page.get_by_role("button", name="Remove the filter Hindi").click()
    expect(names(page)).to_have_text([hindi.name, english.name])


def test_unread_alone(open_desk: OpenDesk, shop: Shop) -> None:
    read, unread = shop.customer().waits(), shop.customer().waits()
    page = open_desk()
    for customer in (unread, read):
        choose(page, "Waiting")
        open_conversation(page, customer)
        page.keyboard.press("c")
        expect(page.locator("#reply")).to_be_focused()
        page.keyboard.press("Escape")
    unread.says("Are you there?")
    page.keyboard.press("v")
    page.get_by_label("Unread only").check()
    page.keyboard.press("Escape")
    expect(names(page)).to_have_text([unread.name])
