"""A few kills in each run of the tests; `make crash` does the whole (docs/crash-tests.md)."""

import socket

from tests.crash.report import stories, summary, table
from tests.crash.run import run
from tests.crash.spoiling import unseen

KILLS = 12
SEED = 20261121


async def test_nothing_is_lost(tmp_path, monkeypatch):
    for variable in ("PORT", "ENGINE_PORT", "ACTIONS_PORT"):
        monkeypatch.setenv(variable, str(free_port()))
    said: list[str] = []

    result = await run(tmp_path, KILLS, SEED, said.append)

    assert result.violations == [], stories(result.history, result.violations)
    assert len(result.history.kills) == KILLS, table(result.history, [])
    assert all(conversation.final for conversation in result.history.conversations)
    assert unseen(result.history) == [], summary(result.history, [])


def free_port() -> int:
    """One that nobody listens on; ours until somebody else asks for it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
