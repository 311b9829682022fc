"""How episodes become figures: counts, shares, median and ninetieth percentile, group by group."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.domain.conversation import Reason
from sahay.domain.metrics.dimensions import DIMENSIONS, groups
from sahay.domain.metrics.episode import End, Episode, Handling, Resolution, Response
from sahay.domain.metrics.figures import BEHIND, DURATIONS, RATES, SPREADS, Figures
from sahay.domain.metrics.history import Rating
from sahay.domain.metrics.promises import Promise
from sahay.domain.metrics.spread import Spread
from sahay.domain.service_level import Measure

INDIA = ZoneInfo("Asia/Kolkata")
# Monday in Greenwich, Tuesday already in India.
AT = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
EPISODE = Episode("c1", AT, "web", "en", End.CONTAINED, intent="track_order")
WITH_ASHA = replace(
    EPISODE,
    conversation_id="c2",
    end=End.HUMAN,
    reasons=(Reason.REQUESTED, Reason.NOT_SOLVED),
    response=Response(60, "asha"),
    waited=90,
    handled=(Handling("asha", 200), Handling("ravi", 100)),
    resolution=Resolution(600, 300, "ravi"),
    resolves=("asha", "ravi"),
    reopened=1,
    ratings=(Rating(AT, 4, "ravi"), Rating(AT, None, "asha"), Rating(AT, 2, "asha")),
    promises=(Promise(Measure.FIRST_RESPONSE, True, "asha"), Promise(Measure.RESOLUTION, False, "ravi")),
)

SPREAD_CASES = [
    ([], Spread()),
    ([7], Spread(1, 7, 7)),
    # Of two, the first is what half of them do not exceed.
    ([1, 9], Spread(2, 1, 9)),
    # Nine of ten do not exceed the ninth.
    (list(range(1, 11)), Spread(10, 5, 9)),
    (list(range(1, 12)), Spread(11, 6, 10)),
]


@pytest.mark.parametrize(("values", "spread"), SPREAD_CASES)
def test_median_and_ninetieth_percentile(values: list[float], spread: Spread) -> None:
    assert Spread.of(reversed(values)) == spread


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_they_are_what_they_say(values: list[float]) -> None:
    spread = Spread.of(values)
    for percent, rank in ((50, spread.median), (90, spread.p90)):
        assert rank in values
        assert sum(value <= rank for value in values) * 100 >= percent * len(values)
        assert sum(value < rank for value in values) * 100 < percent * len(values)


def test_what_is_counted() -> None:
    abandoned = replace(EPISODE, end=End.ABANDONED)
    counted = Figures.of([EPISODE, EPISODE, abandoned, WITH_ASHA, replace(EPISODE, end=End.RUNNING)])
    assert (counted.episodes, counted.running, counted.contained, counted.abandoned, counted.human) == (5, 1, 2, 1, 1)
    # Of the four of which one knows; the one that runs may go either way.
    assert (counted.containment, counted.abandonment) == (2 / 4, 1 / 4)
    assert (counted.handed_off, counted.handoffs, counted.handoff_rate) == (1, 2, 1 / 5)
    assert (counted.response, counted.waiting) == (Spread(1, 60, 60), Spread(1, 90, 90))
    assert counted.handling == Spread(1, 300, 300)  # all agents together
    assert (counted.resolution, counted.open_resolution) == (Spread(1, 600, 600), Spread(1, 300, 300))
    assert (counted.resolved, counted.reopened, counted.reopening) == (1, 1, 1.0)
    assert (counted.promises, counted.kept, counted.kept_rate) == (2, 1, 1 / 2)
    assert (counted.asked, counted.rated, counted.satisfied) == (3, 2, 1)
    assert (counted.response_rate, counted.satisfaction) == (2 / 3, 1 / 2)


def test_nothing_has_no_share() -> None:
    nothing = Figures.of([])
    assert {getattr(nothing, rate) for rate in RATES} == {None}
    assert {getattr(nothing, name) for name in SPREADS} == {Spread()}


def test_every_figure_has_episodes_behind_it() -> None:
    assert {field.name for field in fields(Figures)} | {"missed"} == set(BEHIND)
    assert set(SPREADS) == set(DURATIONS)


@pytest.mark.parametrize("name", [field.name for field in fields(Figures)])
def test_behind_a_figure_are_those_that_make_it(name: str) -> None:
    """Without them it is nothing; without the others it is the same."""
    all_of_them = [EPISODE, replace(EPISODE, end=End.ABANDONED), replace(EPISODE, end=End.RUNNING), WITH_ASHA]
    behind = [episode for episode in all_of_them if BEHIND[name](episode)]
    others = [episode for episode in all_of_them if not BEHIND[name](episode)]
    assert getattr(Figures.of(behind), name) == getattr(Figures.of(all_of_them), name)
    assert getattr(Figures.of(others), name) in (0, Spread())


KEYS = [
    # In the shop's time zone it is half past midnight on Tuesday.
    ("day", "2026-11-24"),
    ("hour", "00"),
    ("weekday", "2"),
    ("channel", "web"),
    ("language", "en"),
    ("intent", "track_order"),
    ("team", ""),
]


@pytest.mark.parametrize(("dimension", "key"), KEYS)
def test_what_they_are_told_apart_by(dimension: str, key: str) -> None:
    assert groups(dimension, [EPISODE], INDIA) == {key: [EPISODE]}


def test_every_dimension_is_shown_here() -> None:
    assert {dimension for dimension, _ in KEYS} | {"agent", "reason"} == set(DIMENSIONS)


def test_each_agent_has_their_own_part() -> None:
    by_agent = groups("agent", [EPISODE, WITH_ASHA], INDIA)
    assert list(by_agent) == ["asha", "ravi"]
    asha, ravi = Figures.of(by_agent["asha"]), Figures.of(by_agent["ravi"])
    assert (asha.response, ravi.response) == (Spread(1, 60, 60), Spread())
    assert (asha.handling, ravi.handling) == (Spread(1, 200, 200), Spread(1, 100, 100))
    assert (asha.reopened, ravi.reopened) == (1, 0)
    assert (asha.satisfaction, ravi.satisfaction) == (0.0, 1.0)
    assert (asha.kept_rate, ravi.kept_rate) == (1.0, 0.0)


def test_each_reason_has_its_handoffs() -> None:
    other = replace(EPISODE, reasons=(Reason.REQUESTED, Reason.REQUESTED, None))
    by_reason = groups("reason", [EPISODE, WITH_ASHA, other], INDIA)
    assert {key: Figures.of(group).handoffs for key, group in by_reason.items()} == {
        "requested": 3,
        "": 1,
        "not_solved": 1,
    }


def test_groups_follow_time_or_size() -> None:
    early, late = replace(EPISODE, channel="telegram"), replace(EPISODE, began_at=AT.replace(hour=1))
    assert list(groups("hour", [EPISODE, late], INDIA)) == ["00", "06"]
    assert list(groups("channel", [early, EPISODE, EPISODE], INDIA)) == ["web", "telegram"]
