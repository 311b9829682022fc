from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from sahay.config import load_settings
from sahay.launch.progress import Step
from sahay.launch.training import trained_model
from tests.conversations.bot import Bot, running, with_free_ports
from tests.conversations.script import Script
from tests.conversations.shop import furnish


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    """The real engine and the real actions, started once, on a shop of the scripts' own.

    All scripts of this session begin at once, so that a test only waits for its own.
    """
    settings = with_free_ports(load_settings(environ={"SAHAY_VAR": str(tmp_path_factory.mktemp("var"))}))
    await furnish(settings)
    async with running(settings, trained_model(settings, Step("a model for the conversations"))) as started:
        for script in _selected(request.session):
            started.begin(script)
        yield started
        await started.rest()


def _selected(session: pytest.Session) -> list[Script]:
    called = (getattr(item, "callspec", None) for item in session.items)
    return [call.params["script"] for call in called if call and "script" in call.params]
