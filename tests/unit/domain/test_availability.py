"""Who is at the desk, and who is gone."""

from datetime import UTC, datetime, timedelta

import pytest

from sahay.domain.agent import Agent, Availability
from sahay.domain.availability import Silence, availability, is_gone

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
SILENCE = Silence(away=timedelta(minutes=3), gone=timedelta(minutes=10))
LONG_AGO = NOW - timedelta(days=1)
ONLINE, AWAY, OFFLINE = Availability.ONLINE, Availability.AWAY, Availability.OFFLINE


def agent(chosen: Availability, silent: float | None, chose: float = 0, *, is_active: bool = True) -> Agent:
    """`silent` and `chose` are minutes ago; None: never seen."""
    return Agent(
        "a1",
        "Asha",
        "asha@example.com",
        availability=chosen,
        chosen_at=NOW - timedelta(minutes=chose),
        seen_at=None if silent is None else NOW - timedelta(minutes=silent),
        is_active=is_active,
    )


@pytest.mark.parametrize(
    ("somebody", "counts_as", "gone"),
    [
        (agent(ONLINE, 0), ONLINE, False),
        (agent(ONLINE, 2.9), ONLINE, False),
        (agent(ONLINE, 3), AWAY, False),  # fell silent: gets nothing new
        (agent(ONLINE, 10), OFFLINE, True),
        (agent(ONLINE, None), OFFLINE, True),
        (agent(AWAY, 0, 600), AWAY, False),  # keeps what they have, however long
        (agent(AWAY, 10), OFFLINE, True),
        (agent(OFFLINE, 0, 1), OFFLINE, False),  # a moment ago: it may have been a slip
        (agent(OFFLINE, 0, 10), OFFLINE, True),  # said so, though the page is still open
        (agent(OFFLINE, 10, 10), OFFLINE, True),
        (agent(ONLINE, 0, is_active=False), OFFLINE, True),
    ],
)
def test_who_is_there(somebody: Agent, counts_as: Availability, gone: bool) -> None:
    assert availability(somebody, NOW, SILENCE) is counts_as
    assert is_gone(somebody, NOW, SILENCE, LONG_AGO) is gone


@pytest.mark.parametrize(("minutes", "gone"), [(0, False), (9, False), (10, True)])
def test_nobody_is_gone_because_the_app_was_away(minutes: float, gone: bool) -> None:
    began = NOW - timedelta(minutes=minutes)

    assert is_gone(agent(ONLINE, 600), NOW, SILENCE, began) is gone


@pytest.mark.parametrize(("minutes", "gone"), [(9, False), (10, True)])
def test_who_said_that_they_are_offline_is_gone_though_the_app_began_later(minutes: float, gone: bool) -> None:
    somebody = agent(OFFLINE, 0, minutes)

    assert is_gone(somebody, NOW, SILENCE, watched_since=NOW) is gone
