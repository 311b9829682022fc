"""From the settings to a shop that can be asked."""

import os
from collections.abc import Mapping

import structlog

from sahay.config.errors import ConfigError
from sahay.domain.clock import Clock, SystemClock
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.remote.calls import Calls
from sahay.shop.remote.gateway import Gateway
from sahay.shop.remote.options import TOKEN, HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Transport

log = structlog.get_logger()

TOKEN_CHARACTERS = 16


async def open_remote(
    options: HttpOptions,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    pace: Pace | None = None,
) -> RemoteBackend:
    """The shop at `options.url`, with the token from `environ` (os.environ).

    A shop that does not answer now is opened too: what it can do is asked when it is needed. Raises ConfigError.
    """
    token = token_of(os.environ if environ is None else environ)
    calls = Calls(Gateway(options, Transport(options, token), clock or SystemClock(), pace))
    backend = RemoteBackend(calls)
    health = await backend.health()
    if not health.ok:
        log.warning("backend.not_well", detail=health.detail)
    return backend


def token_of(environ: Mapping[str, str]) -> str:
    """The bearer token. Raises ConfigError for none, or one that can be guessed or cannot be sent."""
    token = environ.get(TOKEN, "")
    if len(token) < TOKEN_CHARACTERS or not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError(f"{TOKEN}: must be {TOKEN_CHARACTERS} or more characters of ASCII without spaces")
    return token
