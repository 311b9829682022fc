"""Twilio's API for SMS, from its published reference, on a real port, and a customer with a phone."""

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sahay.channels.sms.limits import segments
from sahay.channels.sms.signing import HEADER, sign
from tests.fakes_shops.http import FakeServer, Request, Response

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "a-token-that-nobody-guesses"
NUMBER = "+14155550123"
WEBHOOK = "https://chat.shop.example/webhooks/sms"
# https://www.twilio.com/docs/messaging/api/message-resource: a body of more is refused.
BODY_CHARACTERS = 1600


@dataclass(frozen=True)
class Sent:
    """What a customer's phone shows."""

    id: str
    to: str
    text: str


class FakeTwilio(FakeServer):
    """Who has written STOP is in `stopped`."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.stopped: set[str] = set()

    def answer(self, request: Request) -> Response:
        login = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}":
            return refusal(401, 20003, "Authenticate")
        root = f"/2010-04-01/Accounts/{ACCOUNT}"
        if (request.method, request.path) == ("GET", f"{root}.json"):
            return Response(200, {"sid": ACCOUNT, "friendly_name": "Saral Store", "status": "active"})
        if (request.method, request.path) == ("POST", f"{root}/Messages.json"):
            return self._message(request.body)
        return refusal(404, 20404, "The requested resource was not found")

    def _message(self, form: dict[str, Any]) -> Response:
        to, text = form.get("To", ""), form.get("Body", "")
        if not to.startswith("+"):
            return refusal(400, 21211, "Invalid 'To' Phone Number")
        if form.get("From") != NUMBER or form.get("StatusCallback") != WEBHOOK:
            return refusal(400, 21606, "The From phone number is not a valid number")
        if not text or len(text) > BODY_CHARACTERS:
            return refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        if to in self.stopped:
            return refusal(400, 21610, "Attempt to send to unsubscribed recipient")
        sent = Sent(f"SM{len(self.sent):032x}", to, text)
        self.sent.append(sent)
        told = {"sid": sent.id, "status": "queued", "num_segments": str(segments(text)), "error_code": None}
        return Response(201, told)


def refusal(status: int, code: int, message: str) -> Response:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return Response(status, {"code": code, "message": message, "more_info": more, "status": status})


def signed(parameters: dict[str, str], token: str = TOKEN, url: str = WEBHOOK) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a call, as the provider makes it."""
    headers = {HEADER: sign(url, list(parameters.items()), token), "content-type": "application/x-www-form-urlencoded"}
    return urlencode(parameters).encode(), headers


def incoming(number: int, text: str, sender: str = "+919812345678", **more: str) -> dict[str, str]:
    """A customer's SMS; `number` makes its id."""
    message_id = f"SM{number:032d}"
    told = {"MessageSid": message_id, "SmsSid": message_id, "AccountSid": ACCOUNT, "From": sender, "To": NUMBER}
    return {**told, "Body": text, "NumMedia": "0", "NumSegments": "1", "SmsStatus": "received", **more}


def status(message_id: str, word: str, **more: str) -> dict[str, str]:
    told = {"MessageSid": message_id, "SmsSid": message_id, "AccountSid": ACCOUNT, "MessageStatus": word}
    return {**told, "SmsStatus": word, "From": NUMBER, "To": "+919812345678", **more}
