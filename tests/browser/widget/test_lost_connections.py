"""Nothing is lost and nothing said twice: no network, a server that is away, lost answers, old tokens."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Request, Route, expect

from tests.browser.shop import Shop, wait_until
from tests.browser.widget.chat import Agent, Chat
from tests.browser.widget.conftest import OpenShop

MESSAGES = "**/api/chat/messages"  # sending; reading has `?after=`
EVENTS = "**/api/chat/events"
SESSIONS = "**/api/chat/sessions"

SENT = re.compile(r"\bsent\b")
WAITING = re.compile(r"\bwaiting\b")
FAILED = re.compile(r"\bfailed\b")


def abort(route: Route) -> None:
    route.abort("connectionfailed")


def colours(row: Locator) -> list[str]:
    """Of the time, and of the state behind it."""
    parts = row.locator(".meta > time, .meta > span")
    found: list[str] = parts.evaluate_all("parts => parts.map((part) => getComputedStyle(part).color)")
    return found


def test_offline_is_told_and_what_is_written_meanwhile_goes_out_in_order_afterwards(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    chat.context.set_offline(True)
    expect(chat.banner).to_contain_text("You are offline")
    for text in ("one", "two", "three"):
        chat.says(text)
    expect(chat.row("one")).to_have_class(WAITING)
    assert colours(chat.row("one"))[0] == colours(chat.row("one"))[1]  # it is no trouble yet
    chat.context.set_offline(False)
    expect(chat.banner).to_be_hidden()
    desk.waits_for("one", "two", "three")
    expect(chat.row("three")).to_have_class(SENT)
    assert chat.texts("customer")[-3:] == ["one", "two", "three"]


def test_what_was_said_meanwhile_is_there_after_an_interruption(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person()).says("before")
    expect(chat.row("before")).to_be_visible()
    chat.context.set_offline(True)
    expect(chat.banner).to_be_visible()
    desk.says("meanwhile 1", "meanwhile 2")
    chat.context.set_offline(False)
    expect(chat.row("meanwhile 2")).to_be_visible()
    assert chat.texts("agent") == ["before", "meanwhile 1", "meanwhile 2"]


def test_a_message_that_could_not_be_sent_survives_a_reload(chat: Chat) -> None:
    # A server that asks for so much patience that no try comes by itself.
    chat.context.route(MESSAGES, lambda route: route.fulfill(status=503, headers={"Retry-After": "1000"}, json={}))
    chat.says("Do you hear me?")
    chat.reload().open()
    expect(chat.row("Do you hear me?")).to_have_class(WAITING)
    chat.context.unroute(MESSAGES)
    chat.row("Do you hear me?").get_by_text("Try again").click()
    expect(chat.row("Do you hear me?")).to_have_class(SENT)
    expect(chat.bubbles.last).to_contain_text("is on its way")
    assert chat.texts("customer") == ["Do you hear me?"]


def test_an_answer_that_never_arrived_does_not_double_the_message(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    lost = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch())  # the server has it
        return route.abort("connectionreset")

    chat.context.route(MESSAGES, lose_the_first_answer)
    chat.says("once")
    chat.says("twice")
    expect(chat.row("twice")).to_have_class(SENT)
    assert lost
    assert chat.texts("customer")[1:] == ["once", "twice"] == desk.heard()[1:]


def test_a_refused_message_is_marked_and_does_not_hold_up_the_next(chat: Chat) -> None:
    refusal = {"error": {"code": "bad_request", "message": "No."}}
    chat.context.route(MESSAGES, lambda route: route.fulfill(status=400, json=refusal), times=2)
    first, second = chat.says("first"), chat.says("second")
    expect(first).to_have_class(FAILED)
    assert colours(first)[0] != colours(first)[1]
    expect(second).to_have_class(FAILED)
    expect(chat.says("third")).to_have_class(SENT)
    first.get_by_text("Try again").click()
    expect(first).to_have_class(SENT)
    second.get_by_text("Delete").click()
    expect(second).to_have_count(0)
    expect(chat.bubbles).to_have_count(5)  # the welcome, two questions, two answers
    assert sorted(chat.texts("customer")) == ["first", "third"]


def test_a_server_that_asks_to_wait_is_obeyed(chat: Chat) -> None:
    tries = []

    def refuse_the_first(route: Route) -> None:
        tries.append(route.request.post_data)
        if len(tries) > 1:
            return route.continue_()
        headers = {"Retry-After": "20", "Access-Control-Expose-Headers": "Retry-After"}
        return route.fulfill(status=429, headers=headers, json={"error": {"code": "rate_limited", "message": ""}})

    chat.context.route(MESSAGES, refuse_the_first)
    chat.page.clock.install()
    chat.page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    with chat.page.expect_response(MESSAGES):
        chat.says("too fast")
    seconds = 0
    while len(tries) < 2:
        chat.page.clock.run_for(1000)
        seconds += 1
        if seconds == 5:
            chat.says("and this")
        if seconds == 10:  # a new stream
            chat.page.evaluate("for (const name of ['pagehide', 'pageshow']) dispatchEvent(new Event(name))")
        chat.page.evaluate("fetch('/shop/icon.svg').then(() => {})")  # what was sent before it has been seen by now
    assert 20 <= seconds <= 22
    for text in ("too fast", "and this"):
        expect(chat.row(text)).to_have_class(SENT)


def test_a_server_that_restarts_is_found_again(chat: Chat, shop: Shop) -> None:
    chat.says("before")
    expect(chat.bubbles).to_have_count(3)
    shop.stop()
    chat.says("while it is away")
    expect(chat.row("while it is away")).to_have_class(WAITING)
    expect(chat.banner).to_have_text("Connecting again…")
    shop.start()
    expect(chat.row("while it is away")).to_have_class(SENT)
    expect(chat.banner).to_be_hidden()
    expect(chat.bubbles).to_have_count(5)
    assert chat.texts("customer") == ["before", "while it is away"]


def test_the_panel_can_be_opened_and_used_before_the_server_can_be_reached(open_shop: OpenShop) -> None:
    chat = open_shop()
    chat.context.route("**/api/**", abort)
    chat.launcher.click()
    expect(chat.says("Hello?")).to_have_class(WAITING)
    chat.context.unroute("**/api/**")
    expect(chat.row("Hello?")).to_have_class(SENT)
    expect(chat.bubbles).to_have_count(3)  # welcome, question, answer


def test_sending_and_reading_work_while_no_stream_can_be_had(chat: Chat) -> None:
    chat.context.route(EVENTS, abort)
    chat.reload().open()
    chat.says("Without a stream")
    expect(chat.bubbles.last).to_contain_text("is on its way")
    expect(chat.banner).to_have_text("Connecting again…")


def test_a_stream_that_falls_silent_is_replaced(chat: Chat) -> None:
    asked = []
    chat.page.on("request", lambda request: request.url.endswith("/events") and asked.append(request))
    chat.page.clock.install()
    chat.reload().open()
    chat.says("Anyone?")
    expect(chat.bubbles).to_have_count(3)
    assert len(asked) == 1
    with chat.page.expect_request(EVENTS) as again:
        chat.page.clock.fast_forward(41_000)  # the server's pings come in real time, so none has come
        chat.page.clock.fast_forward(1_000)  # the pause before the next attempt
    assert again.value.headers["last-event-id"] == "3"


# Streams that are told to are never heard of again, and do not end: so it is after a sleep, or behind a bad router.
DEAF = """
    const ask = window.fetch;
    window.streams = [];
    window.fetch = async (address, options) => {
        const answer = await ask(address, options);
        if (!String(address).endsWith('/events')) return answer;
        const stream = { isDead: false };
        streams.push(stream);
        const transform = (chunk, out) => stream.isDead || out.enqueue(chunk);
        return new Response(answer.body.pipeThrough(new TransformStream({ transform })));
    };
