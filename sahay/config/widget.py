"""The section `widget:` of `sahay.yml`: the chat on the shop's pages. The desk may overrule all but the origins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.setting import setting
from sahay.config.yaml_file import read_yaml
from sahay.domain.contrast import LEAST, contrast

DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"
# Buttons that the app itself answers (`sahay.flow.taps`).
APP_PAYLOAD = "/app_"

# What the widget has unless it is told otherwise; the first two are the pair for the light, the others for the dark.
COLOURS = {"accent": "#0b6b5d", "on_accent": "#ffffff", "accent_dark": "#4cc3b0", "on_accent_dark": "#06231f"}
FIELDS = ("name", "email", "phone")
# More do not fit above the first message on a phone; a longer title does not fit into a button (WhatsApp's limit).
QUICK_STARTS = 6
TITLE_CHARACTERS = 20
TEXT_CHARACTERS = 500
# The panel is 396 pixels wide, and a window of 480 or less is a phone's, which it fills.
MOST_ASIDE = 80
MOST_BELOW = 200

_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?")
_ORIGIN = checks.shaped(
    r"https?://(\*\.)?[a-z0-9.-]+(:\d{1,5})?",
    "must be an origin in small letters without a path, as https://shop.example or https://*.shop.example",
)


@cache
def _intents() -> frozenset[str]:
    """What the bot can understand."""
    document: Any = read_yaml(DOMAIN, DOMAIN.name)
    return frozenset(next(iter(each)) if isinstance(each, dict) else str(each) for each in document["intents"])


def _text(most: int) -> checks.Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not 1 <= len(value.strip()) <= most or "\x00" in value:
            raise checks.refuse(f"must be a text of {most} characters at most", value)
        return value.strip()

    return check


def _pixels(most: int) -> checks.Check:
    def check(value: Any) -> int:
        number: int = checks.whole(0)(value)
        if number > most:
            raise checks.refuse(f"must be {most} pixels or fewer", value)
        return number

    return check


def _payload(value: Any) -> str:
    found = _PAYLOAD.fullmatch(value) if isinstance(value, str) and len(value) <= TEXT_CHARACTERS else None
    if not found:
        raise checks.refuse("must be a slash and what the customer wants, as /track_order", value)
    if not value.startswith(APP_PAYLOAD) and found[1] not in _intents():
        raise checks.refuse("must be an intent of domain.yml, as /track_order", value)
    return str(value)


_colour = checks.shaped(r"#[0-9a-fA-F]{6}", 'must be a colour in quotes, as "#0b6b5d"')
_titles = checks.named(checks.language, _text(TITLE_CHARACTERS))
_texts = checks.named(checks.language, _text(TEXT_CHARACTERS))


@dataclass(frozen=True, slots=True)
class QuickStart:
    """What is offered beside the welcome, by language: a tap says `text` for the customer, or means `payload`."""

    title: Mapping[str, str]
    payload: str | None = None
    text: Mapping[str, str] | None = None

    @property
    def document(self) -> dict[str, Any]:
        """In the shape in which it is read."""
        said = {"payload": self.payload} if self.payload else {"text": dict(self.text or {})}
        return {"title": dict(self.title), **said}


def _quick_start(value: Any) -> QuickStart:
    if not isinstance(value, dict) or set(value) not in ({"title", "payload"}, {"title", "text"}):
        raise checks.refuse("must have a title, and a payload or a text", value)
    title = _titles(value["title"])
    if not title:
        raise checks.refuse("must have a title in a language", value)
    if "payload" in value:
        return QuickStart(title, payload=_payload(value["payload"]))
    text = _texts(value["text"])
    if missing := [language for language in title if language not in text]:
        raise Invalid(f"must have a text in {missing[0]} too, as the title has one")
    return QuickStart(title, text=text)


def _quick_starts(value: Any) -> tuple[QuickStart, ...]:
    found: tuple[QuickStart, ...] = checks.several(_quick_start)(value)
    if len(found) > QUICK_STARTS:
        raise Invalid(f"must be {QUICK_STARTS} or fewer, not {len(found)}")
    return found


@dataclass(frozen=True, kw_only=True)
class Widget:
    """`welcome` and `quick_starts` stand for those of `data/responses` where they are empty. `pre_chat` says of each
    field that is asked for whether it is `required` or `optional`; without any, nothing is asked. Pages of
    `allowed_origins` alone may use the chat; without any, all may."""

    welcome: Mapping[str, str] = setting(_texts, default_factory=dict)
    quick_starts: tuple[QuickStart, ...] = setting(_quick_starts, ())
    colours: Mapping[str, str] = setting(checks.named(checks.one_of(*COLOURS), _colour), default_factory=dict)
    position: str = setting(checks.one_of("right", "left"), "right")
    offset_side: int = setting(_pixels(MOST_ASIDE), 20)
    offset_bottom: int = setting(_pixels(MOST_BELOW), 20)
    launcher: str = setting(checks.one_of("text", "icon"), "text")
    sound: bool = setting(checks.switch, False)
    hours: bool = setting(checks.switch, False)
    pre_chat: Mapping[str, str] = setting(
        checks.named(checks.one_of(*FIELDS), checks.one_of("required", "optional")), default_factory=dict
    )
    allowed_origins: tuple[str, ...] = setting(checks.several(_ORIGIN), ())

    def __post_init__(self) -> None:
        colours = {**COLOURS, **self.colours}
        for ground, ink in (("accent", "on_accent"), ("accent_dark", "on_accent_dark")):
            ratio = contrast(colours[ground], colours[ink])
            if ratio < LEAST:
                raise Invalid(
                    f"{ink} on {ground} must have a contrast of {LEAST:g} : 1 or more, but {colours[ink]} on "
                    f"{colours[ground]} has {ratio:.1f}",
                    "colours",
                )

    @property
    def document(self) -> dict[str, Any]:
        """What the desk may change, in the shape in which it is read: who may use the chat at all is for who runs the
        server."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "allowed_origins"}
        plain = {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()}
        return {**plain, "quick_starts": [start.document for start in self.quick_starts]}
