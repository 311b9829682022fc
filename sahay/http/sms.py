"""SMS from the settings."""

from sahay.channels.sms.opening import PATH, OpenSms
from sahay.channels.sms.twilio import Access
from sahay.config import Settings
from sahay.domain.clock import Clock
from sahay.flow.texts import Texts


def open_sms(settings: Settings, texts: Texts, clock: Clock) -> OpenSms | None:
    """None unless its secrets are set."""
    section, secrets, public_url = settings.channels.sms, settings.channel_secrets.sms, settings.channels.public_url
    if secrets is None or section.sender is None or public_url is None:
        return None
    access = Access(secrets.account, secrets.token, section.sender, f"{public_url.rstrip('/')}{PATH}", section.api)

    def by_number(language: str) -> str:
        return texts.say("app_by_number", language).text

    return OpenSms.open(access, by_number, section.trusts_numbers, clock)
