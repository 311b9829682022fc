"""`python -m sahay.channels.limits_table`: what each channel can carry, as a table in docs/channels.md, made from the
constants. `tests/unit/channels/test_limits_table.py` holds the file to them."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from sahay.channels.base import Capabilities
from sahay.channels.email.limits import CAPABILITIES as EMAIL
from sahay.channels.sms.limits import CAPABILITIES as SMS
from sahay.channels.telegram.limits import CAPABILITIES as TELEGRAM
from sahay.channels.web.limits import CAPABILITIES as WEB
from sahay.channels.whatsapp.limits import CAPABILITIES as WHATSAPP

FILE = Path(__file__).parents[2] / "docs" / "channels.md"
BEGIN, END = "<!-- made by `python -m sahay.channels.limits_table` -->", "<!-- end of what is made -->"
CHANNELS: Mapping[str, Capabilities] = {
    "web": WEB,
    "Telegram": TELEGRAM,
    "WhatsApp": WHATSAPP,
    "SMS": SMS,
    "e-mail": EMAIL,
}
MEGABYTE = 1024 * 1024


def _number(value: int) -> str:
    return f"{value:,}" if value else "none"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _media(can: Capabilities) -> str:
    sizes: dict[str, list[str]] = {}
    for kind, size in can.media.items():
        sizes.setdefault(f"{size / MEGABYTE:.4g} MB", []).append(kind.partition("/")[2])
    return "; ".join(f"{', '.join(kinds)}: {size}" for size, kinds in sizes.items()) or "none"


def _window(can: Capabilities) -> str:
    return f"{can.window.total_seconds() / 3600:g} hours" if can.window else "always"


ROWS: Mapping[str, Callable[[Capabilities], str]] = {
    "text of a message": lambda can: _number(can.text),
    "caption of a file": lambda can: _number(can.caption),
    "text above buttons or a list": lambda can: _number(can.choice_text or can.text),
    "buttons": lambda can: _number(can.buttons),
    "title of a button": lambda can: _number(can.button_title),
    "rows of a list": lambda can: _number(can.rows),
    "title of a row": lambda can: _number(can.row_title),
    "description of a row": lambda can: _number(can.row_description),
    "more choices than that": lambda _: "as numbers in the text",
    "files, up to": _media,
    "shows that somebody types": lambda can: _yes(can.typing),
    "tells what was delivered and read": lambda can: _yes(can.receipts),
    "free text may be sent": _window,
    "bubbles that wait together": lambda can: "one message" if can.merges else "one each",
    "a part may be delivered twice": lambda can: "yes, without harm" if can.idempotent else "no: its state is kept",
}


def table() -> str:
    """Lengths are in UTF-16 code units."""
    lines = [f"| | {' | '.join(CHANNELS)} |", "|---|" + "---|" * len(CHANNELS)]
    for name, cell in ROWS.items():
        lines.append(f"| {name} | {' | '.join(cell(can) for can in CHANNELS.values())} |")
    return "\n".join(lines)


def renewed(text: str) -> str:
    """The page with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def main() -> None:
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{FILE.name} has the table of limits.\n")


if __name__ == "__main__":
    main()
