"""What the logs may not hold: anything of a customer, and anything that one has written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sahay.launch.process import log_path
from tests.hostile.world import DOMAIN, PHONES, THIEFS_DOMAIN, THIEFS_PHONES, TRACES

# Of texts that cases write: prompts, wishes.
_WRITTEN: Final = (
    "previous instructions",
    "developer mode",
    "UNION SELECT",
    "jndi",
    "my order",
    "Ring Road",
    "मेरा",
    "મારો",
)
FORBIDDEN: Final = (*TRACES, *_WRITTEN, DOMAIN, PHONES, PHONES[3:], THIEFS_DOMAIN, THIEFS_PHONES, THIEFS_PHONES[3:])


def found(var: Path) -> Iterator[str]:
    for service in ("engine", "actions"):
        text = log_path(service, var).read_text("utf-8", "replace").casefold()
        if not text.strip():
            yield f"{service} has logged nothing"
        for word in FORBIDDEN:
            if word.casefold() in text:
                place = text.index(word.casefold())
                yield f"{service} logs {word!r}: {text[max(0, place - 80) : place + 80]!r}"
