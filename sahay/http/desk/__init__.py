"""The desk's API: a module per noun says its routes, each with the permission that it asks for (`guard.py`)."""

from sanic import Blueprint

from sahay.http.desk import (
    aftercare,
    agents,
    audit,
    bulk,
    canned,
    channels,
    contacts,
    conversations,
    events,
    files,
    forwarding,
    invitations,
    moves,
    notes,
    people,
    pictures,
    privacy,
    queue,
    reports,
    search,
    security,
    sessions,
    suggestions,
    tickets,
    tokens,
    unanswered,
    webhooks,
    widget,
)
from sahay.http.desk.guard import Guard, Route
from sahay.http.services import Services

NOUNS = (
    sessions,
    queue,
    events,
    conversations,
    tickets,
    unanswered,
    tokens,
    notes,
    contacts,
    canned,
    reports,
    people,
    invitations,
    security,
    pictures,
    moves,
    agents,
    webhooks,
    files,
    audit,
    privacy,
    aftercare,
    search,
    suggestions,
    bulk,
    forwarding,
    channels,
    widget,
)


def desk_blueprint(services: Services) -> Blueprint:
    blueprint = Blueprint("desk", url_prefix="/api/desk")
    seen, second_factor = services.routing.roster.seen, services.settings.people.second_factor
    guard = Guard(services.people.sessions, services.api_tokens, seen, services.rates, second_factor)
    guard.mount(blueprint, desk_routes(services))
    return blueprint


def desk_routes(services: Services) -> tuple[Route, ...]:
    """Every route of the desk."""
    return tuple(route for noun in NOUNS for route in noun.routes(services))
