"""By when a customer is to be served, over weekends, holidays and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sahay.domain.hours import OpeningHours
from sahay.domain.priority import Priority
from sahay.domain.service_level import Measure, Rules, ServiceLevel, Stage

INDIA, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")
DAY = ((time(10), time(18)),)
# Ten to six from Monday to Saturday; Tuesday the 24th is a holiday.
HOURS = OpeningHours((*(DAY,) * 6, ()), frozenset({date(2026, 11, 24)}), INDIA)
NORMAL = {Measure.FIRST_RESPONSE: 60, Measure.NEXT_RESPONSE: 120, Measure.RESOLUTION: 480}
TARGETS = {
    measure: {priority: timedelta(minutes=minutes / (2 if priority is Priority.HIGH else 1)) for priority in Priority}
    for measure, minutes in NORMAL.items()
}
RULES = Rules(HOURS, TARGETS, warn_at=0.8)


def at(text: str, zone: ZoneInfo = INDIA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# What happens to a matter: the level before, when, and the desk's hours.
STEPS = {
    "handed off": lambda _level, when, _hours: ServiceLevel.handed_off(when),
    "taken up": lambda _level, when, _hours: ServiceLevel.taken_up(when),
    "customer": ServiceLevel.customer_wrote,
    "agent": ServiceLevel.agent_wrote,
    "snoozed": ServiceLevel.snoozed,
    "woken": ServiceLevel.woken,
    "ended": ServiceLevel.ended,
    "not solved": lambda level, when, hours: level.reopened(when, hours, awaited=True),
    "taken up again": lambda level, when, hours: level.reopened(when, hours, awaited=False),
}


def after(*steps: tuple[str, str]) -> ServiceLevel:
    level = ServiceLevel.handed_off(at("2026-11-20 10:00"))
    for event, when in steps:
        level = STEPS[event](level, at(when), HOURS)
    return level


def clocks(level: ServiceLevel, now: str, priority: Priority = Priority.NORMAL) -> list[tuple[str, str, str | None]]:
    """(measure, stage, due) of each, the due moment as one reads it in India."""
    return [
        (clock.measure, clock.stage, clock.due_at and f"{clock.due_at.astimezone(INDIA):%d %H:%M}")
        for clock in level.deadlines(priority, RULES, at(now))
    ]


FRIDAY = ("handed off", "2026-11-20 10:00")
LATE = ("handed off", "2026-11-20 17:30")
SATURDAY_NIGHT = ("handed off", "2026-11-21 21:00")


@pytest.mark.parametrize(
    ("steps", "now", "expected"),
    [
        # Both clocks run from the handoff.
        (
            [FRIDAY],
            "2026-11-20 10:10",
            [("first_response", "running", "20 11:00"), ("resolution", "running", "20 18:00")],
        ),
        # From four fifths of the target on one warns...
        (
            [FRIDAY],
            "2026-11-20 10:48",
            [("first_response", "warned", "20 11:00"), ("resolution", "running", "20 18:00")],
        ),
        # ...and at its end it is broken, to the second.
        (
            [FRIDAY],
            "2026-11-20 11:00",
            [("first_response", "breached", "20 11:00"), ("resolution", "running", "20 18:00")],
        ),
        # Half an hour before the weekend's last day: the rest counts on Saturday.
        (
            [LATE],
            "2026-11-20 17:30",
            [("first_response", "running", "21 10:30"), ("resolution", "running", "21 17:30")],
        ),
        # Closed: nothing runs until Monday, and Tuesday is a holiday.
        (
            [SATURDAY_NIGHT],
            "2026-11-22 12:00",
            [("first_response", "running", "23 11:00"), ("resolution", "running", "23 18:00")],
        ),
        (
            [("handed off", "2026-11-23 17:30")],
            "2026-11-24 12:00",
            [("first_response", "running", "25 10:30"), ("resolution", "running", "25 17:30")],
        ),
        # Once answered, the customer is awaited: nothing runs.
        ([FRIDAY, ("agent", "2026-11-20 10:30")], "2026-11-20 17:00", [("resolution", "paused", None)]),
        # They write: the next response is due, and the resolution goes on from half an hour.
        (
            [FRIDAY, ("agent", "2026-11-20 10:30"), ("customer", "2026-11-20 12:00")],
            "2026-11-20 12:00",
            [("next_response", "running", "20 14:00"), ("resolution", "running", "21 11:30")],
        ),
        # A second message does not begin the wait anew.
        (
            [FRIDAY, ("customer", "2026-11-20 10:40")],
            "2026-11-20 10:40",
            [("first_response", "running", "20 11:00"), ("resolution", "running", "20 18:00")],
        ),
        # Snoozed: the resolution stands, the answer that the customer waits for does not.
        ([FRIDAY, ("snoozed", "2026-11-20 10:20")], "2026-11-20 10:30", [("first_response", "running", "20 11:00")]),
        (
            [FRIDAY, ("snoozed", "2026-11-20 10:20"), ("woken", "2026-11-20 11:20")],
            "2026-11-20 10:30",
            [("first_response", "running", "20 11:00"), ("resolution", "running", "21 11:00")],
        ),
        # Snoozed when it was answered, woken by the customer.
        (
            [
                FRIDAY,
                ("agent", "2026-11-20 10:30"),
                ("snoozed", "2026-11-20 10:31"),
                ("woken", "2026-11-20 13:00"),
                ("customer", "2026-11-20 13:00"),
            ],
            "2026-11-20 13:00",
            [("next_response", "running", "20 15:00"), ("resolution", "running", "21 12:30")],
        ),
        # Resolved: no clock; not solved: the resolution counts on, and the wait is one for a next response.
        ([FRIDAY, ("agent", "2026-11-20 10:30"), ("ended", "2026-11-20 10:40")], "2026-11-20 12:00", []),
        (
            [
                FRIDAY,
                ("agent", "2026-11-20 10:30"),
                ("ended", "2026-11-20 10:40"),
                ("not solved", "2026-11-20 12:00"),
            ],
            "2026-11-20 12:00",
            [("next_response", "running", "20 14:00"), ("resolution", "running", "21 11:30")],
        ),
        # An agent writes first after it was resolved: nobody waits.
        (
            [FRIDAY, ("ended", "2026-11-20 10:40"), ("taken up again", "2026-11-20 12:00")],
            "2026-11-20 12:00",
            [("resolution", "paused", None)],
        ),
        # An agent stepped in unasked: the first response counts from what the customer writes then.
        ([("taken up", "2026-11-20 10:00")], "2026-11-20 12:00", [("resolution", "paused", None)]),
        (
            [("taken up", "2026-11-20 10:00"), ("customer", "2026-11-20 12:00")],
            "2026-11-20 12:00",
            [("first_response", "running", "20 13:00"), ("resolution", "running", "21 12:00")],
        ),
    ],
)
def test_clocks(steps: list[tuple[str, str]], now: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert clocks(after(*steps), now) == expected


def test_another_priority_has_another_deadline_from_then_on() -> None:
    assert clocks(after(FRIDAY), "2026-11-20 10:10", Priority.HIGH)[0] == ("first_response", "running", "20 10:30")
    assert clocks(after(FRIDAY), "2026-11-20 10:40", Priority.HIGH)[0] == ("first_response", "breached", "20 10:30")


def test_what_is_broken_stays_so_whatever_the_priority() -> None:
    level = after(FRIDAY).has_told(Measure.FIRST_RESPONSE, Stage.BREACHED)

    assert clocks(level, "2026-11-20 10:01")[0][:2] == ("first_response", "breached")


def test_an_answer_ends_the_breach_of_a_response_and_not_that_of_the_resolution() -> None:
    level = after(FRIDAY)
    for measure in (Measure.FIRST_RESPONSE, Measure.RESOLUTION):
        level = level.has_told(measure, Stage.BREACHED)

    assert level.agent_wrote(at("2026-11-20 12:00"), HOURS).told == {(Measure.RESOLUTION, Stage.BREACHED)}


def test_a_night_shift_counts_what_passes_when_the_clocks_change() -> None:
    night = OpeningHours((((time(0), time(6)),),) * 7, frozenset(), BERLIN)
    rules = replace(RULES, hours=night)
    begun = at("2026-10-25 00:00", BERLIN)  # the clocks go back at three: that night has seven hours

    [_, resolution] = ServiceLevel.handed_off(begun).deadlines(Priority.NORMAL, rules, begun)

    assert resolution.due_at == at("2026-10-26 01:00", BERLIN)  # and not at two


def test_a_desk_that_never_opens_has_no_deadline() -> None:
    rules = replace(RULES, hours=OpeningHours(((),) * 7, frozenset(), INDIA))
    now = at("2026-11-20 12:00")

    assert {clock.due_at for clock in ServiceLevel.handed_off(now).deadlines(Priority.NORMAL, rules, now)} == {None}


START = datetime(2026, 10, 23, 6, tzinfo=UTC)


@given(
    begun=st.integers(0, 3000),
    passed=st.integers(0, 3000),
    priority=st.sampled_from(Priority),
    zone=st.sampled_from([INDIA, BERLIN]),
)
@settings(max_examples=60, deadline=None)
def test_a_promise_is_broken_when_its_time_has_passed_in_opening_hours(
    begun: int, passed: int, priority: Priority, zone: ZoneInfo
) -> None:
    rules = replace(RULES, hours=replace(HOURS, timezone=zone))
    start = START + timedelta(minutes=begun)
    now = start + timedelta(minutes=passed)
    for clock in ServiceLevel.handed_off(start).deadlines(priority, rules, now):
        open_for, target = rules.hours.between(start, now), TARGETS[clock.measure][priority]
        assert (clock.stage is Stage.BREACHED) == (open_for >= target)
        assert (clock.stage is Stage.RUNNING) == (open_for < target * RULES.warn_at)


EVENTS = st.lists(
    st.tuples(st.sampled_from([name for name in STEPS if name not in ("handed off", "taken up")]), st.integers(0, 900)),
    max_size=12,
)


@given(events=EVENTS, zone=st.sampled_from([INDIA, BERLIN, ZoneInfo("America/New_York")]))
@settings(max_examples=60, deadline=None)
def test_the_resolution_takes_as_many_minutes_as_one_counts(events: list[tuple[str, int]], zone: ZoneInfo) -> None:
    """Minute by minute: it is open, somebody waits for the desk, and nobody has put it aside."""
    hours = OpeningHours(((((time(1), time(4)), (time(9), time(17)))),) * 7, frozenset({date(2026, 10, 24)}), zone)
    now, level, counted = START, ServiceLevel.handed_off(START), 0
    is_open, awaited, snoozed = True, True, False
    for event, minutes in events:
        before = level.resolution_time(now, hours)
        for _ in range(minutes):
            counted += is_open and awaited and not snoozed and hours.is_open(now)
            now += timedelta(minutes=1)
        assert timedelta(0) <= before <= level.resolution_time(now, hours) == timedelta(minutes=counted)
        awaited = {"agent": False, "ended": False, "not solved": True, "taken up again": False}.get(event, awaited)
        awaited = awaited or (event == "customer" and is_open)
        is_open = {"ended": False, "not solved": True, "taken up again": True}.get(event, is_open)
        snoozed = {"snoozed": True, "woken": False, "ended": False}.get(event, snoozed)
        level = STEPS[event](level, now, hours)
