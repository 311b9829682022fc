"""What a customer's message says, by the type that Meta tells: one function each."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from sahay.channels.choices import read_choice
from sahay.channels.events import Command, Deleted, Edited, Event, Location, Media, Reacted, Said, Tapped, Unsupported
from sahay.channels.whatsapp.values import Json, degrees_of, dict_of, dicts_of, id_of, text_of

# Of a name or a title.
LINE = 200
# Emojis may be long: a family with skin tones.
EMOJI = 40
# Before a person's card, which is no text of the customer's own.
PERSON = "\N{BUST IN SILHOUETTE}"

# "/stop", as on Telegram; what follows is its argument.
_COMMAND = re.compile(r"/([A-Za-z]{1,32})(\s.*)?", re.DOTALL)

# Whom and when a message is from: the fields that every event has.
Frame = Mapping[str, Any]


def read_content(kind: str, message: Json, frame: Frame) -> Event:
    """What cannot be read is `Unsupported`: it is never left out."""
    read = _KINDS.get(kind)
    return (read(message, frame) if read else None) or Unsupported(**frame, kind=_unread(kind, message))


def _unread(kind: str, message: Json) -> str:
    """`unsupported` is told with what it is: a poll, an edit."""
    return text_of(dict_of(message.get("unsupported")).get("type"), 40) or kind


def _said(text: str, message: Json, frame: Frame) -> Event | None:
    context = id_of(dict_of(message.get("context")).get("id"))
    return Said(**frame, text=text, context=context) if text else None


def _text(message: Json, frame: Frame) -> Event | None:
    text = text_of(dict_of(message.get("text")).get("body"))
    if command := _COMMAND.fullmatch(text):
        return Command(**frame, name=command[1].lower(), text=text, argument=(command[2] or "").strip())
    return _said(text, message, frame)


def _media(kind: str) -> "Reader":
    def read(message: Json, frame: Frame) -> Event | None:
        part = dict_of(message.get(kind))
        ref = id_of(part.get("id"))
        if ref is None:
            return None
        form = "voice" if part.get("voice") is True else kind
        told = text_of(part.get("mime_type"), 100).partition(";")[0].strip().lower() or None
        media = Media(ref, form, text_of(part.get("filename"), LINE) or None, told)
        context = id_of(dict_of(message.get("context")).get("id"))
        return Said(**frame, text=text_of(part.get("caption")), media=(media,), context=context)

    return read


def _interactive(message: Json, frame: Frame) -> Event | None:
    """A button or a row of a list."""
    part = dict_of(message.get("interactive"))
    reply = dict_of(part.get(text_of(part.get("type"), 40)))
    return _choice(reply.get("id"), reply.get("title"), message, frame)


def _template_button(message: Json, frame: Frame) -> Event | None:
    """A quick reply of a template: its payload is ours only if we gave it one."""
    part = dict_of(message.get("button"))
    return _choice(part.get("payload"), part.get("text"), message, frame)


def _choice(choice_id: Any, title: Any, message: Json, frame: Frame) -> Event | None:
    """One of ours, or else what stands on it."""
    ours = id_of(choice_id, LINE)
    if ours and read_choice(ours):
        return Tapped(**frame, choice=ours)
    return _said(text_of(title, LINE), message, frame)


def _location(message: Json, frame: Frame) -> Event | None:
    part = dict_of(message.get("location"))
    latitude, longitude = degrees_of(part.get("latitude"), 90), degrees_of(part.get("longitude"), 180)
    if latitude is None or longitude is None:
        return None
    name = ", ".join(filter(None, (text_of(part.get(key), LINE) for key in ("name", "address"))))
    return Said(**frame, location=Location(latitude, longitude, name or None))


def _contacts(message: Json, frame: Frame) -> Event | None:
    """People's names and numbers. Whose they are nobody vouches for."""
    lines = []
    for contact in dicts_of(message.get("contacts")):
        name = text_of(dict_of(contact.get("name")).get("formatted_name"), LINE)
        phones = [text_of(phone.get("phone"), 40) for phone in dicts_of(contact.get("phones"))]
        lines.append(" ".join(filter(None, (name, *phones))))
    text = "\n".join(f"{PERSON} {line}" for line in lines if line)
    return _said(text, message, frame)


def _order(message: Json, frame: Frame) -> Event | None:
    """A basket from the shop's catalogue."""
    part = dict_of(message.get("order"))
    goods = [
        f"{id_of(item.get('quantity'), 10) or 1} × {product}"
        for item in dicts_of(part.get("product_items"))
        if (product := text_of(item.get("product_retailer_id"), LINE))
    ]
    return _said("\n".join(filter(None, (text_of(part.get("text")), *goods))), message, frame)


def _reaction(message: Json, frame: Frame) -> Event | None:
    """Without an emoji it was taken away."""
    part = dict_of(message.get("reaction"))
    return Reacted(**frame, emoji=text_of(part.get("emoji"), EMOJI)) if id_of(part.get("message_id")) else None


def _edit(message: Json, frame: Frame) -> Event | None:
    """The new text, or a file's new caption."""
    new = dict_of(dict_of(message.get("edit")).get("message"))
    body = dict_of(new.get(text_of(new.get("type"), 40)))
    text = text_of(body.get("body")) or text_of(body.get("caption"))
    return Edited(**frame, text=text) if text else None


def _revoke(message: Json, frame: Frame) -> Event | None:
    about = id_of(dict_of(message.get("revoke")).get("original_message_id"))
    return Deleted(**frame, about=about) if about else None


Reader = Callable[[Json, Frame], Event | None]
_KINDS: Mapping[str, Reader] = {
    "text": _text,
    **{kind: _media(kind) for kind in ("image", "video", "audio", "document", "sticker")},
    "interactive": _interactive,
    "button": _template_button,
    "location": _location,
    "contacts": _contacts,
    "order": _order,
    "reaction": _reaction,
    "edit": _edit,
    "revoke": _revoke,
}
