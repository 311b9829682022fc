"""The part `channels.sms:` of `sahay.yml`, and its secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sahay.config import checks
from sahay.config.errors import ConfigError
from sahay.config.setting import setting

_ACCOUNT, _TOKEN = "SAHAY_SMS_ACCOUNT", "SAHAY_SMS_TOKEN"
# https://www.twilio.com/docs/glossary/what-is-a-sid; the token signs what the provider sends us.
_ACCOUNT_SHAPE = r"AC[0-9a-fA-F]{32}"
_SIGNS = r"[!-~]{16,128}"


@dataclass(frozen=True, kw_only=True)
class Sms:
    """`sender` is our number, or the id of a messaging service. `trusts_numbers`: the number that an SMS comes from is
    a verified one. `api` is Twilio's, or of a provider that has the same."""

    sender: str | None = setting(
        checks.optional(
            checks.shaped(
                r"\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32}", 'must be a number in quotes, as "+14155550123", or MG...'
            )
        ),
        None,
    )
    trusts_numbers: bool = setting(checks.switch, True)
    api: str = setting(checks.url, "https://api.twilio.com")


@dataclass(frozen=True)
class SmsSecrets:
    account: str
    token: str = field(repr=False)


def sms_secrets(environ: Mapping[str, str], section: Sms, public_url: str | None) -> SmsSecrets | None:
    """None when there are none. Raises ConfigError, in which no secret is shown."""
    account, token = environ.get(_ACCOUNT) or "", environ.get(_TOKEN) or ""
    if not (account or token):
        return None
    if not re.fullmatch(_ACCOUNT_SHAPE, account):
        raise ConfigError(f"{_ACCOUNT}: must be AC and 32 hexadecimal digits; {_TOKEN} goes with it")
    if not re.fullmatch(_SIGNS, token):
        raise ConfigError(f"{_TOKEN}: must be the account's token; {_ACCOUNT} goes with it")
    if section.sender is None:
        raise ConfigError(f"channels.sms.sender: is missing: {_ACCOUNT} is set")
    if public_url is None:
        raise ConfigError(f"channels.public_url: is missing: {_ACCOUNT} is set, and the provider signs the address")
    return SmsSecrets(account, token)
