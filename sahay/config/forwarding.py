"""The section `forwarding:` of `sahay.yml`: a desk of another make, where people answer instead of in the console."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sahay.config import checks
from sahay.config.errors import ConfigError, Invalid
from sahay.config.setting import setting

# Part of an address, long enough not to be guessed.
CALLBACK = r"[A-Za-z0-9_-]{24,200}"


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """`to` which desk conversations go: our own ("console"), or an inbox of the API channel in Chatwoot."""

    to: str = setting(checks.one_of("console", "chatwoot"), "console")
    url: str | None = setting(checks.optional(checks.url), None)
    account: int | None = setting(checks.optional(checks.whole(1)), None)
    inbox: int | None = setting(checks.optional(checks.whole(1)), None)

    def __post_init__(self) -> None:
        if self.to == "console":
            return
        for key in ("url", "account", "inbox"):
            if getattr(self, key) is None:
                raise Invalid(f"is missing: forwarding.to is {self.to}", key)


@dataclass(frozen=True)
class ChatwootSecrets:
    """`token`: as whom Chatwoot is asked. `callback`: part of the address that it calls. `signing`: the inbox's own
    secret, with which Chatwoot signs its calls; older versions have none."""

    token: str
    callback: str
    signing: str | None = None


def chatwoot_secrets(environ: Mapping[str, str], forwarding: Forwarding) -> ChatwootSecrets | None:
    """None unless conversations go to Chatwoot. Raises ConfigError."""
    if forwarding.to != "chatwoot":
        return None
    names = ("TOKEN", "CALLBACK_SECRET", "SIGNING_SECRET")
    token, callback, signing = (environ.get(f"SAHAY_CHATWOOT_{name}") for name in names)
    if not token:
        raise ConfigError("SAHAY_CHATWOOT_TOKEN: is missing: forwarding.to is chatwoot")
    if not callback or not re.fullmatch(CALLBACK, callback):
        raise ConfigError("SAHAY_CHATWOOT_CALLBACK_SECRET: must have 24 letters, digits, - or _ or more")
    return ChatwootSecrets(token, callback, signing or None)
