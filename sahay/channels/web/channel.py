"""The website as a channel."""

from datetime import datetime

from sahay.channels.base import Capabilities, Part, Recipient
from sahay.channels.parts import parts_of
from sahay.channels.web.limits import CAPABILITIES
from sahay.domain.message import Message
from sahay.flow.hub import Changed, Hub


class WebChannel:
    """Wakes the open pages; those that are closed or offline find the message in the log when they come back. The pages
    show the log's line itself, so that its parts are never seen."""

    name = "web"

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    @property
    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        return parts_of(message, CAPABILITIES)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        self._hub.publish(Changed(to.conversation.id))
        return None
