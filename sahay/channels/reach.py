"""Whether Sahay answers where a provider calls it, as far as this machine can tell: name, certificate, the way in."""

import asyncio
import socket
import ssl

import httpx

REACH_SECONDS = 5.0
# What a webhook of ours says to whoever asks without a proof (`sahay.http.webhooks`).
_OURS = (401, "wrong_signature")


async def trouble_at(address: str, transport: httpx.AsyncBaseTransport | None = None) -> str | None:
    """None where we answer; else `unknown_host`, `timeout`, `tls`, `unreachable`, or `other_answer`: something else is
    there. `transport` is for tests."""
    try:
        async with (
            asyncio.timeout(REACH_SECONDS),
            httpx.AsyncClient(transport=transport, trust_env=False, follow_redirects=False) as client,
        ):
            response = await client.get(address, timeout=REACH_SECONDS)
    except (TimeoutError, httpx.TimeoutException):
        return "timeout"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return next((word for kind, word in _CAUSES.items() if _is_behind(error, kind)), "unreachable")
    return None if _said(response) == _OURS else "other_answer"


_CAUSES: dict[type[BaseException], str] = {ssl.SSLError: "tls", socket.gaierror: "unknown_host"}


def _is_behind(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error is not None


def _said(response: httpx.Response) -> tuple[int, object]:
    try:
        return response.status_code, response.json()["error"]["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return response.status_code, None
