"""Requests to WooCommerce, and what its answers mean."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, TypeVar

import msgspec
import structlog

from sahay.domain.clock import Clock
from sahay.shop.backend import BadAnswer, Unavailable
from sahay.shop.keyless import KeylessGateway
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Answer, Question, Trouble
from sahay.shop.woocommerce import wire

log = structlog.get_logger()

T = TypeVar("T")

# https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/: per_page is at most 100. Fewer, because a
# product with its descriptions can be long.
PAGE = 50
PAGES = 200  # beyond that it is not a catalogue that a bot can keep in mind
TOTAL_PAGES = "X-WP-TotalPages"
# An error that WooCommerce answers with 500 although it is none of the server: `new WP_Error(code, message, 500)` in
# class-wc-rest-order-refunds-controller.php. The refund was not made, or was taken back.
NO_REFUND: Final = "woocommerce_rest_cannot_create_order_refund"
# `dp`: prices without tax have more decimals than two, and WooCommerce tells as many as it is asked for.
DECIMALS = 6
# What errors mean for a customer; others are INVALID.
MEANINGS: Mapping[str, Why] = {
    "registration-error-email-exists": Why.EXISTS,
    "registration-error-username-exists": Why.EXISTS,
    "woocommerce_rest_customer_invalid_email": Why.EXISTS,  # on a change: somebody else has it
    "woocommerce_rest_comment_duplicate": Why.ALREADY_DONE,
    NO_REFUND: Why.NOT_ALLOWED,
}


@dataclass(frozen=True, slots=True)
class Declined:
    """What WooCommerce would not do: the code of its error, no text that a customer wrote."""

    status: int
    code: str

    @property
    def refusal(self) -> Refusal:
        meaning = Why.NOT_FOUND if self.status == HTTPStatus.NOT_FOUND else Why.INVALID
        return Refusal(MEANINGS.get(self.code, meaning), self.code)


class WooGateway(KeylessGateway):
    """Passes successes and errors that tell something; the rest is trouble."""

    def _judge(self, answer: Answer) -> None:
        status = answer.status
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return
        told = trouble_of(answer)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Trouble("keys_refused", is_open=False, again=False)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Trouble("too_many_requests", is_open=False, pause=self._pause(answer))
        if told and (status < HTTPStatus.INTERNAL_SERVER_ERROR or told.code == NO_REFUND):
            return
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Trouble(f"http_{status}", is_open=True, is_down=True, pause=self._pause(answer))
        raise BadAnswer(f"status {status}, and not from WooCommerce")


class Client:
    """One shop's API. Look-ups answer None for what is not there."""

    def __init__(self, gateway: WooGateway) -> None:
        self._gateway = gateway

    async def close(self) -> None:
        await self._gateway.close()

    async def get(self, path: str, shape: type[T], **query: object) -> T | None:
        answer = await self._read(path, query)
        return decoded(answer, shape, path) if answer else None

    async def pages(self, path: str, shape: type[T], **query: object) -> list[T]:
        """Everything of a collection."""
        found: list[T] = []
        for page in range(1, PAGES + 1):
            answer = await self._read(path, {**query, "per_page": PAGE, "page": page})
            if answer is None:
                break
            found += decoded(answer, list[shape], path)  # type: ignore[valid-type]
            if page >= int_of(answer.headers.get(TOTAL_PAGES, "1")):
                break
        return found

    async def write(self, method: str, path: str, shape: type[T], body: Mapping[str, Any]) -> T | Declined:
        """Done once, or OutcomeUnknown: then it is for the caller to look."""
        question = Question(named(method, path), method, parts(path), body=msgspec.json.encode(body), key="once")
        return await self._told(question, shape, path)

    async def delete(self, path: str, shape: type[T]) -> T | Declined:
        """For good: refunds have no bin."""
        question = Question(named("DELETE", path), "DELETE", parts(path), {"force": "true"}, key="once")
        return await self._told(question, shape, path)

    async def _told(self, question: Question, shape: type[T], path: str) -> T | Declined:
        answer = await self._gateway.ask(question)
        if told := trouble_of(answer):
            log.info("woocommerce.declined", operation=question.name, code=told.code)
            return Declined(answer.status, told.code)
        return decoded(answer, shape, path)

    async def _read(self, path: str, query: Mapping[str, object]) -> Answer | None:
        texts = {name: str(value) for name, value in query.items()}
        if path.startswith("orders"):
            texts["dp"] = str(DECIMALS)
        answer = await self._gateway.ask(Question(named("GET", path), "GET", parts(path), texts))
        if answer.status == HTTPStatus.NOT_FOUND and (told := trouble_of(answer)):
            if told.code == "rest_no_route":
                raise Unavailable("there is no WooCommerce at this address, or its permalinks are plain")
            return None
        if told := trouble_of(answer):
            raise BadAnswer(f"a look-up was declined: {told.code}")
        return answer


def client(key: str, secret: str, patience: HttpOptions, clock: Clock, pace: Pace | None = None) -> Client:
    """https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication-over-https"""
    login = b64encode(f"{key}:{secret}".encode()).decode()
    return Client(WooGateway(patience, {"Authorization": f"Basic {login}"}, clock, pace))


def trouble_of(answer: Answer) -> wire.Trouble | None:
    """What an error tells of itself; None for a success, and for an error of something before WooCommerce."""
    if answer.status < HTTPStatus.BAD_REQUEST:
        return None
    try:
        return msgspec.json.decode(answer.content, type=wire.Trouble)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def decoded(answer: Answer, shape: type[T], path: str) -> T:
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        log.warning("woocommerce.unreadable", operation=named("", path), problem=str(error))
        raise BadAnswer(f"not what WooCommerce's documentation says: {error}") from None


def named(method: str, path: str) -> str:
    """A request in logs: without the numbers of orders and customers."""
    return " ".join(filter(None, [method, "/".join("ID" if part.isdigit() else part for part in path.split("/"))]))


def parts(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))


def int_of(header: str) -> int:
    return int(header) if header.isascii() and header.isdigit() else 1
