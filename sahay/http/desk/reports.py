"""How customers are served: figures of some days, what is behind them, and the wall."""

import asyncio
from datetime import date, timedelta

from sanic import HTTPResponse, Request, json
from sanic.response import text

from sahay.desk.reports import SAME_LOOK, WALL, NoSuchFigure, Reports, standards_of
from sahay.desk.reports_range import DAYS_AT_MOST, BadRange, Range
from sahay.desk.reports_views import episode_view, live_view, names_of, report_view, table_csv
from sahay.domain.metrics.dimensions import DIMENSIONS
from sahay.domain.metrics.figures import Figures
from sahay.domain.permission import Permission
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services

# Days that one may ask for: no calendar ends near them.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
# Conversations that are listed behind a figure; how many there are is said beside.
BEHIND_AT_MOST = 200


def routes(services: Services) -> tuple[Route, ...]:
    reports = ReportRoutes(services)
    return (
        Route("GET", "/reports", reports.read, Permission.REPORTS),
        Route("GET", "/reports/table", reports.download, Permission.REPORTS),
        Route("GET", "/reports/conversations", reports.behind, Permission.REPORTS),
        Route("GET", "/reports/wall", reports.wall, Permission.REPORTS),
    )


class ReportRoutes:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._reports = Reports(services.database, services.clock, standards_of(services.settings))

    async def read(self, request: Request, _caller: Caller) -> HTTPResponse:
        days = self._days(request)
        episodes = await self._reports.episodes(days)
        names = names_of(await self._services.accounts.agents())
        view = await asyncio.to_thread(report_view, days, self._services.clock.now(), episodes, names)
        return json({**view, "today": self._reports.today().isoformat()})

    async def download(self, request: Request, caller: Caller) -> HTTPResponse:
        """One table as a file."""
        days, dimension = self._days(request), _dimension(request)
        episodes = await self._reports.episodes(days, SAME_LOOK)
        names = names_of(await self._services.accounts.agents()) if dimension == "agent" else {}
        content = await asyncio.to_thread(table_csv, dimension, episodes, days.timezone, names)
        about = {"table": dimension, "first": days.first.isoformat(), "last": days.last.isoformat()}
        await self._services.audit.record("report.exported", by=caller.actor, target=None, on=None, **about)
        name = f"sahay-{dimension}-{days.first}-{days.last}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return text(content, headers=headers, content_type="text/csv; charset=utf-8")

    async def behind(self, request: Request, _caller: Caller) -> HTTPResponse:
        days, figure = self._days(request), request.args.get("figure", "episodes")
        dimension = _dimension(request) if "by" in request.args else None
        try:
            found = await self._reports.behind(days, figure, dimension, _argument(request, "key"))
        except NoSuchFigure as unknown:
            raise ApiError(400, "bad_request", str(unknown)) from None
        names = names_of(await self._services.accounts.agents())
        shown = [episode_view(episode, figure, names) for episode in found[:BEHIND_AT_MOST]]
        return json({"count": len(found), "conversations": shown})

    async def wall(self, _request: Request, _caller: Caller) -> HTTPResponse:
        today = self._reports.today()
        episodes = await self._reports.episodes(Range.of(today, today, self._reports.timezone), WALL)
        present = [seat.availability for seat in await self._services.routing.roster.seats()]
        return json(live_view(await self._reports.live(), present, Figures.of(episodes)))

    def _days(self, request: Request) -> Range:
        """`from` and `to`, both included, or the last `days`; today without any. Raises ApiError 400."""
        today = self._reports.today()
        last = _day(request, "to", today)
        first = _day(request, "from", last - timedelta(days=_count(request, "days") - 1))
        try:
            return Range.of(first, last, self._reports.timezone)
        except BadRange as bad:
            raise ApiError(400, "bad_range", str(bad)) from None


def _dimension(request: Request) -> str:
    name = _argument(request, "by")
    if name not in DIMENSIONS:
        raise ApiError(400, "bad_request", f"by must be one of {', '.join(DIMENSIONS)}.")
    return name


def _day(request: Request, name: str, default: date) -> date:
    given = request.args.get(name)
    if given is None:
        return default
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ApiError(400, "bad_range", f"{name} must be a day, as 2026-11-21.")
    return day


def _count(request: Request, name: str) -> int:
    given = request.args.get(name, "1")
    if not (given.isascii() and given.isdecimal() and 1 <= int(given[:4]) <= DAYS_AT_MOST):
        raise ApiError(400, "bad_range", f"{name} must be a number from 1 to {DAYS_AT_MOST}.")
    return int(given)


def _argument(request: Request, name: str) -> str:
    value: str = request.args.get(name, "")
    return value
