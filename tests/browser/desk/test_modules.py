"""What the console's modules promise each other, asked of them in the browser."""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from sahay.config import ROOT
from tests.browser.desk.conftest import OpenDesk


def ask(page: Page, module: str, expression: str, argument: Any) -> Any:
    """The value of `expression`, in which `m` is the module, as the page has it, and `x` the argument."""
    app = page.locator("script[src$='/app.js']").get_attribute("src") or ""
    script = "async ([address, x]) => { const m = await import(address); return EXPRESSION; }"
    return page.evaluate(script.replace("EXPRESSION", expression), [app.replace("app.js", f"{module}.js"), argument])


LINKS = [
    # text, the links in it: what is shown, where it leads
    ("See https://shop.example/a?b=1.", [("https://shop.example/a?b=1", "https://shop.example/a?b=1")]),
    ("(http://shop.example/x)", [("http://shop.example/x", "http://shop.example/x")]),
    ("यहाँ https://shop.example/क। धन्यवाद", [("https://shop.example/क", "https://shop.example/%E0%A4%95")]),
    ("Write to a.b@shop.example, please", [("a.b@shop.example", "mailto:a.b@shop.example")]),
    ("Call +91 98250 12345 now", [("+91 98250 12345", "tel:+919825012345")]),
    (
        "http://one.example and http://two.example",
        [(f"http://{n}.example", f"http://{n}.example/") for n in ("one", "two")],
    ),
    # These stay text: no scheme that runs or hides something, no number that is merely long.
    ("javascript:alert(1) data:text/html,x ftp://shop.example file:///etc/passwd", []),
    ("https:// and http://[ and 98250 12345", []),
    ("", []),
]


def test_addresses_become_links_that_know_nothing_of_the_desk(open_page: OpenDesk) -> None:
    page = open_page()
    parts = "m.linked(x).map((part) => part.href ? [part.textContent, part.getAttribute('href'), part.rel] : part)"
    for text, links in LINKS:
        found = ask(page, "links", parts, text)
        assert "".join(part if isinstance(part, str) else part[0] for part in found) == text
        assert [tuple(part[:2]) for part in found if isinstance(part, list)] == links
        assert all("noopener" in part[2] for part in found if isinstance(part, list))


DURATIONS = [
    # seconds, how long, how long ago
    (-5, "0:00", "now"),  # the server's clock is ahead
    (59.9, "0:59", "now"),
    (60, "1:00", "1 min"),
    (3599, "59:59", "59 min"),
    (3600, "1 h 00 min", "1 h"),
    (86_399, "23 h 59 min", "23 h"),
    (86_400, "1 d 0 h", "1 d"),
]


def test_times_are_short_and_never_negative(open_page: OpenDesk) -> None:
    page = open_page()
    for seconds, duration, ago in DURATIONS:
        assert ask(page, "language", "[m.duration(x), m.ago(x)]", seconds) == [duration, ago]


ALLOWED = [
    # owner, assignee, what Asha may do: claim, reply, resolve, return
    ("queued", None, [True, False, False, False]),
    ("bot", None, [True, False, False, False]),  # step in
    ("resolved", None, [True, False, False, False]),  # write first
    ("agent", "asha", [False, True, True, True]),
    ("agent", "ravi", [False, False, False, False]),
    ("snoozed", "asha", [False, True, True, True]),
    ("snoozed", "ravi", [True, False, False, False]),
]


def test_what_is_allowed_follows_from_who_has_the_conversation(open_page: OpenDesk) -> None:
    page = open_page()
    expression = "['claim', 'reply', 'resolve', 'return'].map((verb) => m.allowed(x, 'asha')[verb])"
    for owner, assignee, allowed in ALLOWED:
        card = {"id": "1", "owner": owner, "assignee": assignee and {"id": assignee, "name": assignee}}
        assert ask(page, "cards", expression, card) == allowed, (owner, assignee)


TEXTS = ROOT / "sahay" / "web" / "desk" / "texts"


def topics(language: str) -> list[str]:
    return sorted(path.stem for path in (TEXTS / language).glob("*.js") if path.stem != "index")


@pytest.mark.parametrize("language", ["hi", "gu"])
def test_every_text_exists_in_each_language_with_the_same_placeholders(open_page: OpenDesk, language: str) -> None:
    page = open_page()
    assert topics(language) == topics("en")
    for topic in topics("en"):
        english, other = (ask(page, f"texts/{code}/{topic}", "m.default", None) for code in ("en", language))
        assert shape(other) == shape(english), topic


def test_each_text_stands_in_one_topic_and_every_topic_is_in_use(open_page: OpenDesk) -> None:
    page = open_page()
    held = [key for topic in topics("en") for key in ask(page, f"texts/en/{topic}", "Object.keys(m.default)", None)]
    assert [key for key, times in Counter(held).items() if times > 1] == []
    for language in ("en", "hi", "gu"):
        assert sorted(ask(page, f"texts/{language}/index", "Object.keys(m.default)", None)) == sorted(held)


def shape(texts: dict[str, Any]) -> dict[str, list[str]]:
    """Key -> the placeholders of its text. Of a plural, the form for many counts: one may go without the number."""
    final = {key: text if isinstance(text, str) else text["other"] for key, text in texts.items()}
    return {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in final.items()}


