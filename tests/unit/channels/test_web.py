"""The website keeps the contract of every channel."""

from sahay.channels.base import Part
from sahay.channels.web.channel import WebChannel
from sahay.flow.hub import Changed, Hub
from tests.unit.channels.contract import CONVERSATION, HEARD, ChannelContract


class TestWeb(ChannelContract):
    def channel(self) -> WebChannel:
        return WebChannel(Hub())


async def test_who_looks_is_told_to_look_in_the_log() -> None:
    hub = Hub()
    with hub.subscribe(CONVERSATION.id) as page:
        await WebChannel(hub).deliver(HEARD, Part("Hello"), "key")

        assert page.take() == [Changed(CONVERSATION.id)]
