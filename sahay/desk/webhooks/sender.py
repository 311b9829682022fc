"""One call to another program."""

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from datetime import timedelta
from time import perf_counter

import httpx

from sahay.desk.webhooks.addresses import Forbidden, Network, UnknownHost, read_url, resolve
from sahay.desk.webhooks.schedule import Answer

HEADERS = {"content-type": "application/json", "user-agent": "Sahay-Webhooks/1"}


class Sender:
    """Calls the network address that was checked and no other, follows no redirect, and reads no answer's body."""

    def __init__(self, allowed: Sequence[Network], timeout_seconds: float) -> None:
        self._allowed = allowed
        self._timeout = timeout_seconds
        # A kept connection would be shared by names that have the same address, though its certificate is for one.
        limits = httpx.Limits(max_connections=20, max_keepalive_connections=0)
        self._client = httpx.AsyncClient(trust_env=False, follow_redirects=False, limits=limits)

    async def post(self, url: str, headers: Mapping[str, str], body: str) -> Answer:
        """Never raises for what the other side does."""
        began = perf_counter()
        status, error, retry_after = None, None, None
        try:
            async with asyncio.timeout(self._timeout):
                status, retry_after = await self._post(url, headers, body)
        except Forbidden as forbidden:
            error = forbidden.code
        except UnknownHost:
            error = "unknown_host"
        except (TimeoutError, httpx.TimeoutException):
            error = "timeout"
        except httpx.HTTPError as trouble:
            error = "tls" if _is_tls(trouble) else "unreachable"
        return Answer(status, error, round((perf_counter() - began) * 1000), retry_after)

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, text: str, headers: Mapping[str, str], body: str) -> tuple[int, timedelta | None]:
        url = read_url(text, self._allowed)
        address = await resolve(url, self._allowed)
        request = self._client.build_request(
            "POST",
            url.copy_with(host=address),
            content=body.encode(),
            headers={**HEADERS, **headers, "host": url.netloc.decode()},
            extensions={"sni_hostname": url.raw_host.decode()},
            timeout=self._timeout,
        )
        response = await self._client.send(request, stream=True)
        await response.aclose()
        return response.status_code, _seconds(response.headers.get("retry-after"))


def _is_tls(trouble: BaseException | None) -> bool:
    """Whether a certificate or the encryption is behind it."""
    while trouble is not None and not isinstance(trouble, ssl.SSLError):
        trouble = trouble.__cause__ or trouble.__context__
    return trouble is not None


def _seconds(value: str | None) -> timedelta | None:
    """Retry-After in seconds; as a date nobody sends it."""
    return timedelta(seconds=int(value)) if value and value.isascii() and value.isdigit() and len(value) < 8 else None
