"""Every script, through the real engine and the real actions."""

import sqlite3

import pytest

from tests.conversations.bot import Answer, Bot
from tests.conversations.reading import expected
from tests.conversations.script import Script, ScriptedTurn, read_scripts

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("script", read_scripts(), ids=str)
async def test_the_bot_keeps_to_the_script(bot: Bot, script):
    _check(await bot.play(script))


WHEN_THE_DATABASE_HANGS = Script(
    conversation="an order is asked for while the database hangs, then something else",
    turns=(
        ScriptedTurn(
            says="track order 20004, asha@example.com",
            bot=["utter_action_failed"],
            handoff={"reason": "action_failed", "topic": "track_order", "order": "20004"},
            slots={"requested_slot": None},
        ),
        ScriptedTurn(says="hello", bot=["utter_greet"]),
    ),
)


async def test_a_database_that_hangs_is_an_apology_and_a_person(bot: Bot):
    writer = sqlite3.connect(bot.settings.var / "sahay.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")  # as a writer that never ends
    answers = await bot.play(WHEN_THE_DATABASE_HANGS)
    writer.execute("ROLLBACK")
    writer.close()

    _check(answers)


def _check(answers: list[Answer]) -> None:
    for number, answer in enumerate(answers):
        _check_reply(answer)
        _check_offered(answer, answers[:number])


def _check_reply(answer: Answer) -> None:
    turn, heard = answer.turn, [(reply["text"], _payloads(reply)) for reply in answer.said]
    told = f"to {turn.message!r} ({answer.intent}, {answer.actions}) the bot said {heard}"
    wanted = [expected(notation, answer.spoken) for notation in turn.bot]

    assert len(answer.said) == len(wanted), told
    for notation, want, reply in zip(turn.bot, wanted, answer.said, strict=True):
        assert want.matches(reply), f"{told}, not {notation}"
    if turn.buttons is not None:
        assert _payloads(answer.said[-1]) == turn.buttons, told
    assert answer.handoff == turn.handoff, told
    if turn.asks != "":
        assert answer.asks == turn.asks, told
    assert {name: answer.slots.get(name) for name in turn.slots} == turn.slots, told


def _check_offered(answer: Answer, before: list[Answer]) -> None:
    """A customer can tap only what is there."""
    if answer.turn.taps:
        offered = {payload for earlier in before for reply in earlier.said for payload in _payloads(reply)}
        assert answer.turn.taps in offered


def _payloads(reply: dict) -> list[str]:
    return [button["payload"] for button in reply.get("buttons", ())]
