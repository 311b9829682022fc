"""Reports and the wall: figures of real conversations, by mouse and keyboard, under the page's strict CSP."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import claim, log, reply
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import SUPERVISORS, Shop

SUPERVISOR = next(iter(SUPERVISORS))


@pytest.fixture
def served(shop: Shop) -> Shop:
    """Two customers whom the bot answered, and one who waits."""
    shop.customer().asks("Where is my order?")
    shop.customer("gu").asks("મારો ઓર્ડર ક્યાં છે?")
    shop.customer("hi").waits()
    return shop


def reports(page: Page) -> Locator:
    page.goto("/desk#/reports")
    found = page.locator("desk-reports")
    expect(found.locator(".tiles button").first).to_be_visible()
    return found


def tile(page: Page, name: str) -> Locator:
    return page.locator(".tiles button", has=page.locator(".tile-name", has_text=name))


def test_what_happened_is_counted_and_opens(open_desk: OpenDesk, served: Shop) -> None:
    page = open_desk(SUPERVISOR)
    reports(page)
    expect(tile(page, "Conversations").locator(".tile-value")).to_have_text("3")
    expect(tile(page, "Handed over").locator(".tile-value")).to_have_text("33%")

    tile(page, "Handed over").click()
    dialog = page.get_by_role("dialog", name="Handed over")
    expect(dialog.get_by_role("status")).to_have_text("1 conversation")
    link = dialog.get_by_role("link")
    expect(link).to_contain_text("Asked for a person")
    link.click()
    expect(page.locator("desk-conversation")).to_be_visible()
    expect(dialog).to_have_count(0)


def test_an_agents_answer_makes_a_response(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk(SUPERVISOR)
    claim(page, customer)
    reply(page, "Hello")
    expect(log(page).locator(".me .delivery.sent")).to_be_visible()

    reports(page)
    page.get_by_role("button", name="Agent", exact=True).click()
    row = page.get_by_role("row", name=SUPERVISORS[SUPERVISOR])
    expect(row.get_by_role("button", name="First human response")).to_contain_text("0:")


def test_groups_have_a_chart_a_table_and_a_file(open_desk: OpenDesk, served: Shop) -> None:
    page = open_desk(SUPERVISOR)
    reports(page)
    page.get_by_role("button", name="Language", exact=True).click()
    expect(page.get_by_role("img", name="Chart: Answered by the bot")).to_be_visible()
    assert page.get_by_role("rowheader").all_inner_texts() == ["English", "Gujarati", "Hindi"]
    assert page.locator("report-chart canvas").evaluate(DRAWN) > 1000

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Table as CSV").click()
    text = Path(downloading.value.path()).read_text(encoding="utf-8")
    assert {line["language"]: line["episodes"] for line in csv.DictReader(io.StringIO(text))} == {
        "en": "1",
        "gu": "1",
        "hi": "1",
    }


# Pixels of the canvas that have a colour.
DRAWN = """(canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
    .reduce((count, byte, index) => count + (index % 4 === 3 && byte > 0), 0)"""


def test_a_bar_opens_the_conversations_behind_it(open_desk: OpenDesk, served: Shop) -> None:
    page = open_desk(SUPERVISOR)
    reports(page)
    page.get_by_role("button", name="Channel", exact=True).click()
    canvas = page.locator("report-chart canvas")
    box = canvas.bounding_box()
    assert box
    canvas.click(position={"x": box["width"] / 2, "y": 30})
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_days_are_in_the_address(open_desk: OpenDesk, served: Shop) -> None:
    page = open_desk(SUPERVISOR)
    reports(page)
    page.get_by_label("Days", exact=True).select_option("Yesterday")
    expect(page.get_by_role("heading", name="Nobody wrote in these days")).to_be_visible()
    first = page.get_by_label("From").input_value()
    assert f"from={first}&to={first}" in page.url
    page.go_back()
    expect(tile(page, "Conversations").locator(".tile-value")).to_have_text("3")
    page.goto("/desk#/reports?from=2020-01-01&to=2026-01-01")
    expect(page.locator("desk-reports").get_by_role("alert")).to_have_text("Choose days that are in order, 92 at most.")


def test_the_wall_follows_what_happens_and_names_nobody(open_desk: OpenDesk, shop: Shop) -> None:
    page = open_desk(SUPERVISOR)
    page.goto("/desk#/wall")
    waiting = page.locator(".wall-figure", has=page.get_by_text("Waiting", exact=True)).locator(".wall-value")
    expect(waiting).to_have_text("0")
    customer = shop.customer().waits()
    expect(waiting).to_have_text("1")
    shown = page.locator("desk-wall").inner_text()
    assert customer.name not in shown
    assert customer.id[:6] not in shown


def test_agents_have_no_reports(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.goto("/desk#/reports")
    expect(page.get_by_text("There is no such page")).to_be_visible()
    expect(page.get_by_role("link", name="Reports")).to_have_count(0)
    assert page.request.get("/api/desk/reports").status == 403


SEEN = ("light", "phone", "Gujarati in the dark")


@pytest.mark.parametrize("look", [LOOKS[name] for name in SEEN], ids=SEEN)
def test_axe_finds_nothing_wrong(open_desk: OpenDesk, served: Shop, look: dict[str, Any]) -> None:
    page = open_desk(SUPERVISOR, **look)
    reports(page)
    assert violations(page) == []
    page.locator(".report-table td button").first.click()
    expect(page.locator("dialog.behind li").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto("/desk#/wall")
    expect(page.locator(".wall-figure").first).to_be_visible()
    assert violations(page) == []
