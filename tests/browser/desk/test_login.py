"""Getting in, being kept out, and getting back in without losing a word."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from tests.browser.desk.conftest import OpenDesk, opened, sign_in
from tests.browser.desk.steps import claim, reply_box
from tests.browser.shop import PASSWORD, Shop, first_held, wait_until


def error(page: Page) -> Locator:
    return page.get_by_role("alert")


def refuse_once(page: Page, address: str) -> None:
    """The session ends just before the next request to this address."""
    ended = {"error": {"code": "not_signed_in", "message": "Sign in first."}}
    page.route(address, lambda route: route.fulfill(status=401, json=ended), times=1)


def test_the_right_password_opens_the_desk_and_a_reload_keeps_it_open(open_page: OpenDesk) -> None:
    page = open_page()
    sign_in(page)
    expect(page.get_by_role("heading", name="Nobody is waiting")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="Waiting")).to_be_visible()


def test_a_wrong_password_is_said_and_can_be_corrected_at_once(open_page: OpenDesk) -> None:
    page = open_page()
    page.get_by_label("E-mail").fill("asha@example.com")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(error(page)).to_have_text("The e-mail address or the password is not right.")
    expect(page.get_by_label("E-mail")).to_have_value("asha@example.com")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    sign_in(page)


@pytest.mark.parametrize(
    ("email", "password", "message", "focused"),
    [
        ("", "", "Enter your e-mail address.", "E-mail"),
        ("asha@example.com", "", "Enter your password.", "Password"),
        ("  ", "secret", "Enter your e-mail address.", "E-mail"),  # blanks are nothing
    ],
)
def test_a_missing_field_is_pointed_at(
    open_page: OpenDesk, email: str, password: str, message: str, focused: str
) -> None:
    page = open_page()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(error(page)).to_have_text(message)
    expect(page.get_by_label(focused, exact=True)).to_be_focused()


def test_password_managers_find_their_fields(open_page: OpenDesk) -> None:
    page = open_page()
    expect(page.get_by_label("E-mail")).to_have_attribute("autocomplete", "username")
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("autocomplete", "current-password")
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")


class TestTooManyAttempts:
    @pytest.fixture
    def shop(self, tmp_path: Path) -> Iterator[Shop]:
        with opened(tmp_path, login_per_minute=1) as shop:
            yield shop

    def test_the_wait_is_told_and_the_button_waits_too(self, open_page: OpenDesk) -> None:
        page = open_page()
        for message in ["is not right"] * 5 + ["Too many attempts. You can try again in"]:
            page.get_by_label("E-mail").fill("asha@example.com")
            page.get_by_label("Password", exact=True).fill("wrong")
            page.get_by_role("button", name="Sign in").click()
            expect(error(page)).to_contain_text(message)
        expect(error(page)).to_have_text(re.compile(r"in \d:\d\d\.$"))
        expect(page.get_by_role("button", name="Sign in")).to_be_disabled()


def test_a_server_out_of_reach_is_not_called_a_wrong_password(open_page: OpenDesk, shop: Shop) -> None:
    page = open_page()
    page.get_by_label("E-mail").fill("asha@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    shop.stop()
    page.get_by_role("button", name="Sign in").click()
    expect(error(page)).to_contain_text("cannot be reached")
    shop.start()
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("desk-console")).to_be_visible()


def test_a_page_opened_while_the_server_starts_waits_for_it(open_page: OpenDesk) -> None:
    page = open_page()

    def away(route: Route) -> None:
        route.abort()

    page.route("**/api/desk/session", away)
    page.reload()
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    page.unroute("**/api/desk/session", away)
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_signing_out_closes_the_desk_for_good(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.get_by_role("button", name="Account and settings: Asha").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    page.reload()
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_signing_out_with_an_unsent_draft_asks_first_and_then_deletes_it(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.get_by_role("link", name=customer.name).click()
    page.get_by_role("button", name="Claim").first.click()
    page.get_by_label(f"Reply to {customer.name}").fill("half a thought")
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("One reply is written but not sent.")
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []


def test_who_signs_out_is_not_told_that_the_session_has_ended(open_desk: OpenDesk, shop: Shop) -> None:
    """The server refuses what is asked before the page knows that it is signed out."""
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply_box(page).fill("half a thought")
    answers: list[tuple[Route, APIResponse]] = []
    page.route("**/logout", lambda route: answers.append((route, route.fetch())))
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    route, answer = first_held(page, answers)
    with page.expect_response(lambda response: response.status == httpx.codes.UNAUTHORIZED):
        page.get_by_role("link", name="Tickets").click()
    expect(page.get_by_role("link", name="Tickets")).to_be_visible()
    route.fulfill(response=answer)
    expect(page.get_by_label("E-mail")).to_be_visible()
    expect(page.get_by_text("Your session has ended.")).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []


def test_who_signs_out_of_a_session_that_has_ended_is_out(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk()
    refuse_once(page, "**/logout")
    page.get_by_role("button", name="Account and settings").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("E-mail")).to_be_visible()
    expect(page.get_by_text("Your session has ended.")).to_have_count(0)


def test_a_session_that_ends_while_writing_loses_neither_the_place_nor_the_words(
    open_desk: OpenDesk, shop: Shop
) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.get_by_role("link", name=customer.name).click()
    page.get_by_role("button", name="Claim").first.click()
    page.get_by_label(f"Reply to {customer.name}").fill("I have found your parcel.")
    refuse_once(page, f"**/conversations/{customer.id}/messages")
    page.get_by_label(f"Reply to {customer.name}").press("Enter")
    expect(page.get_by_text("Your session has ended.")).to_be_visible()
    sign_in(page)
    expect(page.get_by_role("heading", name=customer.name)).to_be_visible()
    wait_until(lambda: customer.heard() == ["I have found your parcel."], "the reply is delivered")


def test_a_draft_outlives_the_session(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.get_by_role("link", name=customer.name).click()
    page.get_by_role("button", name="Claim").first.click()
    page.get_by_label(f"Reply to {customer.name}").fill("Only half written")
    refuse_once(page, "**/resolve")
    page.get_by_role("button", name="Resolve").click()
    page.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    expect(page.get_by_text("Your session has ended.")).to_be_visible()
    sign_in(page)
    expect(page.get_by_label(f"Reply to {customer.name}")).to_have_value("Only half written")


def test_nothing_is_done_in_the_name_of_an_agent_who_signed_in_in_another_tab(open_page: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_page()  # not one that is kept for Asha
    sign_in(page)
    page.get_by_role("link", name=customer.name).click()
    page.request.post("/api/desk/login", data=json.dumps({"email": "ravi@example.com", "password": PASSWORD}))
    page.get_by_role("button", name="Claim").first.click()
    expect(page.get_by_role("button", name="Account and settings: Ravi Patel")).to_be_visible()
    expect(page.locator(".talk-head .state")).to_contain_text("Waiting")
    assert customer.log()["owner"] == "queued"


def test_the_draft_of_one_agent_is_not_shown_to_another(open_page: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_page()  # not one that is kept for Asha
    sign_in(page)
    page.get_by_role("link", name=customer.name).click()
    page.get_by_role("button", name="Claim").first.click()
    page.get_by_label(f"Reply to {customer.name}").fill("Asha's words")
    page.context.clear_cookies()
    page.reload()
    sign_in(page, "ravi@example.com")
    expect(page.get_by_text("Asha is answering this conversation.")).to_be_visible()
    expect(page.get_by_label(f"Reply to {customer.name}")).to_have_value("")
