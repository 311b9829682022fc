"""The stream of events: what is missed while it is away is caught up, and the agent always knows."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import card, choose, claim, leave, log, open_conversation, reply, state
from tests.browser.shop import Shop

CALLED = "I am calling a person."
DOSSIER = re.compile(r"/conversations/[^/]+\?after=")


def connection(page: Page) -> Locator:
    return page.locator(".connection")


def test_the_app_goes_away_and_comes_back_and_nothing_is_missed(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    expect(connection(page)).to_have_text("Live")
    expect(log(page).get_by_text(CALLED)).to_be_visible()
    shop.stop()
    expect(connection(page)).to_have_text("No connection")
    reply(page, "Written while the app was away")
    expect(log(page).get_by_text("Not sent yet, trying again")).to_be_visible()
    shop.start()
    customer.says("Said before the console was back")
    newcomer = shop.customer().waits()
    expect(connection(page)).to_have_text("Live")
    expect(log(page).get_by_text("Said before the console was back")).to_have_count(1)
    expect(log(page).locator(".me .delivery")).to_have_text("Sent")
    assert customer.heard() == ["Written while the app was away"]
    choose(page, "Waiting")
    expect(card(page, newcomer)).to_be_visible()


def test_what_is_written_before_the_conversation_could_be_loaded_is_seen(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()

    def away(route: Route) -> None:
        route.abort()

    page.route(DOSSIER, away)
    claim(page, customer)
    expect(page.get_by_text("The conversation could not be loaded.").last).to_be_visible()
    reply(page, "Written without having read")
    expect(log(page).get_by_text("Written without having read")).to_be_visible()
    page.unroute(DOSSIER, away)
    customer.says("Still there?")  # whatever happens in it has it loaded
    expect(log(page).get_by_text(CALLED)).to_be_visible()
    expect(log(page).get_by_text("Written without having read")).to_have_count(1)
    expect(log(page).locator(".me .delivery")).to_have_text("Sent")


def test_a_browser_without_a_network_says_so_and_recovers_by_itself(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.context.set_offline(True)
    expect(connection(page)).to_have_text("No connection")
    customer.says("Are you there?")
    page.context.set_offline(False)
    expect(log(page).get_by_text("Are you there?")).to_be_visible()
    expect(connection(page)).to_have_text("Live")


def test_a_stream_that_the_server_refuses_is_opened_again(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    refusals: list[str] = []

    def refused_once(route: Route) -> None:
        refusals.append(route.request.url)
        if len(refusals) == 1:
            route.fulfill(status=503, body="restarting")  # after such an answer the browser itself gives up
        else:
            route.continue_()

    page.route("**/api/desk/events", refused_once)
    page.reload()
    expect(connection(page)).to_have_text("Live")
    assert len(refusals) == 2


def test_a_session_that_ended_elsewhere_is_noticed_by_the_stream(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    expect(connection(page)).to_have_text("Live")
    page.context.clear_cookies()
    shop.stop()
    shop.start()
    expect(page.get_by_text("Your session has ended.")).to_be_visible()


def test_a_conversation_longer_than_a_page_of_the_api_is_shown_whole(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    shop.lengthen(customer.id, lines=700)
    page = open_desk()
    claim(page, customer)
    expect(log(page).get_by_text("line 700", exact=True)).to_be_in_viewport()
    expect(log(page).get_by_text("line 1", exact=True)).to_have_count(1)


def test_what_an_agent_does_in_one_tab_shows_in_the_other(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    first = open_desk()
    second = first.context.new_page()
    second.goto("/desk")
    open_conversation(second, customer)
    claim(first, customer)
    expect(state(second)).to_contain_text("With you")
    reply(first, "Hello")
    expect(log(second).get_by_text("Hello")).to_be_visible()
    leave(second, "resolve")
    expect(state(first)).to_contain_text("Resolved")
