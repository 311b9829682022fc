"""E-mail, put together."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.headerregistry import Address

from sahay.channels.email.channel import EmailChannel
from sahay.channels.email.mailbox import Account
from sahay.channels.email.polling import Accept, Polling
from sahay.channels.health import Health
from sahay.domain.clock import Clock
from sahay.mail.transport import Transport


@dataclass(frozen=True, slots=True)
class OpenEmail:
    """The channel, which is its own receiver, and how it is."""

    channel: EmailChannel
    account: Account
    health: Health
    clock: Clock

    @classmethod
    def open(
        cls,
        transport: Transport,
        account: Account,
        sender: Address,
        by_number: Callable[[str], str],
        content: Callable[[str], Awaitable[bytes]],
        clock: Clock,
    ) -> "OpenEmail":
        channel = EmailChannel(transport, account, sender, by_number, content, clock)
        return cls(channel, account, Health("polling", account=sender.addr_spec), clock)

    def polling(self, accept: Accept) -> Polling:
        return Polling(self.channel, self.account, accept, self.health, self.clock)
