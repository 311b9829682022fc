"""One call, over a real socket."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network

import pytest
import trustme

from sahay.desk.webhooks.sender import Sender

LOOPBACK = (ip_network("127.0.0.0/8"),)
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(handler: Handler, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    server = await asyncio.start_server(handler, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.fixture
async def sender() -> AsyncIterator[Sender]:
    sender = Sender(LOOPBACK, 0.5)
    yield sender
    await sender.close()


def answering(status: str, asked: list[bytes], *headers: str) -> Handler:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        asked.append(head + await reader.readexactly(length))
        lines = [f"HTTP/1.1 {status}", "content-length: 2", *headers, "", "no"]
        writer.write("\r\n".join(lines).encode())
        await writer.drain()
        writer.close()

    return answer


async def test_what_arrives(sender: Sender) -> None:
    asked: list[bytes] = []
    async with listening(answering("204 No Content", asked)) as port:
        answer = await sender.post(f"http://localhost:{port}/hook?x=1", {"webhook-id": "msg_1"}, '{"a":"ક"}')

    assert (answer.status, answer.error, answer.is_success) == (204, None, True)
    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /hook?x=1 HTTP/1.1\r\n")
    assert f"host: localhost:{port}".encode() in head.lower()  # the name, though its address was called
    assert b"webhook-id: msg_1" in head
    assert b"content-type: application/json" in head
    assert body.decode() == '{"a":"ક"}'


@pytest.mark.parametrize(
    ("status", "headers", "retry_after"),
    [
        ("302 Found", ("location: http://169.254.169.254/latest/meta-data/",), None),  # not followed
        ("500 Internal Server Error", (), None),
        ("503 Service Unavailable", ("retry-after: 120",), timedelta(minutes=2)),
        ("503 Service Unavailable", ("retry-after: Fri, 31 Dec 2027 23:59:59 GMT",), None),
    ],
)
async def test_what_is_no_success(sender: Sender, status: str, headers: tuple, retry_after: timedelta | None) -> None:
    asked: list[bytes] = []
    async with listening(answering(status, asked, *headers)) as port:
        answer = await sender.post(f"http://127.0.0.1:{port}/", {}, "{}")

    assert (answer.status, answer.retry_after, len(asked)) == (int(status[:3]), retry_after, 1)
    assert not answer.is_success


async def test_who_does_not_answer(sender: Sender) -> None:
    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with listening(wait) as port:
        answer = await sender.post(f"http://127.0.0.1:{port}/", {}, "{}")
    assert (answer.status, answer.error) == (None, "timeout")
    assert (await sender.post(f"http://127.0.0.1:{port}/", {}, "{}")).error == "unreachable"  # nobody there any more


async def test_a_certificate_that_nobody_vouches_for(sender: Sender) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    asked: list[bytes] = []
    async with listening(answering("204 No Content", asked), context) as port:
        answer = await sender.post(f"https://localhost:{port}/", {}, "{}")

    assert (answer.error, asked) == ("tls", [])


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://10.0.0.1/", "forbidden_address"),
        ("https://[::ffff:10.0.0.1]/", "forbidden_address"),
        ("http://crm.example/", "wrong_url"),
        ("https://nobody.invalid/", "unknown_host"),
    ],
)
async def test_where_no_call_goes(sender: Sender, url: str, error: str) -> None:
    assert (await sender.post(url, {}, "{}")).error == error
