"""How a receiver knows that a call is ours: Standard Webhooks (https://www.standardwebhooks.com), HMAC-SHA256 over
id, time and raw body."""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook


def secret_of(key: str, webhook_id: str, generation: int) -> str:
    """A webhook's secret: it follows from the app's key and is kept nowhere."""
    about = f"webhook {webhook_id} {generation}".encode()
    return "whsec_" + b64encode(hmac.digest(key.encode(), about, "sha256")).decode()


def signed(secrets: Sequence[str], event_id: str, at: datetime, body: str) -> dict[str, str]:
    """The headers that prove it; one signature by each secret, so that an old one goes on for a while."""
    signatures = [Webhook(secret).sign(event_id, at, body) for secret in secrets]
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
