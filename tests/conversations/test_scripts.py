"""Every script, through the real engine and the real actions."""

import sqlite3

import pytest

from tests.conversations.bot import Bot, Played
from tests.conversations.checking import objections, told
from tests.conversations.script import read_scripts, script_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("script", read_scripts(), ids=str)
async def test_the_bot_keeps_to_the_script(bot: Bot, script):
    played = await bot.play(script)

    _check(played)


WHEN_THE_DATABASE_HANGS = script_of(
    {
        "conversation": "an order is asked for while the database hangs, then something else",
        "turns": [
            {
                "says": "track order {shipped}, {email}",
                "bot": ["utter_action_failed"],
                "handoff": {"reason": "action_failed", "topic": "track_order", "order": "{shipped}"},
                "slots": {"requested_slot": None},
            },
            {"says": "thanks", "bot": ["utter_thank_you"]},
        ],
    }
)


async def test_a_database_that_hangs_is_an_apology_and_a_person(bot: Bot):
    await bot.rest()
    scene = await bot.scene(WHEN_THE_DATABASE_HANGS)
    writer = sqlite3.connect(bot.settings.var / "sahay.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")  # as a writer that never ends
    played = await scene.play()
    writer.execute("ROLLBACK")
    writer.close()

    _check(played)


def _check(played: Played) -> None:
    """The whole dialogue, and no traceback: what is wrong is in there."""
    if wrong := objections(played):
        pytest.fail(told(played, wrong), pytrace=False)
