"""`python -m components.launcher <arguments of rasa>`: Rasa without TensorFlow, quiet, strict and on loopback.

Settings, all from the environment: ENGINE_PORT (5005), ACTIONS_PORT (5055), SAHAY_VAR (var), SAHAY_ENGINE_TOKEN,
SAHAY_ENGINE_DATABASE_URL (an SQLite file in SAHAY_VAR), SAHAY_ACTION_TIMEOUT (5 seconds), SAHAY_LANGUAGE (en),
SAHAY_TIMEZONE (Asia/Kolkata) and SAHAY_ORDER_NUMBERS (10234; several with commas), all as in sahay.yml.
"""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo

from components import quiet, slim

RASA = "3.6.21"  # the last open release; slim, processor and trimming are written against its insides
ROOT = Path(__file__).resolve().parent.parent
REQUEST_BYTES = 262144  # far above a message with its metadata; Sanic's own limit is 100 MB
SHUTDOWN_SECONDS = 3  # for connections that the app keeps open; Sanic's own patience is 15


class CannotStart(Exception):
    """The engine cannot start. The message says what to do, on one line."""


def prepare() -> None:
    """Get this process ready for Rasa: everything that must happen before Rasa is imported, and what hooks into it.

    Raises CannotStart.
    """
    _check_version()
    timeout = _action_timeout()
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    for name, value in _environment().items():
        os.environ.setdefault(name, value)
    slim.install()
    quiet.install()
    from rasa.utils.log_utils import configure_structlog

    from components import processor

    configure_structlog()  # Rasa's command line does it too; without, Rasa prints every step with what was said
    processor.install(timeout)


def main(arguments: list[str]) -> None:
    """Run Rasa's command line with `arguments`; for `run`, first check what would otherwise fail later."""
    command = arguments[:1]
    if command == ["run"]:
        _check_token()
        _check_timezone()
        _check_texts()
        # Rasa's own default is every interface. Options given by the caller come later and win.
        arguments = ["run", "--interface", "127.0.0.1", "--port", os.environ.get("ENGINE_PORT", "5005"), *arguments[1:]]
    prepare()
    import rasa.__main__

    sys.argv = ["rasa", *arguments]
    rasa.__main__.main()


def _check_version() -> None:
    try:
        found = version("rasa")
    except PackageNotFoundError:
        raise CannotStart("this Python has no Rasa: run `make run`, or use .venv/engine/bin/python") from None
    if found != RASA:
        raise CannotStart(f"Rasa is {found}, but components/ are written for {RASA}: run `make run` to install it")


def _check_token() -> None:
    if not os.environ.get("SAHAY_ENGINE_TOKEN"):
        raise CannotStart("SAHAY_ENGINE_TOKEN is not set: `make run` does it, or choose a long random text")


def _check_timezone() -> None:
    given = os.environ.get("SAHAY_TIMEZONE")
    try:
        ZoneInfo(given or "UTC")
    except (KeyError, OSError, ValueError):  # no such name, a folder of them, no name at all
        raise CannotStart(f"SAHAY_TIMEZONE must be a time zone's name, as Asia/Kolkata, not {given!r}") from None


def _check_texts() -> None:
    """In a second instead of after the model has loaded, and without a traceback."""
    from components.texts import TextsError, load

    try:
        load(ROOT / "data" / "responses")
    except TextsError as error:
        raise CannotStart(f"data/responses: {error}") from None


def _action_timeout() -> float:
    given = os.environ.get("SAHAY_ACTION_TIMEOUT", "5")
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 60:
        raise CannotStart(f"SAHAY_ACTION_TIMEOUT must be seconds, above 0 and at most 60, not {given!r}")
    return seconds


def _environment() -> dict[str, str]:
    """What endpoints.yml, credentials.yml and Sanic read, where it is not set."""
    var = Path(os.environ.get("SAHAY_VAR", "var")).resolve()
    return {
        "ACTIONS_PORT": "5055",
        "SAHAY_LANGUAGE": "en",
        "SAHAY_TIMEZONE": "Asia/Kolkata",
        "SAHAY_ORDER_NUMBERS": "10234",
        "SAHAY_ENGINE_DATABASE_URL": f"sqlite:///{var / 'engine.db'}",
        "SAHAY_ENGINE_TOKEN": "unset",  # endpoints.yml names it; only `run` uses it, and checks it first
        "SANIC_REQUEST_MAX_SIZE": str(REQUEST_BYTES),
        "SANIC_GRACEFUL_SHUTDOWN_TIMEOUT": str(SHUTDOWN_SECONDS),
    }


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except CannotStart as problem:
        sys.exit(f"engine: {problem}")
