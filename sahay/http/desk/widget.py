"""How the chat on the shop's pages looks and what it offers: for admins."""

from typing import Any

import msgspec
from sanic import HTTPResponse, Request, json

from sahay.config.errors import ConfigError
from sahay.config.widget import Widget
from sahay.domain.permission import Permission
from sahay.http.bodies import read_body
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.pages import SCRIPT, WEB
from sahay.http.services import Services
from sahay.web.scripts import read_widget


class PutWidget(msgspec.Struct):
    """The keys of the section `widget:` of sahay.yml, all but `allowed_origins`; what is left out is as it says."""

    settings: dict[str, Any]


def routes(services: Services) -> tuple[Route, ...]:
    chat = ChatWidget(services)
    return (
        Route("GET", "/widget", chat.show, Permission.CONNECT, by_token=False),
        Route("PUT", "/widget", chat.save, Permission.CONNECT, by_token=False),
        Route("DELETE", "/widget", chat.reset, Permission.CONNECT, by_token=False),
        Route("POST", "/widget/preview", chat.preview, Permission.CONNECT, by_token=False),
    )


class ChatWidget:
    def __init__(self, services: Services) -> None:
        self._widget = services.widget
        self._script = {"path": SCRIPT, "integrity": read_widget(WEB / "widget").integrity}

    async def show(self, _request: Request, _caller: Caller) -> HTTPResponse:
        return self._state(await self._widget.current())

    async def save(self, request: Request, caller: Caller) -> HTTPResponse:
        settings = read_body(request, PutWidget).settings
        try:
            return self._state(await self._widget.save(settings, caller.actor))
        except ConfigError as error:
            raise _unusable(error) from None

    async def reset(self, _request: Request, caller: Caller) -> HTTPResponse:
        """As sahay.yml has it."""
        return self._state(await self._widget.reset(caller.actor))

    async def preview(self, request: Request, _caller: Caller) -> HTTPResponse:
        """What the chat would be told, were it saved."""
        settings = read_body(request, PutWidget).settings
        try:
            return json({"view": self._widget.view(self._widget.read(settings))})
        except ConfigError as error:
            raise _unusable(error) from None

    def _state(self, widget: Widget) -> HTTPResponse:
        usual = self._widget.configured
        return json(
            {
                "settings": widget.document,
                "usual": {"settings": usual.document, "view": self._widget.view(usual)},
                "view": self._widget.view(widget),
                "allowed_origins": list(usual.allowed_origins),
                "script": self._script,
            }
        )


def _unusable(error: ConfigError) -> ApiError:
    return ApiError(400, "settings_unusable", str(error).removeprefix("settings: widget."))
