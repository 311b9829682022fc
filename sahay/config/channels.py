"""The section `channels:` of `sahay.yml`: where customers write besides the website."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sahay.config import checks
from sahay.config.email import Email, EmailSecrets, email_secrets
from sahay.config.errors import ConfigError, Invalid
from sahay.config.notices import Notices
from sahay.config.setting import part, setting
from sahay.config.sms import Sms, SmsSecrets, sms_secrets
from sahay.config.whatsapp import WhatsApp, WhatsAppSecrets, whatsapp_secrets

# https://core.telegram.org/bots/api#authorizing-your-bot: the bot's id, a colon, its secret.
_TELEGRAM = r"[0-9]{3,20}:[A-Za-z0-9_-]{30,100}"


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """`updates`: whether we ask Telegram for what customers write, or it calls us. `api` is where it is asked: a server
    of one's own may stand in for Telegram's."""

    updates: str = setting(checks.one_of("polling", "webhook"), "polling")
    api: str = setting(checks.url, "https://api.telegram.org")


@dataclass(frozen=True, kw_only=True)
class Channels:
    """`public_url` is how the providers reach this app: https://chat.shop.example, without a path."""

    public_url: str | None = setting(
        checks.optional(
            checks.shaped(r"https?://[^\s/?#@]+", "must be an address without a path, as https://chat.shop.example")
        ),
        None,
    )
    telegram: Telegram = part(Telegram)
    whatsapp: WhatsApp = part(WhatsApp)
    sms: Sms = part(Sms)
    email: Email = part(Email)
    notices: Notices = part(Notices)

    def __post_init__(self) -> None:
        if self.telegram.updates == "webhook" and not self.public_url:
            raise Invalid("is missing: channels.telegram.updates is webhook", "public_url")


@dataclass(frozen=True)
class ChannelSecrets:
    """What the environment says. A channel without its secret is not there."""

    telegram: str | None = field(default=None, repr=False)
    whatsapp: WhatsAppSecrets | None = field(default=None, repr=False)
    sms: SmsSecrets | None = field(default=None, repr=False)
    email: EmailSecrets | None = field(default=None, repr=False)


def channel_secrets(environ: Mapping[str, str], channels: Channels) -> ChannelSecrets:
    """Raises ConfigError, in which no secret is shown."""
    token = environ.get("SAHAY_TELEGRAM_TOKEN") or None
    if token and not re.fullmatch(_TELEGRAM, token):
        raise ConfigError("SAHAY_TELEGRAM_TOKEN: must be what @BotFather gave, as 123456789:AAE-...")
    return ChannelSecrets(
        token,
        whatsapp_secrets(environ, channels.whatsapp),
        sms_secrets(environ, channels.sms, channels.public_url),
        email_secrets(environ, channels.email),
    )
