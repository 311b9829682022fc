"""The page's part on channels: how each is, looked at now, and what to do where one is not connected."""

import json
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop

NOW = "2026-11-21T04:30:00+00:00"
OURS = "https://chat.shop.example/webhooks/telegram"
WELL = {
    "mode": "webhook",
    "address": OURS,
    "account": "saral_bot",
    "is_connected": True,
    "looked_at": NOW,
    "problem": None,
    "refused_at": None,
    "pending": 0,
    "registered": OURS,
    "reach": None,
    "reach_at": None,
    "facts": {},
}
QUIET = {"received_at": None, "waiting": 0, "failed": 0, "error": None, "failed_at": None}
TELEGRAM = {"name": "telegram", "secrets": ["SAHAY_TELEGRAM_TOKEN"], "health": WELL, **QUIET}
ILL = {
    "is_connected": False,
    "problem": "the bot's token is not valid",
    "refused_at": NOW,
    "reach": "tls",
    "reach_at": NOW,
    "facts": {"last_error": "Connection refused", "last_error_at": NOW},
}
# In the card of one that is ill.
TOLD = [
    "the bot's token is not valid",
    "wrong secret",
    "The address does not answer, seen from here: its certificate is not trusted",
    "Connection refused",
    "<b>cannot be read</b>",
]


def test_channels_are_shown_as_they_are(shop: Shop, open_desk: OpenDesk) -> None:
    shop.become("asha@example.com", "admin")
    page = open_desk()
    page.goto("/desk#/connections")
    telegram, whatsapp = (page.locator(f"[data-channel={name}]") for name in ("telegram", "whatsapp"))
    expect(telegram.get_by_text("@BotFather")).to_be_visible()  # the test's shop has no token, and none connected
    expect(telegram).to_contain_text("SAHAY_TELEGRAM_TOKEN=... \\\nmake run")
    expect(whatsapp).to_contain_text("https://chat.shop.example/webhooks/whatsapp")
    expect(page.get_by_role("button", name="Check now Telegram")).to_be_hidden()
    assert violations(page) == []

    told: dict[str, Any] = {**TELEGRAM}
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url.rpartition("/")[2])
        body = {
            "channels": {"public_url": None, "channels": [told]},
            "check": {**told, "health": {**told["health"], "reach_at": NOW}},
            "retry": {"retried": 2},
        }
        route.fulfill(body=json.dumps(body[asked[-1]]), content_type="application/json")

    page.route("**/api/desk/channels**", answer)
    page.reload()
    expect(telegram.get_by_role("heading", name="Telegram")).to_contain_text("saral_bot")
    expect(telegram).to_contain_text("The provider calls this address.")
    expect(telegram).to_contain_text("The address answers, seen from here")  # whoever opens the page asks
    told |= {"health": {**WELL, **ILL}, "failed": 2, "error": "<b>cannot be read</b>"}
    telegram.get_by_role("button", name="Check now").click()
    for words in TOLD:
        expect(telegram).to_contain_text(words)
    expect(page.get_by_text("Telegram has been checked.")).to_be_visible()
    assert violations(page) == []
    telegram.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("They are taken in again.")).to_be_visible()
    assert [each for each in asked if each != "channels"] == ["check", "check", "retry"]
