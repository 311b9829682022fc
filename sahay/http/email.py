"""E-mail from the settings."""

from collections.abc import Awaitable, Callable

from sahay.channels.email.mailbox import Account
from sahay.channels.email.opening import OpenEmail
from sahay.config import Settings
from sahay.domain.clock import Clock
from sahay.flow.texts import Texts
from sahay.mail.opening import open_transport, sender_of


def open_email(
    settings: Settings, content: Callable[[str], Awaitable[bytes]], texts: Texts, clock: Clock
) -> OpenEmail | None:
    """None unless its secrets are set. `content` gives a file's bytes."""
    section, secrets = settings.channels.email, settings.channel_secrets.email
    if secrets is None or section.host is None:
        return None
    account = Account(section.host, section.port, section.security, secrets.user, secrets.password, section.folder)

    def by_number(language: str) -> str:
        return texts.say("app_by_number", language).text

    return OpenEmail.open(open_transport(settings), account, sender_of(settings), by_number, content, clock)
