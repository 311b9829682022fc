"""A message as parts: what most channels do alike."""

from collections.abc import Callable
from dataclasses import replace

from sahay.channels.base import Capabilities, Manner, Part
from sahay.channels.choices import choices_of, manner, numbered
from sahay.channels.measure import split, units
from sahay.domain.message import File, Message

# Between a text and what is put under it.
GAP = "\n\n"


def parts_of(message: Message, can: Capabilities) -> tuple[Part, ...]:
    """Files first, then the text in as many parts as it needs; the choices are on the last one. At least one part."""
    files = [_file(file, can) for file in message.files]
    choices = choices_of(message)
    how = manner(choices, can)
    text = message.text
    if how is Manner.NUMBERS:
        text = f"{text}{GAP}{numbered(choices)}"
    if len(files) == 1 and files[0].file and not choices and text and units(text) <= can.caption:
        return (Part(text, file=files[0].file),)
    if not text.strip():
        if not choices:
            return tuple(files) or (Part("…"),)
        text = "…"
    pieces = split(text, can.text)
    last = can.choice_text if how in (Manner.BUTTONS, Manner.LIST) and can.choice_text else can.text
    pieces = (*pieces[:-1], *split(pieces[-1], last))
    return (*files, *map(Part, pieces[:-1]), Part(pieces[-1], choices, how))


def with_hint(parts: tuple[Part, ...], hint: str, fits: Callable[[str], bool]) -> tuple[Part, ...]:
    """How numbered choices are answered: under them, or after them where there is no room."""
    last = parts[-1]
    if last.manner is not Manner.NUMBERS:
        return parts
    text = f"{last.text}{GAP}{hint}"
    if fits(text):
        return (*parts[:-1], replace(last, text=text))
    return (*parts[:-1], replace(last, choices=(), manner=None), Part(hint, last.choices, last.manner))


def _file(file: File, can: Capabilities) -> Part:
    """What the channel cannot carry is at least named."""
    fits = file.size <= can.media.get(file.type, -1)
    return Part(file=file) if fits else Part(split(f"📎 {file.name}", can.text)[0])
