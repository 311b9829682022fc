"""`python -m sahay.http.desk.roles`: who may do what, as a table in docs/roles.md, made from the routes themselves.

`tests/integration/http/test_roles.py` holds the file to the routes, and the app to the file.
"""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sahay.config import ROOT, load_settings
from sahay.domain.agent import Role
from sahay.domain.permission import GRANTED
from sahay.http.desk import desk_routes
from sahay.http.desk.guard import Route
from sahay.http.services import build_services

FILE = ROOT / "docs" / "roles.md"
# What stands above the table is written by hand, down to this line.
BEGIN = "<!-- made by `python -m sahay.http.desk.roles`: do not edit below -->"
YES, NO = "yes", ""


def allowed(route: Route, role: Role | None) -> bool:
    """Whether somebody of this role gets in; None is who has not signed in."""
    if route.needs is None:
        return True
    return role is not None and route.needs in GRANTED[role]


def table(routes: Sequence[Route]) -> str:
    return "\n".join(_lines(routes)) + "\n"


def _lines(routes: Sequence[Route]) -> Iterator[str]:
    yield "| route | asks for | nobody | agent | supervisor | admin | API token |"
    yield "|---|---|---|---|---|---|---|"
    for route in sorted(routes, key=lambda each: (each.path, each.method)):
        path = route.path.replace("<", "{").replace(">", "}").replace(":str", "").replace(":int", "")
        cells = [_cell(allowed(route, role)) for role in (None, *Role)]
        token = _cell(route.needs is not None and route.by_token)
        yield f"| {' | '.join([f'`{route.method} {path}`', route.needs or '', *cells, token])} |"


def _cell(is_so: bool) -> str:
    return YES if is_so else NO


def document(text: str, routes: Sequence[Route]) -> str:
    """`text` with the table in place of what stood below BEGIN."""
    head, _, _ = text.partition(BEGIN)
    return f"{head}{BEGIN}\n\n{table(routes)}"


async def _routes() -> tuple[Route, ...]:
    with TemporaryDirectory() as folder:
        services = build_services(load_settings(environ={"SAHAY_VAR": folder}))
        routes = desk_routes(services)
        await services.database.close()
    return routes


def write(file: Path = FILE) -> None:
    file.write_text(document(file.read_text(encoding="utf-8"), asyncio.run(_routes())), encoding="utf-8")


if __name__ == "__main__":
    write()
    sys.exit(0)
