"""A scripted day: what the report says of 500 conversations is what their log says, counted by other means."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from structlog.testing import capture_logs

from sahay.desk.reports import standards_of, within
from sahay.desk.reports_log import EventLog
from sahay.desk.reports_range import Range
from sahay.desk.reports_views import report_view
from sahay.domain.conversation import Action, Owner
from sahay.domain.metrics import episodes as reading
from sahay.domain.metrics import figures as counting
from sahay.domain.metrics import spread
from sahay.domain.metrics.figures import BEHIND
from sahay.domain.metrics.history import History
from sahay.domain.metrics.promises import Standards
from tests.simulation.recount import recount
from tests.simulation.shop_day import open_shop
from tests.simulation.stories import DAY, INDIA, fill
from tests.simulation.timeline import Timeline

SEED = 20261120
# Friday: the desk is open until eight, and again on Saturday from ten.
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
MIDNIGHT = datetime(2026, 11, 20, tzinfo=INDIA).astimezone(UTC)
# Two hours after the last of those who came back: most is over, and some is not.
NOW = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)
RANGES = [(FRIDAY, FRIDAY), (SATURDAY, SATURDAY), (FRIDAY, SATURDAY)]


@dataclass(frozen=True)
class Day:
    """The day's database, and what the reports read of it."""

    file: Path
    histories: Sequence[History]
    standards: Standards

    def report(self, first: date, last: date) -> dict[str, Any]:
        """What the API would say."""
        days = Range.of(first, last, self.standards.hours.timezone)
        return report_view(days, NOW, within(days, self.histories, self.standards, NOW), {})


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    return asyncio.run(_live(tmp_path_factory.mktemp("day")))


async def _live(folder: Path) -> Day:
    async with open_shop(folder, MIDNIGHT) as shop:
        line = Timeline(shop.clock)
        assert fill(line, shop, MIDNIGHT, SEED) == sum(DAY.values()) == 500
        with capture_logs():  # thousands of lines, which nobody reads
            await line.run()
        assert shop.clock.now() < NOW
        days = Range.of(FRIDAY, SATURDAY, INDIA)
        histories = await EventLog(shop.services.database).histories(days.begins_at, days.ends_at)
        return Day(shop.file, histories, standards_of(shop.services.settings))


@pytest.mark.parametrize(("first", "last"), RANGES)
def test_the_report_says_what_the_log_says(day: Day, first: date, last: date) -> None:
    assert said(day.report(first, last)) == recounted(day.file, first, last)


def test_the_day_has_seen_everything(day: Day) -> None:
    """No figure is right because there was nothing to count."""
    report = day.report(FRIDAY, SATURDAY)
    totals, by = report["totals"], report["by"]
    assert all(totals[name] for name in BEHIND if name != "missed")
    assert totals["kept"] < totals["promises"]
    assert totals["satisfied"] < totals["rated"] < totals["asked"]
    assert {group["key"] for group in by["channel"]} == {"web", "telegram", "whatsapp"}
    sizes = [len(by[name]) for name in ("day", "hour", "weekday", "language", "intent", "team", "agent", "reason")]
    assert sizes == [2, 24, 2, 5, 11, 3, 6, 6]


# A wrong log: what one row says is changed, and the recount must see it.
NOT_FOUND = "conversation_id NOT IN (SELECT conversation_id FROM faq_feedback)"
OTHER_LOGS = {
    "an agent answered a minute later": ("message", "at = datetime(at, '+60 seconds')", "author = 'agent'"),
    "an agent never wrote": ("message", "author = 'system'", "author = 'agent'"),
    "the bot never answered": ("turn", "outcome = 'apologised'", "intent = 'offers' AND seq = 2"),
    "it was asked for another reason": ("transition", "reason = 'engine_trouble'", "reason = 'requested'"),
    "it returned to the bot": ("transition", "action = 'return_to_bot', after = 'bot'", "action = 'resolve'"),
    "somebody else resolved it": ("transition", "by_id = 'agent-9'", "action = 'resolve'"),
    "it was more urgent": ("transition", "priority = 'urgent'", "action = 'claim' AND priority = 'normal'"),
    "an entry did not help": ("faq_feedback", "helpful = 0", "helpful = 1"),
    "it did more than fall back": (
        "turn",
        "actions = '[\"task_form\"]'",
        f"actions = '[\"action_fallback\"]' AND {NOT_FOUND}",
    ),
    "it was rated worse": ("inquiry", "score = 1", "score = 5"),
    "it came from elsewhere": ("conversation", "channel = 'telegram'", "channel = 'web'"),
}


@pytest.mark.parametrize(("table", "change", "where"), OTHER_LOGS.values(), ids=OTHER_LOGS)
def test_the_comparison_sees_another_log(day: Day, tmp_path: Path, table: str, change: str, where: str) -> None:
    file = tmp_path / "changed.db"
    with closing(sqlite3.connect(day.file)) as original, closing(sqlite3.connect(file)) as copy:
        original.backup(copy)
        with copy:
            row = f"rowid = (SELECT max(rowid) FROM {table} WHERE {where})"  # noqa: S608  our own words
            assert copy.execute(f"UPDATE {table} SET {change} WHERE {row}").rowcount == 1  # noqa: S608
    assert said(day.report(FRIDAY, SATURDAY)) != recounted(file, FRIDAY, SATURDAY)


# A wrong definition: one rule of the reports is changed, and the report must differ.
OTHER_RULES = {
    "an episode ends after 25 hours": (reading, "QUIET", timedelta(hours=25)),
    "what is snoozed is no human's": (reading, "HUMANS", frozenset({Owner.QUEUED, Owner.AGENT})),
    "only the bot hands off": (reading, "HANDOFFS", frozenset({Action.HAND_OFF})),
    "a greeting is a wish": (reading, "PASSING", frozenset[str]()),
    "what is not known is an answer": (reading, "UNKNOWN", frozenset[str]()),
    "thanks are an answer": (reading, "SMALL_TALK", frozenset[str]()),
    "falling back is an answer": (reading, "FALLBACK", ""),
    "how urgent it is changes hands": (reading, "RANKING", frozenset[Action]()),
    "three is satisfied": (counting, "SATISFIED", 3),
    "the rank above": (spread, "nearest_rank", lambda ordered, percent: ordered[len(ordered) * percent // 100]),
}


@pytest.mark.parametrize(("module", "name", "value"), OTHER_RULES.values(), ids=OTHER_RULES)
def test_the_comparison_sees_another_rule(
    day: Day, monkeypatch: pytest.MonkeyPatch, right: dict[str, Any], module: ModuleType, name: str, value: object
) -> None:
    monkeypatch.setattr(module, name, value)
    assert said(day.report(FRIDAY, SATURDAY)) != right


@pytest.fixture(scope="module")
def right(day: Day) -> dict[str, Any]:
    """Both days, recounted."""
    return recounted(day.file, FRIDAY, SATURDAY)


def said(report: dict[str, Any]) -> dict[str, Any]:
    """What is to be compared: groups by their key, to the millisecond."""
    by = {name: {group["key"]: _without(group, "key") for group in groups} for name, groups in report["by"].items()}
    return rounded({"totals": report["totals"], "by": by})


def recounted(file: Path, first: date, last: date) -> dict[str, Any]:
    return rounded(recount(file, first.isoformat(), last.isoformat(), NOW))


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def _without(group: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in group.items() if name != key}
