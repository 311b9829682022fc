"""What Rasa and its libraries may say: nothing that a shop can do nothing about, nothing that a customer wrote."""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",  # nothing about a shop is sent to Rasa's makers
    "LOG_LEVEL": "WARNING",  # INFO tells Rasa's inner steps
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "TQDM_DISABLE": "1",  # a progress bar per file, each done in a blink
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",  # SQLAlchemy is pinned to 1.4: "not compatible with 2.0" is no news
}

# Warnings that nobody needs to see: category, how the message begins, and why.
SILENCED = (
    (DeprecationWarning, "", "Rasa and its libraries are pinned: what a later release takes away stays here"),
    (UserWarning, "Slot auto-fill has been removed", "news for users of Rasa 2, at every model that has entities"),
)

_in_turn: ContextVar[bool] = ContextVar("in_turn", default=False)


def install() -> None:
    """Defaults for the environment, which the caller may have set otherwise; what becomes of warnings and records."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    warnings.showwarning = _show  # not by filters: Rasa and Sanic put theirs in front as they load
    logging.setLogRecordFactory(_record)


@contextmanager
def turn() -> Iterator[None]:
    """While a customer's message is handled, log records name their place in the code and keep their text to
    themselves: Rasa writes entities, slots and answers of actions into some of them."""
    token = _in_turn.set(True)
    try:
        yield
    finally:
        _in_turn.reset(token)


def _show(message: Warning | str, category: type[Warning], path: str, line: int, *_: Any) -> None:
    if any(issubclass(category, silent) and str(message).startswith(words) for silent, words, _ in SILENCED):
        return
    # A UserWarning is about the project's data: where in Rasa it was found tells nothing.
    place = "" if issubclass(category, UserWarning) else f"{path}:{line}: {category.__name__}: "
    logging.getLogger("py.warnings").warning("%s%s", place, message)


def _record(
    name: str, level: int, path: str, line: int, message: object, arguments: Any, error: Any, *more: Any, **named: Any
) -> logging.LogRecord:
    if _in_turn.get():
        kind = f": {error[0].__name__}" if isinstance(error, tuple) and error[0] else ""
        message, arguments, error = f"something at {name}:{line}{kind}", (), None
    return logging.LogRecord(name, level, path, line, message, arguments, error, *more, **named)
