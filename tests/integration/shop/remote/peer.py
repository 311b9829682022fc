"""A shop that misbehaves as it is told: real sockets, and one scripted step for each request."""

import asyncio
import json
import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sahay.shop.backend import Capability
from tests.integration.shop.remote.serving import CART_URL

Step = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

# Always answered well, so that scripts are about the question that a test asks.
WELL = {
    "/health": {"ok": True},
    "/capabilities": {"capabilities": [each.value for each in Capability], "cart_url": CART_URL},
}


@dataclass(frozen=True)
class Asked:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Peer:
    """`script` has the step for each question to come; `asked` keeps them, without what is always answered well."""

    script: deque[Step] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""
    leave: Callable[[], None] = lambda: None  # from now on nobody listens there

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
            if asked.target in WELL:
                await answers(200, WELL[asked.target])(reader, writer)
            else:
                self.asked.append(asked)
                await self.script.popleft()(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has left
        finally:
            writer.close()


@asynccontextmanager
async def misbehaving(*script: Step, tls: ssl.SSLContext | None = None) -> AsyncIterator[Peer]:
    peer = Peer(deque(script))
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0, ssl=tls)
    peer.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    peer.leave = server.close
    try:
        yield peer
    finally:
        server.close()


def answers(status: int, content: object = b"", media_type: str = "application/json", **headers: str) -> Step:
    """A whole answer; what is not bytes is sent as JSON. `retry_after="1"` is the header Retry-After."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def step(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(_head(status, {"Content-Type": media_type, "Content-Length": str(len(body))} | named) + body)
        await writer.drain()

    return step


def problem(status: int, why: str | None = None, **headers: str) -> Step:
    told = {"title": "No", "status": status} | ({"why": why} if why else {})
    return answers(status, told, "application/problem+json", **headers)


async def hangs(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Never answers; ends when the client has left."""
    await reader.read()


async def hangs_after_the_head(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "application/json", "Content-Length": "1000"}))
    await reader.read()


async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte, and another byte: each in time, and no end."""
    writer.write(_head(200, {"Content-Type": "application/json", "Content-Length": "100000"}))
    left = asyncio.ensure_future(reader.read())
    while not left.done():
        writer.write(b" ")
        await asyncio.wait([left], timeout=0.02)
    await left


async def closes(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Takes the question, and leaves."""


async def stops_midway(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(200, {"Content-Type": "application/json", "Content-Length": "1000"}) + b'{"number": "A1')
    await writer.drain()


async def never_ends(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """More and more, without saying how much it will be."""
    writer.write(_head(200, {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}))
    while True:
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()


async def babbles(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What is not HTTP at all."""
    writer.write(b"220 mail.example ESMTP\r\n")
    await writer.drain()


def _head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in headers.items()), "Connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _read(reader: asyncio.StreamReader) -> Asked:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(method, target, headers, await reader.readexactly(int(headers.get("content-length", 0))))
