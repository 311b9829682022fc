"""SMS, put together."""

from collections.abc import Callable
from dataclasses import dataclass

from sahay.channels.health import Health
from sahay.channels.sms.channel import NAME, SmsChannel
from sahay.channels.sms.twilio import Access, Twilio
from sahay.domain.clock import Clock

# Where the provider calls us.
PATH = f"/webhooks/{NAME}"
# How often the secrets are tried while nothing goes out.
LOOK_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class OpenSms:
    """The channel, which is its own receiver, and how it is."""

    channel: SmsChannel
    provider: Twilio
    health: Health

    @classmethod
    def open(cls, access: Access, by_number: Callable[[str], str], trusts_numbers: bool, clock: Clock) -> "OpenSms":
        provider, health = Twilio(access), Health("webhook", access.webhook)
        channel = SmsChannel(provider, by_number, health, clock, trusts_numbers=trusts_numbers)
        return cls(channel, provider, health)
