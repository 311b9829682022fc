"""The page's part on channels: how each is, and what to do where one is not connected."""

import json
from typing import Any

from playwright.sync_api import Route, expect

from tests.browser.desk.conftest import OpenDesk
from tests.browser.desk.test_accessible import violations
from tests.browser.shop import Shop

WELL = {
    "mode": "webhook",
    "address": "https://chat.shop.example/webhooks/telegram",
    "account": "saral_bot",
    "is_connected": True,
    "looked_at": "2026-11-21T04:30:00+00:00",
    "problem": None,
    "refused_at": None,
    "pending": 0,
    "facts": {},
}
QUIET = {"received_at": None, "waiting": 0, "failed": 0, "error": None, "failed_at": None}
TELEGRAM = {"name": "telegram", "secrets": ["SAHAY_TELEGRAM_TOKEN"], "health": WELL, **QUIET}


def test_channels_are_shown_as_they_are(shop: Shop, open_desk: OpenDesk) -> None:
    shop.become("asha@example.com", "admin")
    page = open_desk()
    page.goto("/desk#/connections")
    telegram, whatsapp = (page.locator(f"[data-channel={name}]") for name in ("telegram", "whatsapp"))
    expect(telegram).to_contain_text("@BotFather")  # the test's shop has no token
    expect(telegram).to_contain_text("SAHAY_TELEGRAM_TOKEN")
    expect(whatsapp).to_contain_text("SAHAY_WHATSAPP_TOKEN")
    assert violations(page) == []

    told: list[dict[str, Any]] = [TELEGRAM]
    retried: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            retried.append(route.request.url)
            route.fulfill(body=json.dumps({"retried": 2}), content_type="application/json")
        else:
            route.fulfill(body=json.dumps({"channels": told}), content_type="application/json")

    page.route("**/api/desk/channels**", answer)
    page.reload()
    expect(telegram).to_contain_text("saral_bot")
    expect(telegram).to_contain_text("Connected")
    told[0] = {
        **TELEGRAM,
        "health": {
            **WELL,
            "is_connected": False,
            "problem": "the bot's token is not valid",
            "refused_at": WELL["looked_at"],
        },
        "failed": 2,
        "error": "<b>cannot be read</b>",
    }
    page.reload()
    expect(telegram).to_contain_text("the bot's token is not valid")
    expect(telegram).to_contain_text("wrong secret")
    expect(telegram).to_contain_text("<b>cannot be read</b>")
    assert violations(page) == []
    telegram.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("They are taken in again.")).to_be_visible()
    assert retried[0].endswith("/channels/telegram/retry")
