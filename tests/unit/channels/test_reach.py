"""Whether our own address answers: what stands in the way has a name."""

import socket
import ssl

import httpx
import pytest

from sahay.channels.reach import trouble_at

OURS = {"error": {"code": "wrong_signature", "message": "The call does not prove whom it is from."}}


def failing(error: Exception, cause: Exception | None = None) -> httpx.MockTransport:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error from cause

    return httpx.MockTransport(answer)


def answering(status: int, **body: object) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(status, **body))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("transport", "trouble"),
    [
        (answering(401, json=OURS), None),  # a webhook of ours refuses who proves nothing
        (answering(404, json={"error": {"code": "not_found"}}), "other_answer"),  # an app without this channel
        (answering(200, text="It works!"), "other_answer"),  # the web server before it is not set up
        (answering(401, json=["wrong_signature"]), "other_answer"),
        (answering(502, text="Bad Gateway"), "other_answer"),  # it is, but the app behind it is down
        (failing(httpx.ConnectError("no"), socket.gaierror(-2, "unknown")), "unknown_host"),
        (failing(httpx.ConnectError("no"), ssl.SSLCertVerificationError("expired")), "tls"),
        (failing(httpx.ConnectError("refused")), "unreachable"),
        (failing(httpx.ReadTimeout("slow")), "timeout"),
    ],
)
async def test_what_stands_in_the_way(transport: httpx.MockTransport, trouble: str | None) -> None:
    assert await trouble_at("https://chat.shop.example/webhooks/telegram", transport) == trouble
