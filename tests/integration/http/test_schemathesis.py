"""The API asked anything that its description allows, and more, as everybody there is: never a 500, never an answer
that is not described, nothing beyond one's rights.

`make fuzz` asks for longer, and differently each time: SAHAY_FUZZ says how many examples of each operation.
"""

import asyncio
import os
import re
from collections.abc import Iterator

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sahay.http import openapi
from sahay.http.desk import desk_routes, guard
from sahay.http.desk.guard import Route
from tests.integration.http.conftest import App
from tests.integration.http.fuzzing import Caller, People

LONG = int(os.environ.get("SAHAY_FUZZ", "0"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# A machine that runs other tests besides may take its time; one that hangs takes for ever.
TIMEOUT_SECONDS = 60
# By the guard, or, too large, before anybody asked who it is.
REFUSED = (401, 403, 413)
STREAM = "text/event-stream"
EVERY_EXAMPLE = settings(
    max_examples=LONG or 2,
    derandomize=not LONG,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Fuzzer:
    """Asks one operation after the other; `found` keeps what should not be."""

    def __init__(self, url: str, people: People, routes: tuple[Route, ...], loop: asyncio.AbstractEventLoop) -> None:
        self._url = url
        self._people = people
        self._routes = {(route.method, _described(route)): route for route in routes}
        self._loop = loop
        self._schema = schemathesis.openapi.from_dict(openapi.description())
        self._session = requests.Session()
        self.asked = 0
        self.found: set[str] = set()

    def run(self) -> None:
        for result in self._schema.get_all_operations():
            operation = result.ok()
            if STREAM in str(operation.definition.raw["responses"]):
                continue  # without an end; test_roles and test_chat open them
            for strategy in self._strategies(operation):
                self._ask(strategy)
            asyncio.run_coroutine_threadsafe(self._people.restore(), self._loop).result()

    def _strategies(self, operation: APIOperation) -> Iterator[SearchStrategy[Case]]:
        """With the names of what there is, and with whatever somebody may put there; as described, and not so."""
        known = {name: self._people.names.get(name) for name in re.findall(r"{(\w+)}", operation.path)}
        if known and all(known.values()):
            yield operation.as_strategy(path_parameters=known)
        yield operation.as_strategy()
        if operation.body or operation.query:
            yield operation.as_strategy(GenerationMode.NEGATIVE)

    def _ask(self, strategy: SearchStrategy[Case]) -> None:
        @EVERY_EXAMPLE
        @given(case=strategy)
        def ask(case: Case) -> None:
            for caller in self._people.callers:
                self._call(case, caller)

        ask()

    def _call(self, case: Case, caller: Caller) -> None:
        self._session.cookies.clear()
        response = case.call(self._url, self._session, headers=dict(caller.headers), timeout=TIMEOUT_SECONDS)
        self.asked += 1
        name = f"{case.operation.label} as {caller.name}"
        self.found.update(f"{name}: {problem}" for problem in self._problems(case, caller, response))

    def _problems(self, case: Case, caller: Caller, response: Response) -> Iterator[str]:
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            yield from (f"{each.title}: {response.status_code} {each.message[:300]}" for each in group.exceptions)
        route = self._routes.get((case.method, case.operation.path))
        if route is None or route.needs is None:
            return
        if not caller.may(route) and response.status_code not in REFUSED:
            yield f"let in with {response.status_code}"
        if caller.may(route) and response.status_code == 401 and route.path != "/logout":
            yield "not let in"


def _described(route: Route) -> str:
    """The route's path as the description has it."""
    return "/api/desk" + re.sub(r"<(\w+)(:\w+)?>", r"{\1}", route.path)


async def test_whatever_is_asked_by_whomever(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "TOKEN_REQUESTS_PER_MINUTE", 1_000_000)  # one token asks everything here
    people = People(app)
    await people.gather()
    fuzzer = Fuzzer(app.url, people, desk_routes(app.services), asyncio.get_running_loop())
    await asyncio.to_thread(fuzzer.run)

    assert fuzzer.asked > len(people.callers) * len(desk_routes(app.services))
    assert not fuzzer.found, "\n".join(sorted(fuzzer.found))
