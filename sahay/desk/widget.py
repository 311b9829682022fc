"""The chat on the shop's pages, as it is set: by sahay.yml, or by what an admin has saved at the desk."""

from collections.abc import Mapping
from typing import Any

import structlog
from sqlalchemy import delete, insert, select

from sahay.config import Settings
from sahay.config.document import read_section
from sahay.config.errors import ConfigError
from sahay.config.widget import COLOURS, QuickStart, Widget
from sahay.desk.audit import Actor, Audit
from sahay.domain.clock import Clock
from sahay.domain.contrast import LEAST, contrast
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Button
from sahay.flow.texts import Said, Texts
from sahay.language.tag import preferences
from sahay.store.database import Database
from sahay.store.tables.widget import widget_setting

log = structlog.get_logger()

ONLY = 1
WELCOME = "app_welcome"
# What the panel writes on, and in what, where the accent cannot be read there (`sahay/web/widget/style.js`).
PANEL = {"accent": ("#f6f4ee", "#1c2523"), "accent_dark": ("#1a2523", "#e9f0ee")}


class WidgetSettings:
    def __init__(self, settings: Settings, texts: Texts, database: Database, audit: Audit, clock: Clock) -> None:
        self._settings = settings
        self._texts = texts
        self._database = database
        self._audit = audit
        self._clock = clock
        self._hours = OpeningHours(settings.hours.week, frozenset(settings.hours.holidays), settings.shop.timezone)

    @property
    def configured(self) -> Widget:
        """What sahay.yml says."""
        return self._settings.widget

    async def current(self) -> Widget:
        """What holds."""
        async with self._database.read() as connection:
            document = await connection.scalar(select(widget_setting.c.document))
        if document is None:
            return self.configured
        try:
            return self.read(document)
        except ConfigError as error:  # the file has changed since: an intent is gone
            log.warning("widget.settings_unusable", error=str(error))
            return self.configured

    def read(self, document: Mapping[str, Any]) -> Widget:
        """What was saved, or is to be; the origins are always those of sahay.yml. Raises ConfigError."""
        if "allowed_origins" in document:
            raise ConfigError("settings: widget.allowed_origins: is set in sahay.yml only")
        origins = list(self.configured.allowed_origins)
        widget: Widget = read_section("widget", Widget, {**document, "allowed_origins": origins}, "settings")
        return widget

    async def save(self, document: Mapping[str, Any], by: Actor) -> Widget:
        """From now on this holds, and for what it leaves out the default of sahay.yml. Raises ConfigError."""
        widget = self.read({**self.configured.document, **document})
        before = await self.current()
        changed = sorted(name for name, value in widget.document.items() if value != before.document[name])
        async with self._database.write() as connection:
            await connection.execute(delete(widget_setting))
            row = {"id": ONLY, "document": widget.document, "updated_at": self._clock.now()}
            await connection.execute(insert(widget_setting).values(row))
            await self._audit.record("widget.changed", by=by, on=connection, changed=changed)
        return widget

    async def reset(self, by: Actor) -> Widget:
        """From now on sahay.yml holds again."""
        async with self._database.write() as connection:
            await connection.execute(delete(widget_setting))
            await self._audit.record("widget.reset", by=by, on=connection)
        return self.configured

    async def welcome(self, language: str) -> Said:
        """What a conversation in this language begins with."""
        return self.said(await self.current(), language)

    def said(self, widget: Widget, language: str) -> Said:
        """The welcome and the quick starts; what is not set, as it is in `data/responses`."""
        default = self._settings.languages.default
        usual = self._texts.say(WELCOME, language, shop=self._settings.shop.name)
        own = next((widget.welcome[tag] for tag in preferences(language, "")[:2] if tag in widget.welcome), None)
        text = own.replace("{shop}", self._settings.shop.name) if own else usual.text
        buttons = tuple(_button(start, language, default) for start in widget.quick_starts)
        return Said(text, buttons or usual.buttons)

    def view(self, widget: Widget) -> dict[str, Any]:
        """What the chat has to know before there is a conversation: no secret, and the same for everybody."""
        colours = {**COLOURS, **widget.colours}
        said = {language: self.said(widget, language) for language in self._settings.languages.offered}
        return {
            "shop": self._settings.shop.name,
            "languages": list(said),
            "welcome": {language: each.text for language, each in said.items()},
            "quick_starts": {
                language: [{"title": button.title, "payload": button.payload} for button in each.buttons]
                for language, each in said.items()
            },
            "colours": {**colours, **{f"text{name[6:]}": _legible(name, colours[name]) for name in PANEL}},
            "position": widget.position,
            "offset_side": widget.offset_side,
            "offset_bottom": widget.offset_bottom,
            "launcher": widget.launcher,
            "sound": widget.sound,
            "pre_chat": [{"field": name, "required": how == "required"} for name, how in widget.pre_chat.items()],
            "hours": self._open() if widget.hours else None,
        }

    def _open(self) -> dict[str, Any]:
        now = self._clock.now()
        opens = None if self._hours.is_open(now) else self._hours.next_opening(now)
        return {"open": self._hours.is_open(now), "opens_at": opens.isoformat() if opens else None}


def _button(start: QuickStart, language: str, default: str) -> Button:
    tags = [*preferences(language, default), *start.title]
    tag = next(tag for tag in tags if tag in start.title)
    said = start.payload or (start.text or {})[tag]
    return Button(start.title[tag], said)


def _legible(name: str, colour: str) -> str:
    """The accent as the colour of text in the panel, if it can be read there."""
    ground, ink = PANEL[name]
    return colour if contrast(colour, ground) >= LEAST else ink
