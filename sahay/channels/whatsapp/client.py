"""Meta's Graph API, as far as it is needed (https://developers.facebook.com/docs/whatsapp/cloud-api/reference)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from sahay.channels.base import DeliveryError, MediaGone, Verdict
from sahay.channels.whatsapp.errors import meaning_of
from sahay.channels.whatsapp.values import code_of, dict_of, dicts_of, id_of, text_of

GRAPH = "https://graph.facebook.com"
# https://developers.facebook.com/docs/graph-api/changelog
VERSION = "v25.0"
# A part's lease is longer (`sahay.flow.delivering.LEASE`).
TIMEOUT = httpx.Timeout(15.0, connect=5.0)
# https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#download-media: a link works for five minutes,
# on hosts of Meta's.
MEDIA_HOSTS = (".facebook.com", ".fbsbx.com", ".fbcdn.net", ".whatsapp.net")
# Of the webhook, as Meta takes it.
ADDRESS_CHARACTERS = 200
# Nothing had reached them when these happened.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Access:
    """`token` may send for the number with the id `number_id`. `url` is Meta's, but in tests."""

    token: str
    number_id: str
    url: str = GRAPH


class GraphClient:
    """All raise DeliveryError. `transport` is for tests."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._access = access
        self._client = httpx.AsyncClient(
            base_url=f"{access.url}/{VERSION}/",
            headers={"Authorization": f"Bearer {access.token}"},
            timeout=TIMEOUT,
            transport=transport,
            trust_env=False,
            follow_redirects=False,
        )

    async def send(self, body: Json) -> str:
        """The message's id. An answer that was lost, or cannot be read, leaves open whether it went out."""
        try:
            response = await self._client.post(f"{self._access.number_id}/messages", json=body)
        except _UNSENT as error:
            raise _unreachable(error) from None
        except httpx.HTTPError as error:
            raise _unknown(type(error).__name__) from None
        if response.is_success:
            message = next(dicts_of(_json(response).get("messages")), {})
            if message_id := id_of(message.get("id")):
                return message_id
            raise _unknown("an answer without an id")
        if response.status_code >= 500 and response.status_code != 503 and not _error(response):
            raise _unknown(f"status {response.status_code}")  # of something between them and us
        raise _refused(response)

    async def upload(self, name: str, kind: str, data: bytes) -> str:
        """The id by which a file is sent. One that is uploaded twice is no harm."""
        form = {"messaging_product": "whatsapp", "type": kind}
        answer = await self._ask(
            "POST", f"{self._access.number_id}/media", data=form, files={"file": (name, data, kind)}
        )
        if media_id := id_of(answer.get("id")):
            return media_id
        raise DeliveryError("whatsapp: an upload without an id", Verdict.RETRY)

    async def download(self, media_id: str, most: int) -> bytes:
        """A customer's file; of one that is larger no more than a byte beyond `most`. Raises MediaGone too."""
        answer = await self._ask("GET", media_id, gone=True)
        url = _url(answer.get("url"))
        if not self._is_theirs(url):
            raise MediaGone("an address that is not Meta's")
        data = bytearray()
        try:
            async with self._client.stream("GET", url) as response:
                if response.status_code != 200:
                    await response.aread()
                    raise MediaGone("expired") if response.status_code in (404, 410) else _refused(response)
                async for piece in response.aiter_bytes():
                    data += piece
                    if len(data) > most:
                        return bytes(data[: most + 1])
        except httpx.HTTPError as error:
            raise _unreachable(error) from None
        return bytes(data)

    async def read_and_typing(self, message_id: str, *, typing: bool) -> None:
        """The customer's message has been read; with `typing`, somebody writes an answer."""
        body: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
        if typing:
            body["typing_indicator"] = {"type": "text"}
        await self._ask("POST", f"{self._access.number_id}/messages", json=body)

    async def number(self) -> Json:
        """What the number is called, and how it is rated: whether the token works."""
        fields = "display_phone_number,verified_name,quality_rating"
        return await self._ask("GET", self._access.number_id, params={"fields": fields})

    async def webhook(self) -> str | None:
        """The address that Meta calls for this number: the number's own, else the account's, else the app's.
        https://developers.facebook.com/docs/whatsapp/embedded-signup/webhooks/override"""
        answer = await self._ask("GET", self._access.number_id, params={"fields": "webhook_configuration"})
        told = dict_of(answer.get("webhook_configuration"))
        found = (told.get(name) for name in ("phone_number", "whatsapp_business_account", "application"))
        return next((text_of(each, ADDRESS_CHARACTERS) for each in found if each), None)

    async def close(self) -> None:
        await self._client.aclose()

    async def _ask(self, method: str, path: str, *, gone: bool = False, **parts: Any) -> Json:
        """What may be asked again. `gone`: what is not there will not come back."""
        try:
            response = await self._client.request(method, path, **parts)
        except httpx.HTTPError as error:
            raise _unreachable(error) from None
        if response.is_success:
            return _json(response)
        if gone and response.status_code in (400, 404, 410) and _error(response).get("code") in (None, 100, 131052):
            raise MediaGone("no such file")
        raise _refused(response)

    def _is_theirs(self, url: httpx.URL) -> bool:
        """Whether the token may be shown there."""
        ours = httpx.URL(self._access.url)
        if (url.scheme, url.host, url.port) == (ours.scheme, ours.host, ours.port):
            return True
        return url.scheme == "https" and url.host.endswith(MEDIA_HOSTS)


def _refused(response: httpx.Response) -> DeliveryError:
    meaning = meaning_of(code_of(_error(response)), response.status_code)
    return meaning.error(_seconds(response.headers.get("retry-after")))


def _unreachable(error: Exception) -> DeliveryError:
    return DeliveryError(f"whatsapp: cannot be reached ({type(error).__name__})", Verdict.RETRY)


def _unknown(what: str) -> DeliveryError:
    return DeliveryError(f"whatsapp: nobody can tell whether it went out ({what})", Verdict.UNKNOWN)


def _url(value: object) -> httpx.URL:
    """Raises MediaGone."""
    try:
        return httpx.URL(str(value or ""))
    except (httpx.InvalidURL, ValueError):
        raise MediaGone("no address") from None


def _error(response: httpx.Response) -> Json:
    return dict_of(_json(response).get("error"))


def _json(response: httpx.Response) -> Json:
    try:
        return dict_of(response.json())
    except (ValueError, RecursionError):
        return {}


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else None
