"""Commands that customers may type, and the app answers at once: `/help`, `/language`."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from babel import Locale

from sahay.domain.message import Button
from sahay.flow.mover import Mover
from sahay.flow.taps import Answer, Tap
from sahay.flow.turn import ASK_FOR_HUMAN

START, HELP, LANGUAGE = "/app_start", "/app_help", "/app_language"
STOP = "/app_no_follow_up"
# What a command stands for.
COMMANDS: Mapping[str, str] = {
    "start": START,
    "help": HELP,
    "language": LANGUAGE,
    "human": ASK_FOR_HUMAN,
    "stop": STOP,
}


def command_taps(mover: Mover, languages: tuple[str, ...], shop: str) -> Mapping[str, Answer]:
    """What is done for the commands that nothing else answers. `languages` are those that can be chosen."""
    return {
        START: partial(_say, mover, "app_welcome", shop),
        HELP: partial(_say, mover, "app_help", shop),
        LANGUAGE: partial(_ask_language, mover, languages),
        **{f"{LANGUAGE}_{tag}": partial(_speak, mover, tag) for tag in languages},
    }


async def _say(mover: Mover, key: str, shop: str, tap: Tap) -> None:
    await mover.announce(tap.tx, tap.conversation, key, shop=shop)


async def _ask_language(mover: Mover, languages: tuple[str, ...], tap: Tap) -> None:
    """Each is offered under its own name."""
    buttons = tuple(Button(own_name(tag), f"{LANGUAGE}_{tag}") for tag in languages)
    await mover.announce(tap.tx, tap.conversation, "app_language", buttons=buttons)


async def _speak(mover: Mover, tag: str, tap: Tap) -> None:
    chosen = replace(tap.conversation, language=tag)
    await tap.tx.save(chosen)
    await mover.announce(tap.tx, chosen, "app_language_chosen")


def own_name(tag: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(tag).get_display_name(tag) or tag).capitalize()
