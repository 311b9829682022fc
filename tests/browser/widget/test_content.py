"""What a message holds beside its text: cards, lists, files both ways, and whether an answer helped."""

import base64
from datetime import date
from pathlib import Path

from playwright.sync_api import Route, expect

from sahay.domain.card import Choice, ListCard, Money, OrderCard, Progress
from sahay.domain.message import Author, Button, Draft
from tests.browser.shop import Shop
from tests.browser.widget.chat import Agent, Chat

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/wHwAEAQH/p2aqkgAAAABJRU5ErkJggg=="
)
ORDER = OrderCard(
    title="10234",
    state="On its way",
    lines=("2 × Copper bottle",),
    steps=(Progress("Received", done=True), Progress("On its way", done=True), Progress("Delivered", done=False)),
    total=Money("1549.50", "INR"),
    expected=date(2026, 11, 24),
    image="/no-such-picture.svg",
    actions=(Choice("Cancel my order", '/cancel_order{"order_number": "10234"}'),),
)
ORDERS = ListCard("Your orders", tuple(Choice(str(10234 + place), f"/inform{place}", "Lamp") for place in range(6)))
HELPED = (
    Button("This helped", '/rate_answer{"faq": "a", "helpful": "yes"}'),
    Button("Didn't help", '/rate_answer{"faq": "a", "helpful": "no"}'),
)


def test_an_order_several_orders_and_an_answer(chat: Chat, shop: Shop) -> None:
    said = (
        Draft(Author.BOT, "Order 10234 is on its way.", card=ORDER),
        Draft(Author.BOT, "Seven days.", buttons=HELPED),
        Draft(Author.BOT, "Which order is it about?", buttons=(Button("10234 Lamp", "/inform0"),), card=ORDERS),
    )
    shop.keeps(chat.session["conversation"], said)
    chat.reload().open()
    card = chat.log.get_by_role("group", name="10234")
    rows = chat.log.get_by_role("group", name="Your orders").get_by_role("button")

    expect(card.locator(".steps")).to_have_attribute("aria-label", "2 of 3: On its way")
    expect(card.locator("dt")).to_have_text(["Expected", "Total"])
    expect(card.locator("dd")).to_have_text(["Tuesday, 24 November", "₹1,549.50"])
    expect(card.locator("img")).to_be_hidden()  # the picture is not there, and leaves no hole
    expect(chat.log.locator(".reply", has=chat.page.locator(".thumb-icon"))).to_have_text(
        ["This helped", "Didn't help"]
    )
    # With the three of the welcome: the list takes the place of the buttons.
    expect(chat.replies).to_have_count(3 + 1 + 2 + 6)
    rows.nth(4).click()
    expect(chat.row("10238")).to_contain_text("Sent")
    expect(card.get_by_role("button", name="Cancel my order")).to_have_attribute("aria-disabled", "true")

    # Days and money are written as in the customer's language.
    chat.menu_button.click()
    chat.menu.get_by_role("button", name="हिन्दी").click()
    expect(card.locator("dt")).to_have_text(["पहुँचने की तारीख़", "कुल"])
    expect(card.locator("dd")).to_have_text(["मंगलवार, 24 नवंबर", "₹1,549.50"])


def test_files_go_with_a_message_and_come_from_the_agent(chat: Chat, agent: Agent) -> None:
    chat.asks_for_a_person()
    desk = agent.takes(chat)
    chat.widget.locator("input[type=file]").set_input_files(
        [
            {"name": "broken lamp.png", "mimeType": "image/png", "buffer": PNG},
            {"name": "note.txt", "mimeType": "text/plain", "buffer": b"It came broken."},
        ]
    )
    send = chat.widget.get_by_role("button", name="Send")
    expect(send).to_have_attribute("aria-disabled", "false")  # once both are there
    row = chat.says("It came like this.")

    picture = row.get_by_role("img", name="broken lamp.png")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") == 1
    expect(row.get_by_role("link", name="note.txt")).to_contain_text("TXT, 1 kB")
    with chat.page.expect_download() as download:
        row.get_by_role("link", name="note.txt").click()
    assert download.value.suggested_filename == "note.txt"
    desk.waits_for("It came like this.")
    expect(chat.widget.locator(".tray li")).to_have_count(0)


