"""What a channel must do to carry a message to the customer."""

from typing import Protocol

from sahay.domain.conversation import Conversation
from sahay.domain.message import Message


class DeliveryError(Exception):
    """The message did not go out. The text is for the desk and holds no customer data.

    `again` says whether another attempt may succeed; `after_seconds` is the provider's own wish, if it told one.
    """

    def __init__(self, text: str, *, again: bool, after_seconds: float | None = None) -> None:
        super().__init__(text)
        self.again = again
        self.after_seconds = after_seconds


class Channel(Protocol):
    name: str

    async def send(self, conversation: Conversation, message: Message) -> None:
        """Deliver one message. Called again after a crash: `(conversation.id, message.seq)` is its identity.

        Raises DeliveryError.
        """