"""


def test_a_device_that_slept_for_hours_catches_up_when_it_wakes(chat: Chat, agent: Agent) -> None:
    desk = agent.takes(chat.asks_for_a_person())
    chat.page.add_init_script(DEAF)
    chat.page.clock.install()
    chat.reload().open()
    expect(chat.owner).to_have_text("Asha is with you")
    wait_until(lambda: chat.page.evaluate("streams.length") == 1, "it listens")
    chat.page.evaluate("for (const stream of streams) stream.isDead = true")
    desk.says("While you slept")
    chat.page.clock.fast_forward("05:00:00")  # what was due meanwhile is done once
    chat.page.clock.fast_forward(1_000)  # the pause before the next attempt
    expect(chat.row("While you slept")).to_be_visible()
    expect(chat.banner).to_be_hidden()
    wait_until(lambda: chat.page.evaluate("streams.length") == 2, "it listens anew")


@pytest.fixture
def lost_token(chat: Chat) -> Iterator[None]:
    """The server does not accept the page's token any more; a message and a draft have not been sent."""
    chat.says("An old question")
    expect(chat.bubbles).to_have_count(3)
    chat.context.route(MESSAGES, abort)
    chat.says("not sent yet")
    chat.writes("a draft")
    chat.page.evaluate(
        """() => {
            const key = Object.keys(localStorage).find((name) => name.endsWith(':session'));
            localStorage[key] = JSON.stringify({...JSON.parse(localStorage[key]), token: 'forged'});
        }"""
    )
    yield
    chat.context.unroute(MESSAGES)


