"""`python -m tests.conversations.play FILE [NAME]`: play the scripts of one file, for who writes them.

FILE is a file of scripts/ or its name without `.yml`, NAME a part of what a script is called. Engine and actions are
started from this directory as it is; each dialogue is printed, with what is wrong in it after `!!!`.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from sahay.config import load_settings
from sahay.launch.progress import Step
from sahay.launch.training import trained_model
from tests.conversations.bot import Bot, NotStarted, running, with_free_ports
from tests.conversations.checking import objections, told
from tests.conversations.script import SCRIPTS, Script, read_file, twice
from tests.conversations.shop import furnish


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=_file)
    parser.add_argument("name", nargs="?", default="")
    wanted = parser.parse_args()
    scripts = [each for each in read_file(wanted.file) if wanted.name in str(each)]
    for name in twice(scripts):
        print(f"!!! two scripts are called {name}: only one is played")
    try:
        wrong = asyncio.run(_play(scripts))
    except NotStarted as problem:
        sys.exit(str(problem))
    print(f"{len(scripts)} scripts, {wrong} not kept to")
    sys.exit(wrong > 0)


async def _play(scripts: list[Script]) -> int:
    """How many were not kept to."""
    with tempfile.TemporaryDirectory() as var:
        settings = with_free_ports(load_settings(environ={"SAHAY_VAR": var}))
        await furnish(settings)
        async with running(settings, trained_model(settings, Step("a model"))) as bot:
            for script in scripts:
                bot.begin(script)
            return [await _show(bot, script) for script in scripts].count(True)


async def _show(bot: Bot, script: Script) -> bool:
    played = await bot.play(script)
    against = objections(played)
    print(told(played, against), end="\n\n")
    return bool(against)


def _file(name: str) -> Path:
    path = Path(name)
    return path if path.exists() else SCRIPTS / f"{path.stem}.yml"


if __name__ == "__main__":
    main()
