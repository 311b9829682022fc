"""The engine's own log: one JSON object per line on standard output, never with what a customer wrote."""

import json
import sys
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any


def log(event: str, **fields: Any) -> None:
    """Say that `event` happened. Fields are identifiers, counts, durations and kinds of errors: no customer text."""
    line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **fields})
    with suppress(OSError):  # whoever read our output is gone: not a reason to fail a turn
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
