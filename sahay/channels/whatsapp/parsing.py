"""From a notification of Meta's to what happened: every message and status in it, at all of its levels.

https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components. A part that has another shape than the
published one is passed over, its neighbours are not. A message whose content cannot be read is still a message.
"""

import json
from collections.abc import Iterator

from sahay.channels.base import Envelope, Unreadable
from sahay.channels.events import Event, Ignored, Moved, Receipt, Received, Sender
from sahay.channels.whatsapp.contents import read_content
from sahay.channels.whatsapp.errors import told
from sahay.channels.whatsapp.values import Json, code_of, dict_of, dicts_of, id_of, moment_of, text_of

OBJECT = "whatsapp_business_account"
NAME_CHARACTERS = 200

# `played` is said of voice messages; `sent` is what the answer to our own call says already.
_STATES = {
    "delivered": Received.DELIVERED,
    "read": Received.READ,
    "played": Received.READ,
    "failed": Received.FAILED,
}

# What is kept of a status until it is dealt with: whose message it is says the message itself.
_STATUS = ("id", "status", "timestamp", "errors", "biz_opaque_callback_data")


def envelopes(body: bytes, number_id: str) -> tuple[Envelope, ...]:
    """What a notification says of one of the shop's numbers, each message and status alone. Raises Unreadable."""
    document = _document(body)
    if document.get("object") != OBJECT:
        raise Unreadable("no notification of WhatsApp")
    values = (
        value for value in _values(document) if dict_of(value.get("metadata")).get("phone_number_id") == number_id
    )
    return tuple(envelope for value in values for envelope in _apart(value))


def events(body: bytes) -> tuple[Event, ...]:
    """What an envelope says. Raises Unreadable."""
    value = _document(body)
    contacts = list(dicts_of(value.get("contacts")))
    said = [_message(message, contacts) for message in dicts_of(value.get("messages"))]
    told_of = [_receipt(status) for status in dicts_of(value.get("statuses"))]
    return tuple(event for event in (*said, *told_of) if event)


def _document(body: bytes) -> Json:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("no JSON") from None
    if not isinstance(document, dict):
        raise Unreadable("no object")
    return document


def _values(document: Json) -> Iterator[Json]:
    for entry in dicts_of(document.get("entry")):
        for change in dicts_of(entry.get("changes")):
            if change.get("field") == "messages":
                yield dict_of(change.get("value"))


def _apart(value: Json) -> Iterator[Envelope]:
    contacts = list(dicts_of(value.get("contacts")))
    for message in dicts_of(value.get("messages")):
        mine = [each for each in contacts if _is_of(each, message)]
        if event := _message(message, mine):
            yield _envelope(event, event.sender.address, {"contacts": mine, "messages": [message]})
    for status in dicts_of(value.get("statuses")):
        if event := _receipt(status):
            # By itself: one that comes before the message is known waits, and keeps no customer's message waiting.
            yield _envelope(event, event.id, {"statuses": [{name: status[name] for name in _STATUS if name in status}]})


def _envelope(event: Event, key: str, value: Json) -> Envelope:
    body = json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
    return Envelope(event.id, key, body, int(event.at.timestamp()))


def _message(message: Json, contacts: list[Json]) -> Event | None:
    message_id, at = id_of(message.get("id")), moment_of(message.get("timestamp"))
    contact = next((each for each in contacts if _is_of(each, message)), {})
    sender = _sender(message, contact)
    if message_id is None or at is None or sender is None:
        return None
    kind = text_of(message.get("type"), 40) or "unknown"
    if kind == "system":
        return _moved(sender, message_id, message) or Ignored(sender=sender, id=message_id, at=at, kind=kind)
    return read_content(kind, message, {"sender": sender, "id": message_id, "at": at})


def _sender(message: Json, contact: Json) -> Sender | None:
    """`from` is their number, which who uses a username does not show; `from_user_id` came with usernames, and is the
    lasting one. A number is verified by WhatsApp."""
    wa_id = id_of(message.get("from")) or id_of(contact.get("wa_id"))
    user_id = id_of(message.get("from_user_id")) or id_of(contact.get("user_id"))
    address = user_id or wa_id
    if address is None:
        return None
    name = text_of(dict_of(contact.get("profile")).get("name"), NAME_CHARACTERS) or None
    known_as = (wa_id,) if user_id and wa_id else ()
    return Sender(address, name, phone=_phone(wa_id), known_as=known_as)


def _is_of(contact: Json, message: Json) -> bool:
    """Whether this contact sent it."""
    ids = {"wa_id": id_of(message.get("from")), "user_id": id_of(message.get("from_user_id"))}
    return any(told is not None and id_of(contact.get(key)) == told for key, told in ids.items())


def _phone(wa_id: str | None) -> str | None:
    return f"+{wa_id}" if wa_id and wa_id.isascii() and wa_id.isdigit() else None


def _moved(sender: Sender, message_id: str, message: Json) -> Moved | None:
    """They have another number or id from now on."""
    system, at = dict_of(message.get("system")), moment_of(message.get("timestamp"))
    wa_id = id_of(system.get("wa_id")) or id_of(system.get("new_wa_id"))
    address = id_of(system.get("user_id")) or wa_id
    before = tuple(each for each in (sender.address, *sender.known_as) if each != address)
    if address is None or at is None or not before:
        return None
    return Moved(sender=Sender(address, sender.name, phone=_phone(wa_id)), id=message_id, at=at, before=before)


def _receipt(status: Json) -> Event | None:
    message_id, at = id_of(status.get("id")), moment_of(status.get("timestamp"))
    word = text_of(status.get("status"), 20).lower()
    if message_id is None or at is None or not word:
        return None
    who, receipt_id = Sender(message_id), f"{message_id}:{word}"
    mark = id_of(status.get("biz_opaque_callback_data"))
    state = _STATES.get(word)
    if state is None and word != "sent":
        return Ignored(sender=who, id=receipt_id, at=at, kind=word)
    codes = [code for error in dicts_of(status.get("errors")) if (code := code_of(error)) is not None]
    error = told(codes[0]) if codes else None
    return Receipt(
        sender=who, id=receipt_id, at=at, of=message_id, state=state or Received.SENT, error=error, mark=mark
    )
