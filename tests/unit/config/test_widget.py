"""The chat on the shop's pages, as a shop sets it."""

import pytest

from sahay.config import ConfigError
from sahay.config.document import read_section, read_sections
from sahay.config.widget import COLOURS, Widget
from sahay.domain.contrast import LEAST, contrast

SHOP = 'shop: {name: S, url: "https://s.example", email: care@s.example, phone: "+91 79 4000 1234"}\n'


@pytest.fixture
def read(tmp_path):
    def read(text=""):
        file = tmp_path / "sahay.yml"
        file.write_text(SHOP + text)
        return read_sections(file)["widget"]

    return read


def test_out_of_the_box_it_asks_nothing_and_any_site_may_use_it(read):
    widget = read()

    assert (widget.position, widget.launcher, widget.pre_chat, widget.allowed_origins) == ("right", "text", {}, ())
    assert contrast(COLOURS["accent"], COLOURS["on_accent"]) >= LEAST
    assert contrast(COLOURS["accent_dark"], COLOURS["on_accent_dark"]) >= LEAST


FULL = {
    "welcome": {"en": "Namaste!", "gu": "નમસ્તે!"},
    "quick_starts": [
        {"title": {"en": "My order"}, "payload": "/track_order"},
        {"title": {"en": "Once more"}, "payload": '/track_order{"order_number": "10234"}'},
        {"title": {"en": "Leave the queue"}, "payload": "/app_leave_queue"},  # the app's own
        {"title": {"en": "Gifts", "hi": "उपहार"}, "text": {"en": "Do you wrap gifts?", "hi": "क्या आप पैक करते हैं?"}},
    ],
    "colours": {"accent": "#ffd400", "on_accent": "#000000"},
    "position": "left",
    "offset_side": 0,
    "offset_bottom": 90,
    "launcher": "icon",
    "sound": True,
    "hours": True,
    "pre_chat": {"name": "optional", "email": "required"},
}


def test_all_of_it_is_read_and_told_again_as_it_was_written():
    widget = read_section("widget", Widget, FULL | {"allowed_origins": ["https://s.example"]}, "sahay.yml")

    assert widget.document == FULL
    assert widget.allowed_origins == ("https://s.example",)


@pytest.mark.parametrize(
    ("widget", "error"),
    [
        ("{welcome: {en: ''}}", "welcome: must be a text of 500 characters at most, not ''"),
        ("{welcome: {English: Hi}}", "welcome: must be a language code of two or three small letters, as hi, not"),
        ("{quick_starts: [{title: {en: A}}]}", "quick_starts: must have a title, and a payload or a text, not"),
        ("{quick_starts: [{title: {}, payload: /greet}]}", "quick_starts: must have a title in a language, not"),
        (
            "{quick_starts: [{title: {en: Twenty-one characters}, payload: /greet}]}",
            "quick_starts: must be a text of 20 characters at most, not",
        ),
        (
            "{quick_starts: [{title: {en: A}, payload: /fly_me}]}",
            "quick_starts: must be an intent of domain.yml, as /track_order, not '/fly_me'",
        ),
        (
            "{quick_starts: [{title: {en: A}, payload: greet}]}",
            "quick_starts: must be a slash and what the customer wants, as /track_order, not 'greet'",
        ),
        (
            "{quick_starts: [{title: {en: A, hi: B}, text: {en: A}}]}",
            "quick_starts: must have a text in hi too, as the title has one",
        ),
        (
            f"{{quick_starts: [{', '.join(['{title: {en: A}, payload: /greet}'] * 7)}]}}",
            "quick_starts: must be 6 or fewer, not 7",
        ),
        ("{colours: {accent: teal}}", "colours: must be a colour in quotes, as \"#0b6b5d\", not 'teal'"),
        (
            "{colours: {accent: '#ffd400'}}",  # white on yellow
            "colours: on_accent on accent must have a contrast of 4.5 : 1 or more, but #ffffff on #ffd400 has 1.4",
        ),
        (
            "{colours: {on_accent_dark: '#ffffff'}}",
            "colours: on_accent_dark on accent_dark must have a contrast of 4.5 : 1 or more, but #ffffff on #4cc3b0",
        ),
        ("{position: middle}", "position: must be right or left, not 'middle'"),
        ("{offset_bottom: 900}", "offset_bottom: must be 200 pixels or fewer, not 900"),
        ("{offset_side: 81}", "offset_side: must be 80 pixels or fewer, not 81"),
        ("{launcher: loud}", "launcher: must be text or icon, not 'loud'"),
        ("{sound: 1}", "sound: must be true or false, not 1"),
        ("{pre_chat: {age: required}}", "pre_chat: must be name or email or phone, not 'age'"),
        ("{pre_chat: {name: yes}}", "pre_chat: must be required or optional, not True"),
        ("{allowed_origins: [shop.example]}", "allowed_origins: must be an origin in small letters without a path"),
        ("{allowed_origins: ['https://shop.example/']}", "allowed_origins: must be an origin in small letters"),
        ("{colour: {}}", "colour: is not a setting; did you mean colours?"),
    ],
)
def test_a_mistake_is_named(read, widget, error):
    with pytest.raises(ConfigError) as raised:
        read(f"widget: {widget}")

    assert str(raised.value).startswith(f"sahay.yml: widget.{error}")
