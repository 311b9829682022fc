"""What the logs may not hold: anything of a customer, and anything that one has written."""

import json
import re
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
FORBIDDEN: Final = (*TRACES, *_WRITTEN, DOMAIN, THIEFS_DOMAIN)
_PHONE: Final = re.compile(rf"(?:{PHONES[3:]}|{THIEFS_PHONES[3:]})\d{{5}}\b")


def found(var: Path) -> Iterator[str]:
    for service in ("engine", "actions"):
        text = log_path(service, var).read_text("utf-8", "replace").casefold()
        if not text.strip():
            yield f"{service} has logged nothing"
        yield from (f"{service} logs {word!r}" for word in FORBIDDEN if any(form in text for form in _forms(word)))
        yield from (f"{service} logs a phone number" for _ in _PHONE.findall(text)[:1])


def _forms(word: str) -> set[str]:
    """Letters, and as JSON may escape them."""
    return {word.casefold(), json.dumps(word)[1:-1].casefold()}
