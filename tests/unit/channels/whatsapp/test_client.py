"""Meta's API is called over real HTTP: what went out, what did not, and what nobody can tell."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from sahay.channels.base import DeliveryError, MediaGone, Verdict
from sahay.channels.whatsapp.client import Access, GraphClient
from sahay.channels.whatsapp.errors import MEANINGS
from tests.fakes_channels.graph import TOKEN, FakeGraph
from tests.fakes_channels.graph_notices import NUMBER
from tests.fakes_shops.http import Request, Response, Trouble

HELLO = {"messaging_product": "whatsapp", "to": "919812345678", "type": "text", "text": {"body": "Hello"}}


def plain() -> httpx.AsyncHTTPTransport:
    """Nothing here is encrypted: reading the system's certificates would take longer than the test."""
    return httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph() as fake:
        yield fake


@pytest.fixture
async def client(graph: FakeGraph) -> AsyncIterator[GraphClient]:
    made = GraphClient(Access(TOKEN, NUMBER, graph.url), plain())
    yield made
    await made.close()


def refused(status: int, code: int | None, headers: dict[str, str] | None = None) -> Trouble:
    body = {"error": {"code": code, "message": "no"}} if code is not None else "<html>"
    return Trouble(instead=Response(status, body, headers or {}))


async def test_what_is_accepted_has_an_id(graph: FakeGraph, client: GraphClient) -> None:
    assert await client.send(HELLO) == "wamid.OUT000001"
    assert [each.text for each in graph.sent] == ["Hello"]


# What happens to a call, what is to be done, and how many messages the customer has then.
FAULTS: dict[str, tuple[Trouble, Verdict, int]] = {
    "the window is closed": (refused(400, 131047), Verdict.ASK_HUMAN, 0),
    "they cannot be reached there": (refused(400, 131026), Verdict.GIVE_UP, 0),
    "the type is not taken": (refused(400, 131051), Verdict.GIVE_UP, 0),
    "the file is not there": (refused(400, 131052), Verdict.GIVE_UP, 0),
    "the file is not taken": (refused(400, 131053), Verdict.GIVE_UP, 0),
    "Meta withholds it": (refused(400, 131049), Verdict.GIVE_UP, 0),
    "too many at once": (refused(429, 130429), Verdict.RETRY, 0),
    "too many to one": (refused(429, 131056), Verdict.RETRY, 0),
    "the token has expired": (refused(401, 190), Verdict.RETRY, 0),
    "a fault of theirs, told": (refused(500, 131000), Verdict.RETRY, 0),
    "unavailable": (refused(503, None), Verdict.RETRY, 0),
    "too many, without a code": (refused(429, None), Verdict.RETRY, 0),
    "a code that nobody knows": (refused(400, 999999), Verdict.GIVE_UP, 0),
    # Something between them and us answers, or nobody does: it may have gone out.
    "a gateway gives up": (refused(502, None), Verdict.UNKNOWN, 0),
    "no reason, not done": (refused(500, None), Verdict.UNKNOWN, 0),
    "done, and the line is cut": (Trouble(dropped=True), Verdict.UNKNOWN, 1),
    "not done, and the line is cut": (Trouble(dropped=True, done=False), Verdict.UNKNOWN, 0),
    "cut in the middle of the answer": (Trouble(cut=True), Verdict.UNKNOWN, 1),
    "it hangs": (Trouble(held=True), Verdict.UNKNOWN, 1),
    "an answer that is none": (Trouble(after=lambda _: Response(200, raw=b"OK")), Verdict.UNKNOWN, 1),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_each_fault_has_its_verdict(name: str, graph: FakeGraph, client: GraphClient) -> None:
    trouble, verdict, arrived = FAULTS[name]
    graph.troubles.append(trouble)
    if trouble.held:  # nobody waits here as long as in earnest
        client._client.timeout = httpx.Timeout(0.3, connect=5)

    with pytest.raises(DeliveryError) as caught:
        await client.send(HELLO)

    assert (caught.value.verdict, len(graph.sent)) == (verdict, arrived)


async def test_nobody_listens() -> None:
    """Then nothing can have gone out."""
    away = GraphClient(Access(TOKEN, NUMBER, "http://127.0.0.1:9"), plain())

    with pytest.raises(DeliveryError) as caught:
        await away.send(HELLO)

    assert caught.value.verdict is Verdict.RETRY
    await away.close()


async def test_their_wish_when_to_try_again_is_kept(graph: FakeGraph, client: GraphClient) -> None:
    graph.troubles.append(refused(429, 130429, {"Retry-After": "17"}))
    graph.troubles.append(refused(429, 131056))

    waits = []
    for _ in range(2):
        with pytest.raises(DeliveryError) as caught:
            await client.send(HELLO)
        waits.append(caught.value.after_seconds)

    assert waits == [17.0, MEANINGS[131056].seconds]


async def test_a_file_goes_up_and_comes_down(graph: FakeGraph, client: GraphClient) -> None:
    media_id = await client.upload("lamp.png", "image/png", b"\x89PNG" + bytes(100))

    assert await client.download(media_id, 1000) == b"\x89PNG" + bytes(100)


async def test_of_a_large_file_no_more_is_read_than_it_takes_to_refuse_it(
    graph: FakeGraph, client: GraphClient
) -> None:
    media_id = graph.keep("77", "video/mp4", bytes(5 * 1024 * 1024))

    assert len(await client.download(media_id, 1000)) == 1001


async def test_a_file_that_is_gone_is_not_waited_for(client: GraphClient) -> None:
    with pytest.raises(MediaGone):
        await client.download("404", 1000)


@pytest.mark.parametrize("trouble", [refused(500, None), Trouble(dropped=True), Trouble(cut=True), refused(401, 190)])
async def test_a_file_that_may_be_there_later_is_waited_for(
    trouble: Trouble, graph: FakeGraph, client: GraphClient
) -> None:
    media_id = graph.keep("77", "image/png", bytes(100))
    trouble.of = lambda request: "files" in request.path or trouble.instead is not None
    graph.troubles.append(trouble)

    with pytest.raises(DeliveryError) as caught:
        await client.download(media_id, 1000)

    assert caught.value.verdict is Verdict.RETRY
    assert await client.download(media_id, 1000) == bytes(100)


# The token is shown to Meta and to nobody else.
STRANGERS = [
    "http://graph.facebook.com/x",
    "https://evil.example/x",
    "https://facebook.com.evil.example/",
    "",
    "file:///etc",
    "https://facebook.com:x/",  # a fuzzer's: no address at all
    "\ud800",
]


@pytest.mark.parametrize("url", STRANGERS)
async def test_the_token_goes_nowhere_else(url: str, graph: FakeGraph, client: GraphClient) -> None:
    graph.keep("77", "image/png", b"x")
    graph.troubles.append(Trouble(of=_asks_for_media, instead=Response(200, {"url": url})))

    with pytest.raises(MediaGone):
        await client.download("77", 1000)

    assert len(graph.requests) == 1


def _asks_for_media(request: Request) -> bool:
    return request.path.endswith("/77")


async def test_they_are_shown_that_somebody_reads(graph: FakeGraph, client: GraphClient) -> None:
    await client.read_and_typing("wamid.IN1", typing=True)

    assert graph.read == ["wamid.IN1"]
    assert graph.requests[-1].body["typing_indicator"] == {"type": "text"}


async def test_many_calls_share_the_client(graph: FakeGraph, client: GraphClient) -> None:
    ids = await asyncio.gather(*(client.send(HELLO) for _ in range(10)))

    assert len(set(ids)) == 10
