"""The main story through every channel, with the real engine and actions, by clients and servers of others' making."""

import asyncio
from collections.abc import Mapping

import pytest

from tests.conversations.channels.story import PROOFS
from tests.integration.mail.dovecot import missing

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("channel", PROOFS)
async def test_from_the_question_to_the_rating(channel: str, stories: Mapping[str, "asyncio.Task[None]"]) -> None:
    if channel == "email" and (why := missing()):
        pytest.skip(why)

    await stories[channel]
