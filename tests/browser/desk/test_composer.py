"""The reply box: canned responses, private notes, files, emoji, suggested answers, and what stands in the way."""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.steps import choose, claim, log, open_conversation, reply, reply_box
from tests.browser.desk.test_accessible import LOOKS, violations
from tests.browser.shop import Customer, Shop, wait_until

# One pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63e0cecb040001"
    "6a00e345490a3d0000000049454e44ae426082"
)
PICTURE: Any = {"name": "parcel.png", "mimeType": "image/png", "buffer": PNG}
PAPER: Any = {"name": "invoice.txt", "mimeType": "text/plain", "buffer": b"Paid in full."}
META = re.compile(r"/api/desk/meta")
DOSSIER = re.compile(r"/api/desk/conversations/[^/?]+\?after")
UPLOADS = re.compile(r"/api/desk/conversations/[^/]+/files\?")
ANSWERS = [
    {"id": "delivery_time", "title": "How long does it take?", "text": "Two to five working days."},
    {"id": "delivery_day", "title": "Can I choose the day?", "text": "Yes, until it is on its way."},
]


def write_canned(page: Page, shortcut: str, title: str, texts: dict[str, str]) -> None:
    page.goto("/desk#/canned")
    page.get_by_role("button", name="New response").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill(title)
    dialog.get_by_label("Shortcut").fill(shortcut)
    for language, text in texts.items():
        dialog.get_by_label(f"Text in {language}").fill(text)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)


def mode(page: Page, name: str) -> Locator:
    return page.locator(f".modes button[data-mode={name}]")


def send(page: Page) -> Locator:
    return page.locator("button.send")


def suggest(page: Page) -> None:
    page.route(re.compile(r"/suggestions$"), lambda route: route.fulfill(json={"answers": ANSWERS}))


def with_part(route: Route, part: dict[str, Any]) -> None:
    """The app's own answer, with a part of it changed."""
    response = route.fetch()
    route.fulfill(response=response, json=response.json() | part)


def asked(shop: Shop) -> Customer:
    return shop.customer().waits().says("How long does it take?")


def test_a_slash_finds_canned_responses_and_fills_them_in_the_customers_language(
    open_desk: OpenDesk, shop: Shop
) -> None:
    customer = shop.customer("hi").waits()
    page = open_desk()
    texts = {"English": "{agent}: order {order}, {customer}?", "Hindi": "{agent}: ऑर्डर {order}, {customer}?"}
    write_canned(page, "order", "Which order", texts)
    write_canned(page, "bye", "Goodbye", {"English": "Goodbye!"})
    page.goto("/desk#/")
    claim(page, customer)
    page.keyboard.type("/")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    page.keyboard.type("ord")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("/order")
    page.keyboard.press("Enter")
    expect(reply_box(page)).to_have_value("Asha: ऑर्डर SH-1042, {customer}?")
    # What nobody knows is left to be written over, and not sent as it is.
    expect(page.get_by_text("Fill in {customer} first")).to_be_visible()
    expect(send(page)).to_be_disabled()
    page.keyboard.type("Meera")
    page.keyboard.press("Enter")
    wait_until(lambda: customer.heard() == ["Asha: ऑर्डर SH-1042, Meera?"], "the reply arrives")


