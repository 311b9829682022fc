"""Holds every request to the reference server, and every answer of it, against `openapi.yml`."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

from sahay.shop.remote import problem, wire

HOST = "http://shop.invalid"
# What the client must not cause: these are answers to tests that break the contract on purpose.
REFUSED = (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.METHOD_NOT_ALLOWED)


def _contract() -> OpenAPI:
    published = yaml.safe_load((Path(wire.__file__).parent / "openapi.yml").read_text("utf-8"))
    config = Config(extra_media_type_deserializers={problem.MEDIA_TYPE: json.loads})
    return OpenAPI.from_dict(published | {"servers": [{"url": HOST}]}, config=config)


CONTRACT = _contract()


class Question:
    """A Sanic request as openapi-core reads it."""

    host_url = HOST

    def __init__(self, request) -> None:
        self.path = request.raw_url.decode().partition("?")[0]
        self.method = request.method.lower()
        self.content_type = request.headers.get("content-type", "")
        self.body = request.body or None
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.query_args), header=Headers(list(request.headers.items()))
        )


class Answer:
    """A Sanic response as openapi-core reads it."""

    def __init__(self, response) -> None:
        self.status_code = response.status
        self.headers = Headers(list(response.headers.items()))
        self.content_type = response.content_type
        self.data = response.body


@dataclass
class Watch:
    """`errors` are the breaches of the contract so far; `seen` the operations, by method and path as asked."""

    errors: list[str] = field(default_factory=list)
    seen: list[tuple[str, str, int]] = field(default_factory=list)

    async def __call__(self, request, response) -> None:
        question, answer = Question(request), Answer(response)
        self.seen.append((question.method, question.path, answer.status_code))
        breaches = list(CONTRACT.iter_response_errors(question, answer))
        if response.status not in REFUSED:
            breaches += CONTRACT.iter_request_errors(question)
        self.errors += [f"{question.method} {question.path}: {_chain(error)}" for error in breaches]


def _chain(error: BaseException | None) -> str:
    """An error with its causes, and what a schema has against a value."""
    if error is None:
        return ""
    told = "; ".join(str(each) for each in getattr(error, "schema_errors", ()))
    return f"{error} {told} {_chain(error.__cause__)}"
