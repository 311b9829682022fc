"""The rules of the Messages API, written from Meta's reference and not from our adapter: what breaks one is refused.

https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

MEDIA_TYPES = ("image", "document", "audio", "video", "sticker")


def broken(message: Json) -> str | None:
    """The first rule that a request to send breaks, in words."""
    return next(iter([*_frame(message), *_content(message)]), None)


def _frame(message: Json) -> Iterator[str]:
    if message.get("messaging_product") != "whatsapp":
        yield "messaging_product must be whatsapp"
    if not (_is_line(message.get("to"), 1, 20) or _is_line(message.get("recipient"), 1, 150)):
        yield "to or recipient is required"
    if not _is_line(message.get("biz_opaque_callback_data", "-"), 1, 512):
        yield "biz_opaque_callback_data has 512 characters at most"
    if message.get("recipient_type", "individual") != "individual":
        yield "recipient_type must be individual"


def _content(message: Json) -> Iterator[str]:
    kind = message.get("type", "text")
    part = message.get(kind)
    rules = _RULES.get(kind)
    if rules is None or not isinstance(part, dict):
        yield f"there is no {kind}"
    else:
        yield from rules(part)


def _text(part: Json) -> Iterator[str]:
    if not _is_line(part.get("body"), 1, 4096):
        yield "text.body has 1 to 4096 characters"


def _interactive(part: Json) -> Iterator[str]:
    body = part.get("body") or {}
    most = 4096 if part.get("type") == "list" else 1024
    if not _is_line(body.get("text"), 1, most):
        yield f"interactive.body.text has 1 to {most} characters"
    action = part.get("action") or {}
    if part.get("type") == "button":
        yield from _buttons([each.get("reply", {}) for each in action.get("buttons", ())])
    elif part.get("type") == "list":
        yield from _list(action)
    else:
        yield "interactive.type must be button or list"


def _buttons(replies: list[Json]) -> Iterator[str]:
    if not 1 <= len(replies) <= 3:
        yield "1 to 3 buttons"
    for reply in replies:
        if not _is_line(reply.get("title"), 1, 20):
            yield "a button's title has 1 to 20 characters"
        if not _is_id(reply.get("id"), 256):
            yield "a button's id has 1 to 256 characters, and no space around it"
    yield from _apart(replies, "buttons")
    if len({reply.get("title") for reply in replies}) < len(replies):
        yield "the titles of buttons differ"


def _list(action: Json) -> Iterator[str]:
    if not _is_line(action.get("button"), 1, 20):
        yield "the list's button has 1 to 20 characters"
    sections = action.get("sections") or []
    rows = [row for section in sections for row in section.get("rows", ())]
    if not 1 <= len(rows) <= 10:
        yield "1 to 10 rows"
    for row in rows:
        if not _is_line(row.get("title"), 1, 24):
            yield "a row's title has 1 to 24 characters"
        if not _is_line(row.get("description", "-"), 1, 72):
            yield "a row's description has 1 to 72 characters"
        if not _is_id(row.get("id"), 200):
            yield "a row's id has 1 to 200 characters"
    yield from _apart(rows, "rows")


def _apart(choices: list[Json], name: str) -> Iterator[str]:
    if len({choice.get("id") for choice in choices}) < len(choices):
        yield f"the ids of {name} differ"


def _media(part: Json) -> Iterator[str]:
    if not (_is_id(part.get("id"), 100) or _is_line(part.get("link"), 1, 2000)):
        yield "id or link is required"
    if not _is_line(part.get("caption", "-"), 1, 1024):
        yield "a caption has 1024 characters at most"


def _template(part: Json) -> Iterator[str]:
    if not _is_line(part.get("name"), 1, 512) or not _is_line((part.get("language") or {}).get("code"), 2, 10):
        yield "template.name and template.language.code are required"
    for component in part.get("components", ()):
        for parameter in component.get("parameters", ()):
            if parameter.get("type") == "payload" and component.get("sub_type") == "quick_reply":
                continue
            text = parameter.get("text", "")
            if not _is_line(text, 1, 1024) or "\n" in text or "\t" in text or " " * 5 in text:
                yield "a parameter's text has no line breaks, no tabs and no five spaces in a row"


_RULES: Mapping[str, Callable[[Json], Iterator[str]]] = {
    "text": _text,
    "interactive": _interactive,
    "template": _template,
    **dict.fromkeys(MEDIA_TYPES, _media),
}


def _is_line(value: Any, least: int, most: int) -> bool:
    """A text of so many UTF-16 units, as every client counts at most."""
    return isinstance(value, str) and least <= len(value.strip()) and len(value.encode("utf-16-le")) // 2 <= most


def _is_id(value: Any, most: int) -> bool:
    return _is_line(value, 1, most) and value == value.strip()