def test_a_lost_token_begins_a_new_conversation_with_what_was_not_sent(chat: Chat, lost_token: None) -> None:
    before = chat.session["conversation"]
    chat.context.unroute(MESSAGES)
    expect(chat.banner).to_have_text("Your earlier chat has ended. This is a new one.")
    expect(chat.row("not sent yet")).to_have_class(SENT)
    expect(chat.bubbles).to_have_count(3)  # welcome, question, answer
    assert chat.texts("customer") == ["not sent yet"]
    expect(chat.input).to_have_value("a draft")
    assert chat.session["conversation"] != before


def test_a_lost_token_is_noticed_on_the_next_page_too(chat: Chat, lost_token: None) -> None:
    chat.context.unroute(MESSAGES)
    chat.reload().open()
    expect(chat.row("not sent yet")).to_have_class(SENT)
    expect(chat.input).to_have_value("a draft")
    assert chat.texts("customer") == ["not sent yet"]


def has(request: Request, field: str) -> bool:
    """Whether it sends a message with this in it."""
    return request.url.endswith("/api/chat/messages") and field in request.post_data_json


def test_a_button_pressed_in_the_last_conversation_is_sent_as_its_words_in_the_next(chat: Chat) -> None:
    chat.context.route(MESSAGES, lambda route: route.abort() if has(route.request, "payload") else route.continue_())
    chat.replies.first.click()
    expect(chat.row("Track my order")).to_have_class(WAITING)
    with chat.page.expect_request(lambda request: has(request, "text")) as request:
        chat.menu_button.click()
        chat.menu.get_by_text("New conversation").click()
        chat.widget.get_by_role("alertdialog").get_by_role("button").last.click()
    assert request.value.post_data_json["text"] == "Track my order"
    expect(chat.row("Track my order")).to_have_class(SENT)
    expect(chat.bubbles.last).to_contain_text("is on its way")


def test_the_token_is_renewed_once_half_its_life_is_over(chat: Chat) -> None:
    ticket = chat.session
    chat.page.clock.install()
    chat.reload().open()
    half = (ticket["expires"] - ticket["issued"]) // 2
    with chat.page.expect_response(SESSIONS) as renewal:
        chat.page.clock.fast_forward(half + 1000)  # the stream falls silent on the way and is connected again
    assert renewal.value.request.headers["authorization"] == f"Bearer {ticket['token']}"
    assert renewal.value.status == 200
    expect(chat.bubbles).to_have_count(1)
    assert chat.session["conversation"] == ticket["conversation"]


def test_a_browser_that_forbids_storage_can_still_chat(open_shop: OpenShop) -> None:
    chat = open_shop()
    forbid = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"
    chat.page.add_init_script(forbid)
    chat.reload().open()
    expect(chat.says("Where is my order?")).to_have_class(SENT)
    expect(chat.bubbles).to_have_count(3)


def test_a_full_storage_does_not_stop_the_chat(open_shop: OpenShop) -> None:
    chat = open_shop()
    chat.page.evaluate(
        """() => {
            let piece = 'x'.repeat(1 << 20);
            for (let key = 0; piece; key += 1) {
                try { localStorage[key] = piece; } catch { piece = piece.slice(piece.length / 2 + 1); }
            }
        }"""
    )
    chat.open()
    expect(chat.says("Where is my order?")).to_have_class(SENT)
    expect(chat.bubbles).to_have_count(3)


def test_a_page_without_encryption_has_neither_locks_nor_uuids_and_chats(open_shop: OpenShop) -> None:
    chat = open_shop()
    chat.page.add_init_script(
        """Object.defineProperty(Navigator.prototype, 'locks', {value: undefined});
        Crypto.prototype.randomUUID = undefined;"""
    )
    chat.reload().open()
    expect(chat.says("Where is my order?")).to_have_class(SENT)
    expect(chat.bubbles).to_have_count(3)
