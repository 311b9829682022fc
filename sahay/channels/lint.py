"""Whether a part keeps a channel's limits: one that does not is a bug of ours, found before it leaves."""

from collections.abc import Iterator

from sahay.channels.base import Capabilities, Choice, Manner, Part
from sahay.channels.measure import units


def broken(part: Part, can: Capabilities) -> list[str]:
    """The limits that a part breaks, in words."""
    return [*_words(part, can), *_choices(part, can), *_file(part, can)]


def _words(part: Part, can: Capabilities) -> Iterator[str]:
    limit = can.caption if part.file else can.text
    if part.manner in (Manner.BUTTONS, Manner.LIST) and can.choice_text:
        limit = min(limit, can.choice_text)
    if units(part.text) > limit:
        yield f"a text of {units(part.text)}, {limit} are allowed"
    if not (part.text.strip() or part.file or part.template):
        yield "nothing is said"
    if part.template and not can.templates:
        yield "a template"


def _choices(part: Part, can: Capabilities) -> Iterator[str]:
    if bool(part.choices) != (part.manner is not None):
        yield "choices without a manner, or a manner without choices"
    for choice in part.choices:
        if len(choice.id.encode()) > can.choice_id:
            yield f"an id of {len(choice.id.encode())} bytes"
        if not choice.title.strip():
            yield "a choice without a title"
    if part.manner is Manner.BUTTONS:
        yield from _offered(part.choices, can.buttons, can.button_title)
    if part.manner is Manner.LIST:
        yield from _offered(part.choices, can.rows, can.row_title)
        if any(units(choice.description) > can.row_description for choice in part.choices):
            yield "a description that is too long"
    if len({choice.id for choice in part.choices}) < len(part.choices):
        yield "the same id twice"


def _offered(choices: tuple[Choice, ...], most: int, title: int) -> Iterator[str]:
    if len(choices) > most:
        yield f"{len(choices)} choices, {most} are allowed"
    if any(units(choice.title) > title for choice in choices):
        yield f"a title of more than {title}"


def _file(part: Part, can: Capabilities) -> Iterator[str]:
    if part.file is None:
        return
    most = can.media.get(part.file.type)
    if most is None:
        yield f"a file of the type {part.file.type}"
    elif part.file.size > most:
        yield f"a file of {part.file.size} bytes, {most} are allowed"
