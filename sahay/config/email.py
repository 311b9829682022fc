"""The part `channels.email:` of `sahay.yml`, and its secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sahay.config import checks
from sahay.config.errors import ConfigError
from sahay.config.setting import setting

_USER, _PASSWORD = "SAHAY_IMAP_USER", "SAHAY_IMAP_PASSWORD"


@dataclass(frozen=True, kw_only=True)
class Email:
    """The mailbox, by IMAP. Answers go out as all mail does (`mail:`). `seconds` is how often it is looked into."""

    host: str | None = setting(checks.optional(checks.line), None)
    port: int = setting(checks.whole(1), 993)
    security: str = setting(checks.one_of("tls", "starttls", "plain"), "tls")
    folder: str = setting(checks.shaped(r'[^"\\\s]{1,100}', "must be a folder's name, as INBOX"), "INBOX")
    seconds: float = setting(checks.seconds, 20.0)


@dataclass(frozen=True)
class EmailSecrets:
    user: str
    password: str = field(repr=False)


def email_secrets(environ: Mapping[str, str], section: Email) -> EmailSecrets | None:
    """None when there are none. Raises ConfigError, in which no secret is shown."""
    user, password = environ.get(_USER) or "", environ.get(_PASSWORD) or ""
    if not (user or password):
        return None
    for name, value in {_USER: user, _PASSWORD: password}.items():
        if not (value and value.isascii() and value.isprintable()):
            raise ConfigError(f"{name}: must be what the mail server was told, in ASCII; both go together")
    if section.host is None:
        raise ConfigError(f"channels.email.host: is missing: {_USER} is set")
    return EmailSecrets(user, password)
