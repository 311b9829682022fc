"""From a message of ours to parts, and from a part to the body of a request: pure, and never over a limit.

Choices go as buttons if there are few with short titles, as a list if there are up to ten, and else by number: they
stand in the text, and the customer answers with one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sahay.channels.base import Choice, Manner, Part, Template
from sahay.channels.choices import choices_of, manner
from sahay.channels.measure import shorten, split, units
from sahay.channels.parts import GAP, parts_of
from sahay.channels.whatsapp import limits
from sahay.channels.whatsapp.limits import CAPABILITIES
from sahay.domain.message import File, Message

Json = dict[str, Any]

# With neither buttons nor lists there are numbers.
_NUMBERS_ONLY = replace(CAPABILITIES, buttons=0, rows=0)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """In the customer's language: on the button that opens a list, above choices that have no text of their own, and
    under numbered choices."""

    open_list: str
    choose: str
    by_number: str


def adapt(message: Message, wording: Wording) -> tuple[Part, ...]:
    """The parts of one message, in their order; at least one."""
    choices = choices_of(message)
    how = manner_of(choices)
    if how is None:
        return _plain(message)
    if how is Manner.NUMBERS:
        return _with_hint(parts_of(message, _NUMBERS_ONLY), wording.by_number)
    bare = replace(message, buttons=(), card=None)
    files = parts_of(replace(bare, text=""), CAPABILITIES) if message.files else ()
    pieces = split(message.text.strip() or wording.choose, limits.TEXT)
    pieces = (*pieces[:-1], *split(pieces[-1], limits.INTERACTIVE))
    rows = tuple(map(_row, choices)) if how is Manner.LIST else choices
    return (*files, *map(Part, pieces[:-1]), Part(pieces[-1], rows, how))


def _plain(message: Message) -> tuple[Part, ...]:
    if message.text and any(limits.KINDS.get(file.type) in limits.WITHOUT_CAPTION for file in message.files):
        files, words = replace(message, text=""), replace(message, files=())
        return (*parts_of(files, CAPABILITIES), *parts_of(words, CAPABILITIES))
    return parts_of(message, CAPABILITIES)


def manner_of(choices: Sequence[Choice]) -> Manner | None:
    """How choices are offered: with what tells them apart, and nothing of them left out."""
    titles = [_row(choice).title for choice in choices]
    if len(set(titles)) < len(titles) or not all(title.strip() for title in titles):
        return Manner.NUMBERS
    described = any(choice.description for choice in choices)
    best = manner(choices, CAPABILITIES)
    fits_list = len(choices) <= limits.LIST_ROWS and all(_fits_row(choice) for choice in choices)
    if fits_list and (best is Manner.NUMBERS or (described and best is Manner.BUTTONS)):
        return Manner.LIST
    return best


def body_of(part: Part, media_id: str | None, wording: Wording) -> Json:
    """What is asked of the Messages API, but for the receiver."""
    if part.template:
        return _template(part.template, part.choices)
    if part.file and media_id:
        return _file(part.file, part.text, media_id)
    if part.manner in _INTERACTIVE:
        return {"type": "interactive", "interactive": _INTERACTIVE[part.manner](part, wording)}
    return {"type": "text", "text": {"body": part.text, "preview_url": False}}


def _fits_row(choice: Choice) -> bool:
    """A title that is too long for a row stands below it in full, unless something else does."""
    return units(choice.title) <= (limits.ROW_TITLE if choice.description else limits.ROW_DESCRIPTION)


def _row(choice: Choice) -> Choice:
    title = shorten(choice.title, limits.ROW_TITLE)
    below = choice.description or (choice.title if title != choice.title else "")
    return replace(choice, title=title, description=shorten(below, limits.ROW_DESCRIPTION))


def _with_hint(parts: tuple[Part, ...], hint: str) -> tuple[Part, ...]:
    last = parts[-1]
    text = f"{last.text}{GAP}{hint}"
    if units(text) > limits.TEXT:
        return (*parts[:-1], replace(last, choices=(), manner=None), Part(hint, last.choices, last.manner))
    return (*parts[:-1], replace(last, text=text))


def _buttons(part: Part, _wording: Wording) -> Json:
    replies = [{"type": "reply", "reply": {"id": each.id, "title": each.title}} for each in part.choices]
    return {"type": "button", "body": {"text": part.text}, "action": {"buttons": replies}}


def _list(part: Part, wording: Wording) -> Json:
    rows = [{"id": each.id, "title": each.title, **_below(each)} for each in part.choices]
    action = {"button": shorten(wording.open_list, limits.LIST_BUTTON), "sections": [{"rows": rows}]}
    return {"type": "list", "body": {"text": part.text}, "action": action}


def _below(choice: Choice) -> Json:
    return {"description": choice.description} if choice.description else {}


_INTERACTIVE: Mapping[Manner | None, Callable[[Part, Wording], Json]] = {Manner.BUTTONS: _buttons, Manner.LIST: _list}


def _file(file: File, text: str, media_id: str) -> Json:
    kind = limits.KINDS[file.type]
    named = {"filename": file.name} if kind == "document" else {}
    caption = {"caption": text} if text else {}
    return {"type": kind, kind: {"id": media_id, **named, **caption}}


def _template(template: Template, choices: Sequence[Choice]) -> Json:
    """https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates"""
    values = [{"type": "text", "text": _value(value)} for value in template.values]
    words = [{"type": "body", "parameters": values}] if values else []
    components = [*words, *(_quick_reply(place, choice) for place, choice in enumerate(choices))]
    told = {"components": components} if components else {}
    return {"type": "template", "template": {"name": template.name, "language": {"code": template.language}, **told}}


def _quick_reply(place: int, choice: Choice) -> Json:
    """Its title is the template's; what comes back is ours."""
    payload = [{"type": "payload", "payload": choice.id}]
    return {"type": "button", "sub_type": "quick_reply", "index": str(place), "parameters": payload}


def _value(text: str) -> str:
    """On one line, and never empty."""
    return shorten(_SPACES.sub(" ", text).strip(), limits.TEMPLATE_VALUE) or "-"
