"""Requests to Shopify, and what its answers mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Generic, TypeVar

import msgspec
import structlog

from sahay.domain.clock import Clock
from sahay.shop.backend import BadAnswer
from sahay.shop.keyless import KeylessGateway
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Answer, Question, Trouble
from sahay.shop.shopify.wire import UserError

log = structlog.get_logger()

T = TypeVar("T")

# GraphQL answers 200 with `errors`: https://shopify.dev/docs/api/admin-graphql#status_and_error_codes
THROTTLED: Final = "THROTTLED"
TURNED_AWAY: Final = frozenset({"ACCESS_DENIED", "SHOP_INACTIVE"})  # nothing was done
# How long a query waits at the most for points, whatever Shopify's figures say.
LONGEST_WAIT = 5.0


class Extensions(msgspec.Struct):
    code: str | None = None


class GraphError(msgspec.Struct):
    extensions: Extensions | None = None

    @property
    def code(self) -> str:
        return (self.extensions and self.extensions.code) or "UNDEFINED"


class Throttle(msgspec.Struct, rename="camel"):
    """Points in the bucket, and how many come back in a second."""

    currently_available: float
    restore_rate: float


class Cost(msgspec.Struct, rename="camel"):
    requested_query_cost: float
    throttle_status: Throttle


class Costs(msgspec.Struct):
    cost: Cost | None = None


class Envelope(msgspec.Struct):
    errors: list[GraphError] | str = []
    extensions: Costs | None = None


class ShopifyGateway(KeylessGateway):
    """Passes answers without errors; the rest is trouble."""

    def _judge(self, answer: Answer) -> None:
        status = answer.status
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, HTTPStatus.LOCKED):
            raise Trouble(f"turned_away_{status}", is_open=False, again=False)
        if status == HTTPStatus.NOT_FOUND:
            raise Trouble("no_such_shop_or_version", is_open=False, again=False)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Trouble("too_many_requests", is_open=False, pause=self._pause(answer))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Trouble(f"http_{status}", is_open=True, is_down=True, pause=self._pause(answer))
        if status != HTTPStatus.OK:
            raise BadAnswer(f"status {status}")
        self._judge_errors(decoded(answer, Envelope))

    def _judge_errors(self, envelope: Envelope) -> None:
        if not envelope.errors:
            return
        if isinstance(envelope.errors, str):  # so Shopify writes what it did not take for GraphQL
            raise BadAnswer("not taken for a question")
        codes = {error.code for error in envelope.errors}
        if THROTTLED in codes:  # before anything was done: https://shopify.dev/docs/api/usage/limits
            raise Trouble("throttled", is_open=False, pause=wait_for_points(envelope.extensions))
        if codes <= TURNED_AWAY:
            raise Trouble("access_denied", is_open=False, again=False)
        # A part may have been done, and another not. The codes are Shopify's own: no text of anybody's.
        log.warning("shopify.errors", codes=sorted(codes))
        raise Trouble("graphql_" + min(codes).lower(), is_open=True, again="INTERNAL_SERVER_ERROR" in codes)


class Data(msgspec.Struct, Generic[T]):
    data: T


class Client:
    """One shop's API. Answers are `data`, read as a shape."""

    def __init__(self, gateway: ShopifyGateway) -> None:
        self._gateway = gateway

    async def close(self) -> None:
        await self._gateway.close()

    async def read(self, document: str, shape: type[T], **variables: object) -> T:
        return await self._ask(document, shape, variables, key=None)

    async def write(self, document: str, shape: type[T], **variables: object) -> T:
        """Sent once: raises OutcomeUnknown when it may have been done, and then it is for the caller to look."""
        return await self._ask(document, shape, variables, key="once")

    async def _ask(self, document: str, shape: type[T], variables: Mapping[str, object], key: str | None) -> T:
        body = msgspec.json.encode({"query": document, "variables": variables})
        answer = await self._gateway.ask(Question(operation(document), "POST", ("graphql.json",), body=body, key=key))
        told: Data[T] = decoded(answer, Data[shape])  # type: ignore[valid-type]
        return told.data


def client(token: str, patience: HttpOptions, clock: Clock, pace: Pace | None = None) -> Client:
    """https://shopify.dev/docs/api/admin-graphql#authentication"""
    return Client(ShopifyGateway(patience, {"X-Shopify-Access-Token": token}, clock, pace))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a user error means, by a word of its message: most of Shopify's have no code."""

    word: str
    why: Why


MEANINGS = (
    Meaning("taken", Why.EXISTS),  # "Email has already been taken"
    Meaning("not found", Why.NOT_FOUND),
    Meaning("does not exist", Why.NOT_FOUND),
)


def refusal(errors: list[UserError]) -> Refusal | None:
    """What `userErrors` say; None when there are none. Their text stays out of the detail: it may quote a customer."""
    if not errors:
        return None
    first = errors[0]
    said = first.message.casefold()
    why = next((meaning.why for meaning in MEANINGS if meaning.word in said), Why.INVALID)
    return Refusal(why, first.code or ".".join(first.field or ["user error"]))


def wait_for_points(costs: Costs | None) -> float:
    """Seconds until the bucket has what the query costs."""
    if costs is None or costs.cost is None:
        return 1.0
    status = costs.cost.throttle_status
    missing = costs.cost.requested_query_cost - status.currently_available
    return min(max(missing, 0.0) / max(status.restore_rate, 1.0), LONGEST_WAIT)


def operation(document: str) -> str:
    """The name in a document, for logs: "OrderById"."""
    return document.split(maxsplit=2)[1].partition("(")[0]


def decoded(answer: Answer, shape: Any) -> Any:
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        log.warning("shopify.unreadable", problem=str(error))
        raise BadAnswer(f"not what Shopify's schema says: {error}") from None
