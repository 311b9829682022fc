"""What is written down about a conversation, and what never is."""

import pytest
import structlog
from structlog.testing import CapturingLoggerFactory

from sahay.log import PROCESSORS
from sahay.store import schema
from tests.integration.http.conftest import PASSWORD, App

SECRETS = ("my-secret-words", "kavita@example.com", "9876543210", PASSWORD)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> CapturingLoggerFactory:
    """Everything that is logged, as the real processors render it."""
    factory = CapturingLoggerFactory()
    before = structlog.get_config()
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=factory,
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=False,
    )
    yield factory
    structlog.configure(**before)


@pytest.mark.parametrize("broken", [None, "message", "inbox", "agent"])
async def test_no_log_line_holds_what_people_wrote(
    app: App, written: CapturingLoggerFactory, broken: str | None
) -> None:
    token = await app.session()
    if broken:  # the database fails half-way, and says so at length
        async with app.services.database.write() as connection:
            await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            await connection.run_sync(getattr(schema, broken).drop)
    async with app.client(token) as customer:
        text = " ".join(SECRETS[:3])
        sent = await customer.post("/api/chat/messages", json={"client_id": "m1", "text": text})
        login = {"email": SECRETS[1], "password": PASSWORD}
        await customer.post("/api/desk/login", json=login)
    await app.services.turn_worker.idle()

    assert sent.status_code == (503 if broken else 202)
    lines = [str(call) for call in written.logger.calls]
    assert lines
    assert [line for line in lines for secret in (*SECRETS, token) if secret in line] == []
