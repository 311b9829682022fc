"""What the reply box promises, the customer's channel carries."""

import pytest

from sahay.channels.base import Capabilities
from sahay.channels.telegram.limits import CAPABILITIES as TELEGRAM
from sahay.channels.web.limits import CAPABILITIES as WEB
from sahay.channels.whatsapp.limits import CAPABILITIES as WHATSAPP
from sahay.desk.composing import channel_limits
from sahay.domain.composing import REPLY_CHARACTERS


@pytest.mark.parametrize(("channel", "can"), [("web", WEB), ("telegram", TELEGRAM), ("whatsapp", WHATSAPP)])
def test_no_more_is_promised_than_a_channel_carries(channel: str, can: Capabilities) -> None:
    limits = channel_limits()[channel]["limits"]

    assert limits["characters"] <= min(can.text, REPLY_CHARACTERS)
    assert set(limits["types"]) == set(can.media)
    assert limits["file_bytes"] <= min(can.media.values())


def test_only_whatsapp_closes() -> None:
    hours = {channel: told["limits"]["window_hours"] for channel, told in channel_limits().items()}

    assert hours == {"web": None, "telegram": None, "whatsapp": 24, "sms": None, "email": None}
