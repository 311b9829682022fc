"""What the chat on a page is told before there is a conversation, and which pages may use it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert

from sahay.config import ROOT
from sahay.config.document import read_section
from sahay.config.widget import Widget
from sahay.store.tables.widget import widget_setting
from tests.integration.http.conftest import App

HERE = {"Origin": "https://shop.example"}


def configure(app: App, **section: Any) -> None:
    """As if sahay.yml said so."""
    widget = read_section("widget", Widget, section, "sahay.yml")
    app.services.widget._settings = replace(app.services.settings, widget=widget)


async def test_out_of_the_box_it_is_the_shop_and_the_usual_welcome(app: App) -> None:
    async with app.client() as browser:
        answer = await browser.get("/api/chat/settings")
        session = (await browser.post("/api/chat/sessions", json={})).json()

    settings = answer.json()
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert (settings["shop"], settings["languages"]) == ("Saral Store", ["en", "hi", "gu"])
    assert settings["welcome"]["en"].startswith("Welcome to Saral Store!")
    assert settings["quick_starts"]["hi"][0]["payload"] == "/track_order"
    assert (settings["pre_chat"], settings["hours"], settings["position"]) == ([], None, "right")
    assert "allowed_origins" not in settings
    assert session["widget"] == settings


async def test_a_conversation_begins_as_the_shop_has_set_it(app: App) -> None:
    gifts = {"title": {"en": "Gifts", "hi": "उपहार"}, "text": {"en": "Do you wrap?", "hi": "पैक करते हैं?"}}
    parcel = {"title": {"en": "My parcel"}, "payload": "/track_order"}
    configure(app, welcome={"en": "Namaste from {shop}!"}, quick_starts=[gifts, parcel])
    async with app.client(await app.session()) as customer:
        [welcome] = (await customer.get("/api/chat/messages")).json()["messages"]
        sent = await customer.post("/api/chat/messages", json={"client_id": "a", "payload": "Do you wrap?"})
        await customer.post("/api/chat/language", json={"language": "hi"})
    async with app.client(await app.session("hi")) as customer:
        [hindi] = (await customer.get("/api/chat/messages")).json()["messages"]

    assert welcome["text"] == "Namaste from Saral Store!"
    assert [button["title"] for button in welcome["buttons"]] == ["Gifts", "My parcel"]
    assert sent.status_code == 202
    assert "Saral Store" in hindi["text"]  # not set in Hindi: the usual one
    assert [button["title"] for button in hindi["buttons"]] == ["उपहार", "My parcel"]


@pytest.mark.parametrize(
    ("colour", "text"),
    [
        ({}, "#0b6b5d"),
        ({"accent": "#ffd400", "on_accent": "#000000"}, "#1c2523"),  # yellow cannot be read in the panel
    ],
)
async def test_links_have_a_colour_that_can_be_read(app: App, colour: dict[str, str], text: str) -> None:
    configure(app, colours=colour)
    async with app.client() as browser:
        colours = (await browser.get("/api/chat/settings")).json()["colours"]

    assert (colours["text"], colours["text_dark"]) == (text, "#4cc3b0")


async def test_it_says_when_people_are_there(app: App) -> None:
    configure(app, hours=True)
    async with app.client() as browser:
        now = (await browser.get("/api/chat/settings")).json()["hours"]
        app.clock.forward(12 * 3600)
        later = (await browser.get("/api/chat/settings")).json()["hours"]

    assert now == {"open": True, "opens_at": None}
    assert later["open"] is False
    assert later["opens_at"] > app.clock.now().isoformat()


@pytest.mark.parametrize(
    ("details", "status", "kept"),
    [
        (
            {"name": " Asha  Patel ", "email": "asha@example.com", "phone": "98765 43210"},
            201,
            ("Asha Patel", "asha@example.com", None),  # the phone number was not asked for
        ),
        ({"email": "asha@example.com"}, 201, (None, "asha@example.com", None)),
        ({"name": "Asha"}, 400, None),  # the e-mail address was
        ({"email": "asha"}, 400, None),
        (None, 201, (None, None, None)),  # a client without a form
    ],
)
async def test_what_is_asked_before_the_first_message_is_known_at_the_desk(
    app: App, details: dict[str, str] | None, status: int, kept: tuple[str | None, ...] | None
) -> None:
    configure(app, pre_chat={"name": "optional", "email": "required"})
    async with app.client() as browser:
        asked = (await browser.get("/api/chat/settings")).json()["pre_chat"]
        answer = await browser.post("/api/chat/sessions", json={"details": details} if details else {})

    assert asked == [{"field": "name", "required": False}, {"field": "email", "required": True}]
    assert answer.status_code == status
    if kept:
        async with app.services.store.snapshot() as snapshot:
            conversation = await snapshot.conversation(answer.json()["conversation_id"])
            contact = await snapshot.contact(conversation.contact_id)
        assert contact is not None
        assert (contact.name, contact.email, contact.phone) == kept


class TestAllowedOrigins:
    @pytest.fixture
    def environ(self, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
        file = tmp_path_factory.mktemp("config") / "sahay.yml"
        text = (ROOT / "sahay.yml").read_text(encoding="utf-8")
        file.write_text(text.replace("allowed_origins: []", 'allowed_origins: ["https://shop.example"]'))
        return {"SAHAY_CONFIG": str(file)}

    async def test_another_site_is_refused_before_anything_else(self, app: App) -> None:
        there = {"Origin": "https://evil.example"}
        async with app.client() as browser:
            answers = [
                await browser.request(method, path, headers=there)
                for method in ("GET", "POST", "OPTIONS", "DELETE")
                for path in ("/api/chat/settings", "/api/chat/messages", "/api/chat/none")
            ]

        for answer in answers:
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "origin_not_allowed")
            assert "access-control-allow-origin" not in answer.headers

    async def test_the_shops_own_site_and_who_is_no_page_are_let_in(self, app: App) -> None:
        async with app.client() as browser:
            here = await browser.get("/api/chat/settings", headers=HERE)
            asked = await browser.options("/api/chat/messages", headers=HERE)
            own = await browser.get("/api/chat/settings", headers={"Origin": app.url})  # the demo's page
            program = await browser.get("/api/chat/settings")
            texts = await browser.get("/api/chat/texts/hi", headers=HERE)
            script = await browser.get("/widget.js", headers={"Origin": "https://evil.example"})

        for answer in (here, asked):
            assert answer.is_success
            assert answer.headers["access-control-allow-origin"] == "https://shop.example"
            assert answer.headers["vary"] == "Origin"
        assert texts.headers["vary"] == "Accept-Encoding, Origin"
        assert (own.status_code, program.status_code) == (200, 200)
        assert script.headers["access-control-allow-origin"] == "*"  # says nothing to anybody


class TestAtTheDesk:
    async def test_what_an_admin_saves_overrules_the_file_until_it_is_reset(self, app: App) -> None:
        async with app.admin() as desk, app.client() as browser:
            before = (await desk.get("/api/desk/widget")).json()
            saved = await desk.put("/api/desk/widget", json={"settings": {"position": "left", "welcome": {"en": "Hi"}}})
            heard = (await browser.get("/api/chat/settings")).json()
            again = (await desk.get("/api/desk/widget")).json()
            reset = (await desk.delete("/api/desk/widget")).json()
            log = (await desk.get("/api/desk/audit?action=widget")).json()["entries"]

        assert before["settings"] == before["usual"]["settings"] == reset["settings"]
        assert saved.json() == again
        assert (again["settings"]["position"], heard["position"]) == ("left", "left")
        assert (again["usual"]["settings"]["position"], heard["welcome"]["en"]) == ("right", "Hi")
        assert before["script"]["integrity"].startswith("sha384-")
        assert [(entry["action"], entry["facts"]) for entry in log] == [
            ("widget.reset", {}),
            ("widget.changed", {"changed": ["position", "welcome"]}),
        ]

    async def test_a_draft_is_shown_and_a_mistake_in_it_is_named(self, app: App) -> None:
        async with app.admin() as desk:
            shown = await desk.post("/api/desk/widget/preview", json={"settings": {"launcher": "icon"}})
            wrong = [
                await desk.post("/api/desk/widget/preview", json={"settings": {"colours": {"accent": "#ffd400"}}}),
                await desk.put("/api/desk/widget", json={"settings": {"colours": {"accent": "#ffd400"}}}),
                await desk.put("/api/desk/widget", json={"settings": {"allowed_origins": []}}),
            ]
            kept = (await desk.get("/api/desk/widget")).json()

        assert shown.json()["view"]["launcher"] == "icon"
        assert [answer.status_code for answer in wrong] == [400, 400, 400]
        assert wrong[0].json()["error"] == {
            "code": "settings_unusable",
            "message": "colours: on_accent on accent must have a contrast of 4.5 : 1 or more, "
            "but #ffffff on #ffd400 has 1.4",
        }
        assert "is set in sahay.yml" in wrong[2].json()["error"]["message"]
        assert kept["settings"] == kept["usual"]["settings"]

    async def test_what_was_saved_and_means_nothing_any_more_is_as_if_it_were_not(self, app: App) -> None:
        async with app.services.database.write() as connection:
            row = {"id": 1, "document": {"quick_starts": [{"title": {"en": "A"}, "payload": "/gone"}]}}
            await connection.execute(insert(widget_setting).values(**row, updated_at=app.clock.now()))
        async with app.client() as browser:
            settings = (await browser.get("/api/chat/settings")).json()

        assert settings["quick_starts"]["en"][0]["payload"] == "/track_order"


async def test_the_words_of_a_language_are_kept_by_browsers_as_long_as_they_are_the_same(app: App) -> None:
    async with app.client() as browser:
        now = await browser.get("/api/chat/texts/hi")
        version = now.headers["etag"].strip('"')
        kept = await browser.get(f"/api/chat/texts/hi?{version}", headers={"Accept-Encoding": "identity"})
        other = await browser.get("/api/chat/texts/hi?0ther")  # whose page is older than we are, or newer
        again = await browser.get("/api/chat/texts/hi", headers={"If-None-Match": now.headers["etag"]})
        unknown = await browser.get("/api/chat/texts/fr")

    assert now.json()[0] == "हमसे बात करें"
    assert (now.headers["content-encoding"], now.headers["cache-control"]) == ("gzip", "no-cache")
    assert (kept.json(), kept.headers["cache-control"]) == (now.json(), "public, max-age=31536000, immutable")
    assert now.headers["access-control-allow-origin"] == "*"
    assert (again.status_code, other.status_code, unknown.status_code) == (304, 404, 404)
