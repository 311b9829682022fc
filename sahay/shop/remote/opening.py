"""From the settings to a shop that can be asked."""

import os
from collections.abc import Mapping

from sahay.config.errors import ConfigError
from sahay.domain.clock import Clock, SystemClock
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.remote.calls import Calls
from sahay.shop.remote.gateway import Gateway
from sahay.shop.remote.options import TOKEN, HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Transport

TOKEN_CHARACTERS = 16


def open_remote(
    options: HttpOptions,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    pace: Pace | None = None,
) -> RemoteBackend:
    """The shop at `options.url`, with the token from `environ` (os.environ). Raises ConfigError.

    Nothing is asked yet: a shop that is away now is opened too.
    """
    transport = Transport(options, token_of(os.environ if environ is None else environ))
    return RemoteBackend(Calls(Gateway(options, transport, clock or SystemClock(), pace)))


def token_of(environ: Mapping[str, str]) -> str:
    """The bearer token. Raises ConfigError for none, or one that can be guessed or cannot be sent."""
    token = environ.get(TOKEN, "")
    if len(token) < TOKEN_CHARACTERS or not (token.isascii() and token.isprintable() and " " not in token):
        raise ConfigError(f"{TOKEN}: must be {TOKEN_CHARACTERS} or more characters of ASCII without spaces")
    return token
