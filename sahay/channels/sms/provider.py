"""What a provider of SMS must be able to do. Twilio's API (`twilio.py`) is one; whoever offers the same API needs only
another address (`channels.sms.api`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from sahay.channels.events import Received


@dataclass(frozen=True, slots=True)
class Text:
    """An SMS that came in. `sender` is a number in E.164, or what the network calls them; `keyword` is set where the
    provider has taken it for one: stop, start or help. `media` counts pictures, which an SMS does not have."""

    id: str
    sender: str
    text: str
    keyword: str | None = None
    media: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What became of one that went out. None: nothing that anybody needs to know."""

    id: str
    word: str
    state: Received | None
    error: str | None = None


class Provider(Protocol):
    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Raises Forged."""

    def read(self, body: bytes) -> Text | State:
        """A webhook's body. Raises Unreadable."""

    async def send(self, to: str, text: str) -> str:
        """The message's id there. Raises DeliveryError."""

    async def account(self) -> str:
        """What the account is called: whether the secrets work. Raises DeliveryError."""

    async def close(self) -> None: ...
