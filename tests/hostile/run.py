"""One run from start to end: the bot, the cases, a storm, the judgement."""

import asyncio
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sahay.config import load_settings
from sahay.launch.progress import Step
from sahay.launch.training import trained_model
from tests.conversations import metering
from tests.conversations.bot import running, with_free_ports
from tests.conversations.shop import furnish
from tests.hostile import logs
from tests.hostile.cases import Case
from tests.hostile.judging import differences, objections
from tests.hostile.playing import Played, Player
from tests.hostile.storm import Storm, storm

ACTIONS = "tests.conversations.metered_server"


@dataclass
class Result:
    """`wrong` are the objections to each case that has any; `elsewhere` those to the logs and the storm."""

    played: list[Played]
    storm: Storm
    seconds: float = 0.0
    wrong: dict[Case, list[str]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)


async def run(cases: Sequence[Case]) -> Result:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="sahay-hostile-") as var:
        settings = with_free_ports(load_settings(environ={"SAHAY_VAR": var}))
        await furnish(settings)
        async with running(settings, trained_model(settings, Step("a model")), ACTIONS) as bot:
            player = Player(bot)
            await player.warm()
            result = Result(await asyncio.gather(*map(player.play, cases)), await storm(bot, player))
        _judge(result, Path(var))
    result.seconds = time.monotonic() - began
    return result


def _judge(result: Result, var: Path) -> None:
    work: dict[str, list[metering.Work]] = defaultdict(list)
    for each in metering.read(var):
        work[each.conversation].append(each)
    wrong = defaultdict(list, {each.case: against for each in result.played if (against := objections(each))})
    for played, difference in differences(result.played, work):
        wrong[played.case].append(difference)
    result.wrong = dict(wrong)
    result.elsewhere = [*logs.found(var), *result.storm.objections]
