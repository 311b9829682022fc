"""The website as a channel."""

from sahay.domain.conversation import Conversation
from sahay.domain.message import Message
from sahay.flow.hub import Changed, Hub


class WebChannel:
    """Wakes the open pages; those that are closed or offline find the message in the log when they come back."""

    name = "web"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def send(self, conversation: Conversation, message: Message) -> None:
        self._hub.publish(Changed(conversation.id))
