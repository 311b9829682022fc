"""The notifications that Meta sends: bodies and signatures."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]
ACCOUNT, NUMBER, SHOWN = "102290129340398", "106540352242922", "917940001234"


@dataclass
class Customer:
    """Somebody with WhatsApp. Who has no `wa_id` here uses a username."""

    name: str = "Asha Patel"
    user_id: str | None = "IN.13491208655302741918"
    wa_id: str | None = "919812345678"
    sent: int = field(default=0)

    @property
    def contact(self) -> Json:
        ids = {"wa_id": self.wa_id, "user_id": self.user_id}
        return {"profile": {"name": self.name}, **{key: value for key, value in ids.items() if value}}

    def says(self, kind: str, content: Any, at: datetime, message_id: str | None = None, of: str | None = None) -> Json:
        """One of their messages, as it stands in a notification; `of` is the one of ours that it answers."""
        self.sent += 1
        ids = {"from": self.wa_id, "from_user_id": self.user_id}
        return {
            **{key: value for key, value in ids.items() if value},
            **({"context": {"from": SHOWN, "id": of}} if of else {}),
            "id": message_id or f"wamid.IN{(self.user_id or self.wa_id or '')[-4:]}{self.sent:06d}",
            "timestamp": str(int(at.timestamp())),
            "type": kind,
            kind: content,
        }


def notification(*values: Json) -> bytes:
    """One entry, a change for each value."""
    frame = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": SHOWN, "phone_number_id": NUMBER}}
    changes = [{"field": "messages", "value": {**frame, **value}} for value in values]
    entry = {"id": ACCOUNT, "changes": changes}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def messages(customer: Customer, *said: Json) -> Json:
    return {"contacts": [customer.contact], "messages": list(said)}


def status(
    message_id: str,
    state: str,
    at: datetime,
    mark: str | None = None,
    codes: Sequence[int] = (),
    to: Customer | None = None,
) -> Json:
    """What became of one of ours."""
    to = to or Customer()
    told: Json = {"id": message_id, "status": state, "timestamp": str(int(at.timestamp()))}
    ids = {"recipient_id": to.wa_id, "recipient_user_id": to.user_id}
    told |= {key: value for key, value in ids.items() if value}
    if mark:
        told["biz_opaque_callback_data"] = mark
    if codes:
        told["errors"] = [{"code": code, "title": "failed", "error_data": {"details": "failed"}} for code in codes]
    return {"contacts": [to.contact], "statuses": [told]}


def signed(body: bytes, secret: str) -> dict[str, str]:
    """The headers of a genuine call."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"content-type": "application/json", "x-hub-signature-256": f"sha256={digest}"}
