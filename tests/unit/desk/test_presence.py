"""Who is where: as long as they say so."""

from datetime import timedelta

import pytest

from sahay.desk.presence import LIFE, Presence
from sahay.flow.hub import Viewing
from tests.fakes import MORNING

SOON = timedelta(seconds=10)


def test_only_what_others_would_see_is_a_difference() -> None:
    presence = Presence()
    steps = [
        (Viewing("c1", "asha", "Asha"), True),
        (Viewing("c1", "asha", "Asha"), False),  # a sign of life
        (Viewing("c1", "asha", "Asha", typing=True), True),
        (Viewing("c1", "ravi", "Ravi"), True),
        (Viewing("c1", "ravi", "Ravi", here=False), True),
        (Viewing("c1", "ravi", "Ravi", here=False), False),
    ]

    assert [presence.note(viewing, MORNING) for viewing, _ in steps] == [differs for _, differs in steps]
    assert presence.view("c1") == [{"id": "asha", "name": "Asha", "typing": True}]


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        (LIFE - timedelta(seconds=1), []),
        (LIFE, ["c1"]),  # silent for so long
    ],
)
def test_who_is_silent_is_gone(after: timedelta, gone: list[str]) -> None:
    presence = Presence()
    presence.note(Viewing("c1", "asha", "Asha"), MORNING)

    assert presence.expire(MORNING + after) == gone
    assert bool(presence.view("c1")) is not bool(gone)


def test_a_sign_of_life_prolongs_and_nothing_is_kept_of_who_left() -> None:
    presence = Presence()
    presence.note(Viewing("c1", "asha", "Asha"), MORNING)
    presence.note(Viewing("c1", "asha", "Asha"), MORNING + SOON)
    assert presence.expire(MORNING + LIFE) == []
    presence.expire(MORNING + LIFE + SOON)

    assert presence.signs == {}