def test_a_list_over_the_reply_box_is_walked_and_left_by_keys(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    write_canned(page, "one", "First", {"English": "1"})
    write_canned(page, "two", "Second", {"English": "2"})
    page.goto("/desk#/")
    claim(page, customer)
    page.keyboard.type("/")
    first, second = (page.get_by_role("option").nth(index) for index in range(2))
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(second).to_have_attribute("aria-selected", "true")
    expect(reply_box(page)).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(reply_box(page)).to_be_focused()  # only the list was left
    page.keyboard.type("nothing-is-called-so")
    expect(page.get_by_text("Canned responses: Nothing found")).to_be_visible()
    reply_box(page).fill("and/or")  # a slash inside a word is a slash
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_a_private_note_is_another_mode_and_never_reaches_the_customer(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page, ravi = open_desk(), open_desk("ravi@example.com")
    open_conversation(page, customer)
    page.keyboard.press("n")  # also of a conversation that one does not have
    expect(mode(page, "note")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Only colleagues see this")).to_be_visible()
    expect(page.get_by_label(f"Private note on {customer.name}")).to_be_focused()
    page.keyboard.type("Please look, @rav")
    expect(page.get_by_role("option", name="Ravi Patel")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("it came open")
    expect(reply_box(page)).to_have_value("Please look, @Ravi Patel it came open")
    page.keyboard.press("Enter")
    note = log(page).locator(".message.note")
    expect(note).to_contain_text("Private note · You")
    expect(note.locator(".mention")).to_have_text("@Ravi Patel")
    expect(note.locator(".delivery")).to_have_count(0)
    open_conversation(ravi, customer)
    expect(log(ravi).locator(".message.note")).to_contain_text("Private note · Asha")
    assert not any("it came open" in message["text"] for message in customer.log()["messages"])


def test_reply_and_note_keep_a_draft_each(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.keyboard.type("to the customer")
    page.keyboard.press("Alt+n")
    expect(reply_box(page)).to_have_value("")
    page.keyboard.type("to colleagues")
    page.reload()
    expect(reply_box(page)).to_have_value("to the customer")
    mode(page, "note").click()
    expect(reply_box(page)).to_have_value("to colleagues")
    mode(page, "reply").click()
    expect(reply_box(page)).to_have_value("to the customer")


def test_files_go_with_the_reply_images_are_shown_the_rest_is_a_download(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.set_input_files("input[type=file]", [PICTURE, PAPER])
    expect(page.locator(".attachments li[data-state=ready]")).to_have_count(2)
    expect(page.locator(".attachments img")).to_have_count(1)
    page.get_by_role("button", name="Remove invoice.txt").click()
    page.set_input_files("input[type=file]", PAPER)
    expect(page.locator(".attachments li[data-state=ready]")).to_have_count(2)
    page.keyboard.type("Both of them")
    page.keyboard.press("Enter")
    expect(log(page).locator(".me .delivery")).to_have_text("Sent")
    expect(log(page).get_by_role("link", name="Open the image parcel.png").locator("img")).to_be_visible()
    expect(log(page).get_by_role("link", name="Download invoice.txt")).to_be_visible()
    expect(page.locator(".attachments li")).to_have_count(0)
    assert [file["name"] for file in customer.log()["messages"][-1]["files"]] == ["parcel.png", "invoice.txt"]


def test_a_file_that_did_not_go_is_tried_again_before_anything_is_sent(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    page.keyboard.type("See this")
    page.route(UPLOADS, lambda route: route.abort(), times=1)
    paste = """(text) => {
        const data = new DataTransfer();
        data.items.add(new File(["Paid in full."], "invoice.txt", { type: "text/plain" }));
        text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    reply_box(page).evaluate(paste)
    expect(page.get_by_text("The server cannot be reached.")).to_be_visible()
    expect(page.get_by_text("Remove the failed file or try it again")).to_be_visible()
    expect(send(page)).to_be_disabled()
    page.get_by_role("button", name="Try invoice.txt again").click()
    expect(page.locator(".attachments li[data-state=ready]")).to_be_visible()
    page.keyboard.press("Enter")
    send(page).click()
    expect(log(page).get_by_role("link", name="Download invoice.txt")).to_be_visible()


def test_dropped_files_are_attached(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    drag = """(type) => {
        const data = new DataTransfer();
        data.items.add(new File(["Paid in full."], "invoice.txt", { type: "text/plain" }));
        const log = document.querySelector("[role=log]");
        log.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(drag, "dragenter")
    expect(page.get_by_text("Drop files to attach them")).to_be_visible()
    page.evaluate(drag, "drop")
    expect(page.get_by_text("Drop files to attach them")).not_to_be_visible()
    expect(page.locator(".attachments li[data-state=ready]")).to_contain_text("invoice.txt")


EMOJI = [
    # what is looked for, what is found: in three languages, whichever the console speaks
    ("thanks", ["🙏"]),
    ("धन्यवाद", ["🙏"]),
    ("આભાર", ["🙏"]),
    ("REFUND", ["💰"]),
    ("  parcel ", ["📦"]),
    ("no such thing", []),
]


def test_emoji_are_found_and_taken_by_keys(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    reply_box(page).press_sequentially("ok ")
    page.get_by_role("button", name="Emoji").click()
    search = page.get_by_label("Search emoji")
    expect(search).to_be_focused()
    for word, found in EMOJI:
        search.fill(word)
        expect(page.locator(".emoji-grid button")).to_have_text(found)
    search.fill("thanks")
    page.keyboard.press("Enter")
    expect(reply_box(page)).to_have_value("ok 🙏")
    page.get_by_role("button", name="Emoji").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(reply_box(page)).to_have_value("ok 🙏😊")
    expect(reply_box(page)).to_be_focused()


def test_one_key_takes_a_suggested_answer_which_may_still_be_changed(open_desk: OpenDesk, shop: Shop) -> None:
    customer = asked(shop)
    page = open_desk()
    suggest(page)
    claim(page, customer)
    strip = page.get_by_role("region", name="Suggested answers")
    expect(strip.get_by_role("listitem")).to_have_count(2)
    page.keyboard.type("Good question.")
    page.keyboard.press("Alt+2")
    expect(reply_box(page)).to_have_value("Good question. Yes, until it is on its way.")
    reply(page, "Done")
    expect(strip).not_to_be_visible()  # the question is answered
    customer.says("And on Sundays?")
    expect(strip).to_be_visible()
    strip.get_by_role("button", name="Hide the suggestions").click()
    expect(strip).not_to_be_visible()


LIMITS = [
    # what is written, the channel's limits, in how many minutes it closes, what is told, whether it can be sent
    ("x" * 4001, {}, None, "Too long by 1", False),
    ("x" * 3300, {}, None, "3300 / 4000", True),
    ("x" * 100, {"characters": 40}, None, "Goes out as 3 messages", True),
    ("Hello", {}, 23 * 60, "Free text for 22 h 59 min more, then nothing until", True),
    ("Hello", {}, 30, "Free text for 29:", True),
    ("Hello", {}, -1, "It opens when the customer writes again.", False),
]


def test_what_a_channel_cannot_carry_is_told_before_it_is_sent(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    meta: dict[str, Any] = {}
    view: dict[str, Any] = {}
    page.route(META, partial(with_part, part=meta))
    page.route(DOSSIER, partial(with_part, part=view))
    for text, limits, minutes, told, free in LIMITS:
        closes_at = None if minutes is None else (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
        meta["channels"] = {"web": {"limits": limits}}
        view["composer"] = {"closes_at": closes_at}
        page.reload()
        reply_box(page).fill(text)
        expect(page.locator("#reply-sign")).to_contain_text(told)
        expect(send(page)).to_be_enabled() if free else expect(send(page)).to_be_disabled()


def test_files_that_a_channel_does_not_carry_stay_here(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    page.route(META, partial(with_part, part={"channels": {"web": {"limits": {"files": 1, "file_bytes": 40}}}}))
    page.reload()
    claim(page, customer)
    page.set_input_files("input[type=file]", [PICTURE, PAPER])
    expect(page.locator(".attachments li[data-state=failed]")).to_contain_text("Larger than 1 kB")
    page.get_by_role("button", name="Remove parcel.png").click()
    expect(send(page)).to_be_enabled()
    page.set_input_files("input[type=file]", PAPER)
    expect(page.get_by_text("No more than 1 at once")).to_be_visible()
    expect(send(page)).to_be_disabled()


def test_a_colleague_who_looks_or_types_here_is_seen(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    ravi = open_desk("ravi@example.com")
    choose(ravi, "Others’")
    open_conversation(ravi, customer)
    expect(page.get_by_text("Ravi Patel is looking at this conversation too.")).to_be_visible()
    expect(ravi.get_by_text("Asha is looking at this conversation too.")).to_be_visible()
    ravi.keyboard.press("n")
    ravi.keyboard.type("wait")
    expect(page.get_by_text("Ravi Patel is writing here. Do not both answer.")).to_be_visible()
    ravi.goto("/desk#/tickets")
    expect(page.locator("desk-presence")).not_to_be_visible()


def test_the_end_of_typing_does_not_overtake_its_beginning(open_desk: OpenDesk, shop: Shop) -> None:
    customer = shop.customer().waits()
    page = open_desk()
    claim(page, customer)
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if not held and route.request.post_data_json["typing"]:
            held.append(route)
        else:
            route.continue_()

    page.route(re.compile("/viewing$"), hold_first)
    reply(page, "Hello")
    expect(log(page).locator(".me .delivery")).to_have_text("Sent")

    def says_the_end(request: Request) -> bool:
        return request.url.endswith("/viewing") and not request.post_data_json["typing"]

    with page.expect_event("requestfinished", says_the_end, timeout=5_000):  # sooner than the next sign of life
        held[0].continue_()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_axe_finds_nothing_wrong_with_the_reply_box(open_desk: OpenDesk, shop: Shop, look: dict[str, Any]) -> None:
    customer = asked(shop)
    page = open_desk(**look)
    suggest(page)
    open_conversation(page, customer)
    page.locator("[data-verb=claim]").click()
    expect(page.locator(".suggested li")).to_have_count(2)
    page.set_input_files("input[type=file]", [PICTURE, PAPER])
    expect(page.locator(".attachments li[data-state=ready]")).to_have_count(2)
    page.locator(".writing-foot button").nth(1).click()
    expect(page.locator(".emoji-grid button").first).to_be_visible()
    assert violations(page) == []  # suggestions, files on their way, the emoji

    page.keyboard.press("Escape")
    reply_box(page).fill("Look at these")
    reply_box(page).press("Enter")
    expect(log(page).locator(".me .files li")).to_have_count(2)
    mode(page, "note").click()
    reply_box(page).press_sequentially("Look @")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []  # a message's files, a note with the list of colleagues

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    # One on its way is paler.
    expect(log(page).locator(".message.note:not(.sending) .mention")).to_be_visible()
    assert violations(page) == []  # a note