def test_a_file_that_does_not_go_says_why_and_is_tried_again_or_taken_away(chat: Chat) -> None:
    tray = chat.widget.locator(".tray li")
    answers = iter([500])

    def fail_once(route: Route) -> None:
        status = next(answers, None)
        if status:
            route.fulfill(status=status, json={"error": {"code": "internal", "message": "..."}})
        else:
            route.continue_()

    chat.page.route("**/api/chat/files?*", fail_once)
    picker = chat.widget.locator("input[type=file]")
    picker.set_input_files([{"name": "a.png", "mimeType": "image/png", "buffer": PNG}])
    expect(tray).to_contain_text("Not sent")
    expect(chat.widget.get_by_role("status").filter(has_text="a.png Not sent")).to_be_attached()
    tray.get_by_role("button", name="Try again").click()
    expect(tray).to_have_text("a.png")
    expect(chat.input).to_be_focused()

    picker.set_input_files([{"name": "b.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04\x00\x00"}])
    expect(tray.last).to_contain_text("Only pictures, PDF and text")
    picker.set_input_files([{"name": f"{n}.png", "mimeType": "image/png", "buffer": PNG} for n in range(4)])
    expect(tray).to_have_count(6)
    expect(tray.last).to_contain_text("At most 5 files")
    for _ in range(6):
        tray.last.get_by_role("button", name="Delete").click()
    expect(tray).to_have_count(0)


def test_what_is_uploaded_in_one_tab_is_sent_or_taken_away_in_any(chat: Chat) -> None:
    other = chat.another().open()
    trays = [tab.widget.locator(".tray li") for tab in (chat, other)]
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"hello"} for name in ("a.txt", "b.txt", "c.txt")]
    for tab, file in zip((chat, other, chat), files, strict=True):
        tab.widget.locator("input[type=file]").set_input_files([file])
        for tray in trays:
            expect(tray.filter(has_text=file["name"])).to_have_count(1)
    other.widget.get_by_role("button", name="Delete: b.txt").click()
    for tray in trays:
        expect(tray).to_have_text(["a.txt", "c.txt"])
    other.says("These two")
    for tab, tray in zip((chat, other), trays, strict=True):
        expect(tab.rows.filter(has_text="These two").get_by_role("link")).to_have_count(2)
        expect(tray).to_have_count(0)


def test_a_file_is_dropped_where_it_says_so_and_elsewhere_leaves_the_page_in_peace(chat: Chat, tmp_path: Path) -> None:
    file = tmp_path / "dragged.txt"
    file.write_text("hello")
    hand = chat.context.new_cdp_session(chat.page)

    def drag(*kinds: str, x: float, y: float) -> None:
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        for kind in kinds:
            hand.send("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})

    panel = chat.panel.bounding_box()
    assert panel is not None
    here = {"x": panel["x"] + 100, "y": panel["y"] + 300}
    sign = "panel => getComputedStyle(panel, '::after').content"
    address = chat.page.url
    drag("dragEnter", "dragOver", x=100, y=300)
    assert chat.panel.evaluate(sign) == "none"
    drag("dragOver", "dragOver", **here)  # the first enters
    assert chat.panel.evaluate(sign) == '"Drop files here"'
    drag("dragOver", "dragOver", x=100, y=300)
    assert chat.panel.evaluate(sign) == "none"
    drag("drop", x=100, y=300)
    drag("dragEnter", "dragOver", "drop", **here)
    expect(chat.widget.locator(".tray li")).to_have_text("dragged.txt")
    assert chat.panel.evaluate(sign) == "none"
    # Where nothing holds it back, the browser shows the file: in the page's place, or in a tab of its own.
    assert [page.url for page in chat.context.pages] == [address]


def test_pasted_and_dropped_files_are_taken_and_kept_over_a_reload(chat: Chat) -> None:
    tray = chat.widget.locator(".tray li")
    give = """(element, [type, name]) => {
        const data = new DataTransfer();
        data.items.add(new File(['hello'], name, { type: 'text/plain' }));
        const init = { bubbles: true, cancelable: true, composed: true };
        const Event = type === 'paste' ? ClipboardEvent : DragEvent;
        const event = new Event(type, { ...init, dataTransfer: data });
        // Firefox takes no data for a paste that a script makes.
        if (type === 'paste') Object.defineProperty(event, 'clipboardData', { value: data });
        element.dispatchEvent(event);
    }"""
    chat.input.evaluate(give, ["paste", "pasted.txt"])
    chat.log.evaluate(give, ["drop", "dropped.txt"])
    expect(tray).to_have_text(["pasted.txt", "dropped.txt"])
    expect(chat.widget.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "false")

    chat.reload().open()
    expect(tray).to_have_text(["pasted.txt", "dropped.txt"])
    chat.input.press("Enter")
    expect(chat.rows.filter(has_text="pasted.txt")).to_contain_text("dropped.txt")
    expect(tray).to_have_count(0)
