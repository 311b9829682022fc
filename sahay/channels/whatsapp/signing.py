"""Whether a notification is Meta's: `X-Hub-Signature-256` is the HMAC of the raw body with the app's secret.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications
"""

import hashlib
import hmac
from collections.abc import Mapping

from sahay.channels.base import Forged

HEADER = "x-hub-signature-256"
PREFIX = "sha256="


def sign(body: bytes, secret: str) -> str:
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def verify(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    """In constant time. Raises Forged."""
    if not _same(headers.get(HEADER, ""), sign(body, secret)):
        raise Forged("signature")


def handshake(query: Mapping[str, str], token: str) -> str:
    """The challenge, for who knows the token. Raises Forged."""
    is_asked = query.get("hub.mode") == "subscribe"
    if not (is_asked and _same(query.get("hub.verify_token", ""), token) and query.get("hub.challenge")):
        raise Forged("handshake")
    return query["hub.challenge"]


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())
