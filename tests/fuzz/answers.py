"""Clients of providers, and what a provider answers: the input is a status, and the body of the answer.

Whatever that is, a client says what is to be done (DeliveryError), that a file is gone, or what was answered.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence

import httpx
from telegram.error import TelegramError

from sahay.channels.base import DeliveryError, Envelope, MediaGone, Part, Recipient
from sahay.channels.events import Media
from sahay.channels.health import Health
from sahay.channels.pace import Pace
from sahay.channels.sms.twilio import Access as TwilioAccess
from sahay.channels.sms.twilio import Twilio
from sahay.channels.telegram.channel import TelegramChannel
from sahay.channels.telegram.client import Client, classify
from sahay.channels.telegram.receiver import TelegramReceiver
from sahay.channels.telegram.updates import Polling, Webhook
from sahay.channels.whatsapp.client import Access, GraphClient
from sahay.domain.conversation import Conversation
from tests.fakes import MORNING, ManualClock
from tests.fuzz.judging import Read, judge_envelope, judge_event

FAST = 10**9
URL = "http://provider.test"
STATUSES = (200, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504, 302)
CONVERSATION = Conversation("c" * 22, "contact", "any", "en", created_at=MORNING, updated_at=MORNING)
CUSTOMER = Recipient("4242", CONVERSATION, MORNING)
# What a provider says of itself beside the body.
HEADERS = ({}, {"retry-after": "7"}, {"content-encoding": "gzip"}, {"retry-after": "-1", "location": "https://x/"})

Call = Callable[[], Awaitable[object]]


class Provider(httpx.AsyncBaseTransport):
    """Answers every call with the input."""

    def __init__(self) -> None:
        self._data = b""

    def says(self, data: bytes) -> None:
        self._data = data

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        first = self._data[0] if self._data else 0
        status = STATUSES[first % len(STATUSES)]
        headers = HEADERS[first // len(STATUSES) % len(HEADERS)]
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(self._data[1:]), request=request)


async def nothing(_file_id: str) -> bytes:
    return b""


def _reading(provider: Provider, calls: list[Call], errors: type[Exception] | None = None) -> Read:
    """Each call may raise what a channel declares, and `errors`."""
    loop = asyncio.new_event_loop()
    declared = (DeliveryError, MediaGone, TelegramError, *((errors,) if errors else ()))

    async def each(call: Call) -> None:
        try:
            await call()
        except declared as error:
            if isinstance(error, TelegramError):
                classify(error)

    def read(data: bytes) -> None:
        provider.says(data)
        for call in calls:
            loop.run_until_complete(each(call))

    return read


def telegram() -> Read:
    provider = Provider()
    client = Client("1:a", URL, provider)
    channel = TelegramChannel(client.bot, nothing, Pace(FAST, FAST, FAST))
    health = Health("webhook", f"{URL}/webhooks/telegram")
    receiver = TelegramReceiver(client.bot, "s", health, ManualClock())
    webhook = Webhook(client.bot, f"{URL}/webhooks/telegram", "s", health, {})

    async def accept(envelopes: Sequence[Envelope]) -> None:
        for envelope in envelopes:
            judge_envelope(envelope)
            for event in receiver.events(envelope.body):
                judge_event(event)

    polling = Polling(client, accept, health, {})
    ours = _reading(provider, [polling.turn])
    # The library raises what it likes of an answer that it did not expect: `Delivering`, `Arrivals` and `Keeper` take
    # that for a lost answer.
    calls: list[Call] = [
        lambda: channel.deliver(CUSTOMER, Part("hello"), "k"),
        lambda: receiver.fetch(Media("f", "photo", "photo.jpg", "image/jpeg", 10)),
        webhook.turn,
    ]
    theirs = _reading(provider, calls, Exception)

    def read(data: bytes) -> None:
        ours(data)
        theirs(data)

    return read


def whatsapp() -> Read:
    provider = Provider()
    client = GraphClient(Access("token", "1", URL), provider)
    return _reading(
        provider,
        [
            lambda: client.send({"type": "text"}),
            lambda: client.upload("a.png", "image/png", b"x"),
            lambda: client.download("1", 1000),
            client.number,
        ],
    )


def twilio() -> Read:
    provider = Provider()
    client = Twilio(TwilioAccess("AC1", "token", "+15005550006", URL, URL), provider)
    return _reading(provider, [lambda: client.send("+919812345678", "hello"), client.account])


def of_telegram() -> dict[str, bytes]:
    message = {"message_id": 7, "date": 1, "chat": {"id": 4242, "type": "private"}, "text": "hello"}
    sender = {"id": 4242, "is_bot": False, "first_name": "Meera"}
    file = {"file_id": "f", "file_unique_id": "u", "file_size": 10, "file_path": "photos/1.jpg"}
    webhook = {"url": URL, "has_custom_certificate": False, "pending_update_count": 2, "last_error_date": 1}
    refusal = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 7}}
    moved = {"ok": False, "error_code": 400, "description": "moved", "parameters": {"migrate_to_chat_id": -100}}
    said = {"ok": True, "result": message}
    told = {"ok": True, "result": [{"update_id": 1, "message": {**message, "from": sender}}]}
    right = [said, told, {"ok": True, "result": file}, {"ok": True, "result": webhook}]
    return _answers(right, [refusal, moved])


def of_whatsapp() -> dict[str, bytes]:
    sent = {"messaging_product": "whatsapp", "messages": [{"id": "wamid.1"}]}
    file = {"url": f"{URL}/files/1", "mime_type": "image/png", "id": "1"}
    error = {"error": {"message": "x", "code": 131047, "error_data": {"details": "x"}}}
    return _answers([sent, file, {"id": "1", "verified_name": "Saral"}], [error])


def of_twilio() -> dict[str, bytes]:
    sent = {"sid": f"SM{'0' * 32}", "status": "queued", "friendly_name": "Saral"}
    return _answers([sent], [{"code": 21610, "message": "x", "status": 400}])


def _answers(right: list[dict[str, object]], wrong: list[dict[str, object]]) -> dict[str, bytes]:
    return dict(_named(right, 0)) | dict(_named(wrong, STATUSES.index(429)))


def _named(answers: list[dict[str, object]], status: int) -> Iterator[tuple[str, bytes]]:
    for number, answer in enumerate(answers):
        yield f"{STATUSES[status]}-{number}", bytes([status]) + json.dumps(answer).encode()
