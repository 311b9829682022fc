"""The same state machine as in `tests/unit/flow/test_routing_properties.py`, where conversations are rows."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from sqlalchemy import insert

from sahay.domain.routing import Assignment, Reopen
from sahay.store import schema, tables  # noqa: F401  registers the desk's tables
from sahay.store.database import open_database
from sahay.store.sql import SqlStore
from tests.fakes import MORNING
from tests.unit.flow.shift import AGENTS, Shift
from tests.unit.flow.test_routing_properties import Routing


class RoutingOnSqlite(Routing):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.database = open_database(f"sqlite:///{Path(self.folder.name, 'shift.db')}")

    async def new_shift(self, assignment: Assignment, reopen: Reopen) -> Shift:
        rows = [{"id": each.id, "name": each.name, "email": each.email, "created_at": MORNING} for each in AGENTS]
        async with self.database.write() as connection:
            await connection.run_sync(schema.metadata.create_all)
            await connection.execute(insert(schema.agent), rows)
        return await super().new_shift(assignment, reopen)

    def new_store(self) -> SqlStore:
        return SqlStore(self.database)

    def teardown(self) -> None:
        self.run(self.nobody_is_left())
        self.run(self.database.close())
        self.folder.cleanup()
        self.runner.close()


TestRoutingOnSqlite = RoutingOnSqlite.TestCase
TestRoutingOnSqlite.settings = settings(
    max_examples=3, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