def listed(card_id: str, owner: str, agent: str | None = None, at: int = 0) -> dict[str, Any]:
    assignee = agent and {"id": agent, "name": agent}
    return {"id": card_id, "owner": owner, "assignee": assignee, "updated_at": f"2026-11-22T09:{at:02d}:00+00:00"}


BEGINNING = {
    "queued": [listed("q1", "queued"), listed("q2", "queued"), listed("q3", "queued")],
    "mine": [listed("m1", "agent", "asha", 1), listed("m2", "snoozed", "asha", 2)],
    "others": [listed("o1", "agent", "ravi", 3)],
    "recent": [listed("r1", "bot", at=5), listed("r2", "resolved", at=4)],
}
CHANGES = [
    # what happens, what the event says, the lists afterwards
    ("nothing", {"cards": [], "gone": [], "queued": ["q1", "q2", "q3"]}, ["q1 q2 q3", "m1 m2", "o1", "r1 r2"]),
    (
        "the first is claimed here",
        {"cards": [listed("q1", "agent", "asha", 9)], "gone": [], "queued": ["q2", "q3"]},
        ["q2 q3", "m1 m2 q1", "o1", "r1 r2"],
    ),
    (
        "a colleague resolves, the oldest of those who wait stays first",
        {"cards": [listed("o1", "resolved", at=9)], "gone": [], "queued": ["q1", "q2", "q3"]},
        ["q1 q2 q3", "m1 m2", "", "o1 r1 r2"],
    ),
    (
        "the last becomes urgent, and somebody new waits",
        {"cards": [listed("q3", "queued"), listed("q4", "queued")], "gone": [], "queued": ["q3", "q1", "q2", "q4"]},
        ["q3 q1 q2 q4", "m1 m2", "o1", "r1 r2"],
    ),
    (
        "mine is taken by another, one is erased",
        {"cards": [listed("m1", "agent", "ravi", 9)], "gone": ["r1", "q2"], "queued": ["q1", "q3"]},
        ["q1 q3", "m2", "o1 m1", "r2"],
    ),
]

AFTER = """(() => {
    const lists = new m.Lists("asha");
    lists.replace(x[0]);
    lists.apply(x[1]);
    const queued = lists.of("queued");
    if (queued.some(({ id }, index) => lists.position(id) !== index + 1)) return "wrong positions";
    return ["queued", "mine", "others", "recent"].map((name) => lists.of(name).map(({ id }) => id).join(" "));
})()"""


def test_single_changes_bring_each_conversation_where_it_belongs(open_page: OpenDesk) -> None:
    page = open_page()
    for what, changes, lists in CHANGES:
        assert ask(page, "lists", AFTER, [BEGINNING, changes]) == lists, what


SAME = """(() => {
    const lists = new m.Lists("asha");
    const copy = () => structuredClone(x);
    lists.replace(copy());
    const before = lists.get("q1");
    const moved = { ...copy(), queued: copy().queued.reverse() };
    return [lists.replace(moved).length, lists.get("q1") === before, lists.position("q1")];
})()"""


def test_a_whole_picture_changes_only_what_is_other_than_before(open_page: OpenDesk) -> None:
    assert ask(open_page(), "lists", SAME, BEGINNING) == [0, True, 3]


COUNTDOWNS = [
    # what the server says, seconds until it is due, what is shown, in words for those who do not see it
    ("running", 125, "running", "due in2:0"),
    ("warned", 65, "warned", "due soon, in1:0"),
    ("breached", -65, "breached", "overduelate1:0"),
    ("running", -65, "breached", "overduelate1:0"),  # the server will say so in a moment
    ("paused", -65, "paused", "clockpaused"),
]

SHOWN = """(() => {
    const due_at = new Date(Date.now() + x[1] * 1000).toISOString();
    const element = m.countdown({ clock: "first_response", due_at, state: x[0] });
    document.body.append(element);
    return [element.dataset.shown, element.textContent, element.querySelector("path").getAttribute("d")];
})()"""


def test_a_service_level_differs_by_sign_and_words_as_it_runs_out(open_page: OpenDesk) -> None:
    page = open_page()
    signs = {}
    for state, seconds, look, words in COUNTDOWNS:
        shown, text, sign = ask(page, "countdown", SHOWN, [state, seconds])
        assert shown == look
        assert text.startswith(words)
        signs[look] = sign
    assert len(set(signs.values())) == len(signs)


PLACES = [
    # address, the conversation's id, the page's path, what follows, its query
    ("#/c/abc%20d", "abc d", None),
    ("#/tickets", None, ["tickets", "", ""]),
    ("#/reports/calls?from=2026-11-01", None, ["reports", "calls", "from=2026-11-01"]),
    ("#/c/", None, ["c", "", ""]),
    ("#", None, None),
    ("#/%E0%A4%", None, None),  # typed by hand
    ("#/c/%E0%A4%", None, None),
]

PLACE = """(() => {
    const place = m.placeAt(x);
    return [m.conversationAt(x), place && [place.path, place.rest, String(place.query)]];
})()"""


def test_an_address_leads_to_a_conversation_or_a_page(open_page: OpenDesk) -> None:
    page = open_page()
    for address, conversation, place in PLACES:
        assert ask(page, "pages", PLACE, address) == [conversation, place], address
