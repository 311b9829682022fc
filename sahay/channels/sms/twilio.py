"""Twilio's API for SMS: https://www.twilio.com/docs/messaging/api/message-resource, and what it calls us with:
https://www.twilio.com/docs/messaging/guides/webhook-request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import httpx

from sahay.channels.base import DeliveryError, Forged, Unreadable, Verdict
from sahay.channels.events import Received
from sahay.channels.sms import signing
from sahay.channels.sms.errors import meaning_of
from sahay.channels.sms.provider import State, Text

API = "https://api.twilio.com"
VERSION = "2010-04-01"
# A part's lease is longer (`sahay.flow.delivering.LEASE`).
TIMEOUT = httpx.Timeout(15.0, connect=5.0)
# A webhook has about twenty parameters, and ten more for each picture; none of them is long.
PARAMETERS = 200
TEXT_CHARACTERS = 4096
# Nothing had reached them when these happened.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

_ID = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
_WORD = re.compile(r"[ -~]{1,20}")
_ADDRESS = re.compile(r"[ -~]{1,64}")
_STATES: Mapping[str, Received | None] = {
    "accepted": None,
    "scheduled": None,
    "queued": None,
    "sending": None,
    "sent": Received.SENT,
    "delivered": Received.DELIVERED,
    "read": Received.READ,
    "undelivered": Received.FAILED,
    "failed": Received.FAILED,
    "canceled": Received.FAILED,
}
# https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out: an account that has it tells the kind itself; else
# these are what the network listens for. "yes" starts there too, but is an answer here.
_KEYWORDS: Mapping[str, str] = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"), "stop"),
    **dict.fromkeys(("start", "unstop"), "start"),
    **dict.fromkeys(("help", "info"), "help"),
}

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Access:
    """`sender` is our number in E.164, or the id of a messaging service (MG...). `url` is Twilio's, or of whoever has
    the same API; `webhook` is how they reach us, as it stands in their console."""

    account: str
    token: str = field(repr=False)
    sender: str
    webhook: str
    url: str = API


class Twilio:
    """See Provider. `transport` is for tests."""

    def __init__(self, access: Access, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._access = access
        self._client = httpx.AsyncClient(
            base_url=f"{access.url.rstrip('/')}/{VERSION}/Accounts",
            auth=(access.account, access.token),
            timeout=TIMEOUT,
            transport=transport,
            trust_env=False,
            follow_redirects=False,
        )

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        try:
            parameters = _parameters(body)
        except Unreadable:
            raise Forged("a body that cannot be signed") from None
        signing.verify(headers, self._access.webhook, parameters, self._access.token)

    def read(self, body: bytes) -> Text | State:
        told = dict(_parameters(body))
        message_id = told.get("MessageSid", "")
        if not _ID.fullmatch(message_id):
            raise Unreadable("no message of the provider's")
        word = told.get("MessageStatus", "").lower()
        if word and word != "received":
            if not _WORD.fullmatch(word):
                raise Unreadable("no state of the provider's")
            return State(message_id, word, _STATES.get(word), _error(told.get("ErrorCode", "")))
        sender = told.get("From", "").strip()
        if not _ADDRESS.fullmatch(sender):
            raise Unreadable("nobody has sent it")
        text = told.get("Body", "").replace("\x00", "").strip()[:TEXT_CHARACTERS]
        keyword = told.get("OptOutType", "").lower() or _KEYWORDS.get(text.lower())
        media = told.get("NumMedia", "0")
        return Text(message_id, sender, text, keyword, int(media) if re.fullmatch(r"[0-9]{1,3}", media) else 0)

    async def send(self, to: str, text: str) -> str:
        """An answer that was lost, or cannot be read, leaves open whether it went out: there is no idempotency."""
        name = "MessagingServiceSid" if self._access.sender.startswith("MG") else "From"
        form = {"To": to, name: self._access.sender, "Body": text, "StatusCallback": self._access.webhook}
        try:
            response = await self._client.post(f"/{self._access.account}/Messages.json", data=form)
        except _UNSENT as error:
            raise _unreachable(error) from None
        except httpx.HTTPError as error:
            raise _unknown(type(error).__name__) from None
        told = _json(response)
        if response.is_success:
            message_id = told.get("sid")
            if isinstance(message_id, str) and _ID.fullmatch(message_id):
                return message_id
            raise _unknown("an answer without an id")
        if response.status_code >= 500 and response.status_code != 503 and "code" not in told:
            raise _unknown(f"status {response.status_code}")  # of something between them and us
        raise _refused(response)

    async def account(self) -> str:
        try:
            response = await self._client.get(f"/{self._access.account}.json")
        except httpx.HTTPError as error:
            raise _unreachable(error) from None
        if not response.is_success:
            raise _refused(response)
        return str(_json(response).get("friendly_name") or self._access.account)[:100]

    async def close(self) -> None:
        await self._client.aclose()


def _parameters(body: bytes) -> Parameters:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=PARAMETERS, errors="strict")
    except ValueError:
        raise Unreadable("no form") from None


def _error(code: str) -> str | None:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", code):
        return None
    return f"{meaning_of(int(code)).text} ({code})"


def _refused(response: httpx.Response) -> DeliveryError:
    code = _json(response).get("code")
    return meaning_of(code if type(code) is int else None, response.status_code).error()


def _unreachable(error: Exception) -> DeliveryError:
    return DeliveryError(f"sms: the provider cannot be reached ({type(error).__name__})", Verdict.RETRY)


def _unknown(what: str) -> DeliveryError:
    return DeliveryError(f"sms: nobody can tell whether it went out ({what})", Verdict.UNKNOWN)


def _json(response: httpx.Response) -> Mapping[str, object]:
    try:
        told = response.json()
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
