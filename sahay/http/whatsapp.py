"""WhatsApp from the settings."""

from collections.abc import Awaitable, Callable

from sahay.channels.whatsapp.adapting import Wording
from sahay.channels.whatsapp.channel import Secrets
from sahay.channels.whatsapp.client import Access
from sahay.channels.whatsapp.opening import OpenWhatsApp
from sahay.channels.whatsapp.templates import Approved, Templates
from sahay.config import Settings
from sahay.domain.clock import Clock
from sahay.domain.notice import Quiet
from sahay.flow.texts import Texts


def open_whatsapp(
    settings: Settings, content: Callable[[str], Awaitable[bytes]], texts: Texts, clock: Clock
) -> OpenWhatsApp | None:
    """None unless its secrets are set. `content` gives a file's bytes."""
    section, secrets = settings.channels.whatsapp, settings.channel_secrets.whatsapp
    if secrets is None or section.number_id is None:
        return None
    approved = {
        purpose: Approved(template.name, template.languages, template.values, template.buttons)
        for purpose, template in section.templates.items()
    }

    def wording(language: str) -> Wording:
        said = (texts.say(key, language).text for key in ("app_open_list", "app_choose", "app_by_number"))
        return Wording(*said)

    return OpenWhatsApp.open(
        Access(secrets.token, section.number_id, section.api.rstrip("/")),
        Secrets(secrets.app, secrets.verify),
        settings.channels.public_url,
        wording,
        content,
        Templates(settings.shop.name, approved),
        clock,
    )


def quiet_of(settings: Settings) -> Quiet:
    section = settings.channels.notices
    return Quiet(section.quiet_from, section.quiet_until, settings.shop.timezone)
