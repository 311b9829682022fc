"""What a shop's system calls when an order has been shipped, is late, has arrived, or a refund has been paid."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import Blueprint, HTTPResponse, Request, json

from sahay.domain.notice import Kind, Notice
from sahay.domain.permission import Permission
from sahay.http.bodies import ClientId, read_body, read_text
from sahay.http.desk.guard import Caller, Guard, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

# As long as a parameter of a template may be (https://developers.facebook.com/docs/whatsapp/message-templates/guidelines).
TEXT_CHARACTERS = 900


class Notify(msgspec.Struct):
    """`key` is the caller's: the same again is the same notice. `consent`: the shop's word that this customer wants
    such messages. `text` is said instead of ours."""

    key: ClientId
    kind: Kind
    phone: Annotated[str, Meta(pattern=r"^\+[1-9][0-9]{6,14}\Z")]
    order: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_-]{0,39}\Z")]
    consent: bool
    language: str | None = None
    text: str | None = None


def notify_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("notify", url_prefix="/api")
    seen, second_factor = services.routing.roster.seen, services.settings.people.second_factor
    guard = Guard(services.people.sessions, services.api_tokens, seen, services.rates, second_factor)
    guard.mount(blueprint, (Route("POST", "/notify", _Notify(services).take, Permission.NOTIFY),))
    return blueprint


class _Notify:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def take(self, request: Request, _caller: Caller) -> HTTPResponse:
        """Kept when it is answered: 202 for a new one, 200 for one that is known by its key."""
        body = read_body(request, Notify)
        if not body.consent:
            raise ApiError(409, "no_consent", "Who has not agreed to such messages is sent none.")
        if body.language and body.language not in self._services.settings.languages.tags:
            tags = ", ".join(self._services.settings.languages.tags)
            raise ApiError(400, "bad_request", f"The language must be one of {tags}.")
        notices = self._services.channels.notices
        if notices is None:
            raise ApiError(409, "not_connected", "No channel is connected on which a number can be written to.")
        text = read_text(body.text, TEXT_CHARACTERS) if body.text is not None else None
        notice = Notice(body.key, body.kind, body.phone, body.order, body.language, text)
        kept, is_new = await notices.accept(notice)
        told = {"key": kept.key, "state": kept.state, "due_at": kept.due_at.isoformat()}
        return json({**told, "conversation_id": kept.conversation_id}, status=202 if is_new else 200)
