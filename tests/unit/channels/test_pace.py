"""No faster than a provider allows, by a clock that is moved by hand."""

import pytest

from sahay.channels.pace import Pace
from sahay.channels.telegram.limits import ALL_PER_SECOND, BURST, CHAT_PER_SECOND, GROUP_PER_MINUTE


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.mark.parametrize(
    ("chats", "each", "at_least"),
    [
        (1, BURST, 0.0),  # a turn of the bot's
        (1, 60, 60 - BURST),  # one a second from then on
        (90, 1, (90 - ALL_PER_SECOND) / ALL_PER_SECOND),  # thirty a second to all
        (2, 30, 30 - BURST),  # one does not hold up the other
    ],
)
async def test_how_long_messages_take(chats: int, each: int, at_least: float) -> None:
    clock = Clock()
    pace = Pace(CHAT_PER_SECOND, BURST, ALL_PER_SECOND, clock.now, clock.sleep)
    for _ in range(each):
        for chat in range(chats):
            await pace.wait(str(chat))

    assert at_least <= clock.seconds <= at_least + 1


def test_a_group_hears_no_more_than_twenty_in_any_minute() -> None:
    clock, told = Clock(), []
    pace = Pace((GROUP_PER_MINUTE - BURST) / 60, BURST, ALL_PER_SECOND, clock.now, clock.sleep)
    for _ in range(600):
        clock.seconds += 0.5
        told += [clock.seconds] if pace.may_now("-100") else []

    assert max(sum(0 <= last - each < 60 for each in told) for last in told) <= GROUP_PER_MINUTE
    assert len(told) > 4 * (GROUP_PER_MINUTE - BURST)  # and not silence
    assert pace.may_now("-200")  # another one
