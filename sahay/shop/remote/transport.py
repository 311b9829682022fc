"""One try to ask the shop: sent, awaited for a time, read up to a size."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from sahay.shop.backend import BadAnswer
from sahay.shop.remote.options import HttpOptions, is_loopback

# The longest name in the contract's paths.
SEGMENT_CHARACTERS = 200


class Trouble(Exception):
    """A try without a usable answer. The message names the kind.

    `is_open`: the shop may have done what it was told. `again`: another try may help, not sooner than in `pause`
    seconds where the shop names them. `is_down`: it is a sign that the shop is not well.
    """

    def __init__(
        self, kind: str, *, is_open: bool, again: bool = True, is_down: bool = False, pause: float = 0.0
    ) -> None:
        super().__init__(kind)
        self.is_open = is_open
        self.again = again
        self.is_down = is_down
        self.pause = pause


class NoSuchPlace(Exception):
    """A name that cannot be part of a path: the shop has nothing of this name."""


@dataclass(frozen=True, slots=True)
class Question:
    """`name` is the contract's operationId: what logs say, since paths name orders and customers.

    `key` makes it a change, that is done once however often it is asked. Raises NoSuchPlace for a path that cannot be.
    """

    name: str
    method: str
    path: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        for part in self.path:
            if part in ("", ".", "..") or len(part) > SEGMENT_CHARACTERS or not part.isprintable():
                raise NoSuchPlace

    @property
    def url(self) -> str:
        return "/" + "/".join(quote(part, safe="") for part in self.path)

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json"} if self.body is not None else {}
        return headers | ({"Idempotency-Key": quoted(self.key)} if self.key is not None else {})


@dataclass(frozen=True, slots=True)
class Answer:
    """`media_type` is in small letters and without parameters."""

    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def media_type(self) -> str:
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


class Transport:
    """The connections to one shop. It follows no redirects: the token goes nowhere else."""

    def __init__(self, options: HttpOptions, token: str) -> None:
        self._timeout = options.timeout_seconds
        self._limit = options.answer_bytes
        self._http = httpx.AsyncClient(
            base_url=options.url.rstrip("/"),
            timeout=httpx.Timeout(options.timeout_seconds, connect=options.connect_seconds),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json, application/problem+json, */*;q=0.5",
                "Accept-Encoding": "identity",  # what is small on the way can be large here
                "User-Agent": "Sahay",
            },
            follow_redirects=False,
            trust_env=not is_loopback(options.url),  # a proxy for others is none for this machine
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def ask(self, question: Question, seconds: float) -> Answer:
        """Raises Trouble without an answer in the time, BadAnswer for one that is too much."""
        went_out = False

        async def follow(event: str, _info: Any) -> None:
            nonlocal went_out
            went_out = went_out or event.endswith("send_request_headers.started")

        request = self._http.build_request(
            question.method,
            question.url,
            params=question.query,
            content=question.body,
            headers=question.headers,
            extensions={"trace": follow},
        )
        try:
            async with asyncio.timeout(min(seconds, self._timeout)):
                return await self._answer(request)
        except (TimeoutError, httpx.TimeoutException):
            raise Trouble("timeout", is_open=went_out, is_down=True) from None
        except httpx.TransportError as error:
            raise Trouble(type(error).__name__, is_open=went_out, is_down=True) from None

    async def _answer(self, request: httpx.Request) -> Answer:
        response = await self._http.send(request, stream=True)
        try:
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise BadAnswer("compressed, which was not asked for")
            content = bytearray()
            async for chunk in response.aiter_raw():
                content += chunk
                if len(content) > self._limit:
                    raise BadAnswer(f"longer than {self._limit} bytes")
            return Answer(response.status_code, response.headers, bytes(content))
        finally:
            await response.aclose()


def quoted(key: str) -> str:
    """The key as a structured header's string: https://www.rfc-editor.org/rfc/rfc8941#section-3.3.3"""
    if not (key.isascii() and key.isprintable() and key):
        raise ValueError("an idempotency key is printable ASCII")
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(header: str) -> str:
    """The key in a header, also where somebody left the quotes out."""
    if len(header) < 2 or not (header[0] == header[-1] == '"'):
        return header
    return header[1:-1].replace('\\"', '"').replace("\\\\", "\\")
