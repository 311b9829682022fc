"""`python -m sahay.shop.faq load | edit NAME | report`: the knowledge base, without a restart of anything."""

import argparse
import asyncio
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sahay.config import ROOT, ConfigError, Settings, load_settings
from sahay.shop.faq import Entry, FaqError, Figures
from sahay.shop.faq.editing import edit
from sahay.shop.faq.files import read_directory
from sahay.shop.faq.sql import Report, SqlFaq, load
from sahay.store.database import open_database
from sahay.store.migrate import migrate

DIRECTORY = "faq.directory of sahay.yml if it is left out"
# More entries than this are counted and not named.
NAMED = 5


def main() -> int:
    arguments = _arguments()
    try:
        print(arguments.run(load_settings(), arguments))
    except (FaqError, ConfigError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sahay.shop.faq", description="The knowledge base.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    loading = commands.add_parser("load", help="make the database's entries those of the files")
    loading.add_argument("directory", type=Path, nargs="?", help=DIRECTORY)
    loading.set_defaults(run=_load)
    editing = commands.add_parser("edit", help="change a file, or begin a new one, in your editor, and load it")
    editing.add_argument("name", type=_file_name, help="of the file, without .yml")
    editing.add_argument("directory", type=Path, nargs="?", help=DIRECTORY)
    editing.set_defaults(run=_edit)
    reporting = commands.add_parser("report", help="which answers were shown, and which helped")
    reporting.set_defaults(run=_report)
    return parser.parse_args()


def _file_name(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_-]+", name):
        raise argparse.ArgumentTypeError("must be small letters, digits, _ and -")
    return name


def _directory(settings: Settings, arguments: argparse.Namespace) -> Path:
    return arguments.directory or ROOT / settings.faq.directory


def _load(settings: Settings, arguments: argparse.Namespace) -> str:
    entries = read_directory(_directory(settings, arguments), settings.languages.offered)
    return describe(asyncio.run(_loaded(settings, entries)))


def _edit(settings: Settings, arguments: argparse.Namespace) -> str:
    entries = edit(_directory(settings, arguments) / f"{arguments.name}.yml", settings.languages.offered)
    return describe(asyncio.run(_loaded(settings, entries)))


def _report(settings: Settings, _arguments: argparse.Namespace) -> str:
    return "\n".join(table(asyncio.run(_figures(settings))))


async def _loaded(settings: Settings, entries: Iterable[Entry]) -> Report:
    await migrate(settings.database_url)  # so that it need not have been started before
    database = open_database(settings.database_url)
    try:
        return await load(database, entries)
    finally:
        await database.close()


async def _figures(settings: Settings) -> list[Figures]:
    database = open_database(settings.database_url)
    try:
        return await SqlFaq.from_settings(settings, database).figures()
    finally:
        await database.close()


def describe(report: Report) -> str:
    """One line: what changed, by key while they are few, and how many entries stayed as they were."""
    changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
    said = [f"{len(keys)} {what}" + _named(keys) for what, keys in changes.items() if keys]
    return "; ".join([f"FAQ: {len(report.unchanged)} unchanged", *said])


def _named(keys: Sequence[str]) -> str:
    return f" ({', '.join(keys)})" if len(keys) <= NAMED else ""


def table(figures: Sequence[Figures]) -> list[str]:
    """A line an entry, in the given order: counts, and of the rated answers the share that helped."""
    heads = ("entry", "shown", "conversations", "helpful", "not helpful", "share")
    width = max((len(each.key) for each in figures), default=0)
    return [f"{heads[0]:{width}}  " + "  ".join(heads[1:]), *(_row(each, heads, width) for each in figures)]


def _row(figures: Figures, heads: Sequence[str], width: int) -> str:
    share = "-" if figures.share is None else f"{figures.share:.0%}"
    cells = (figures.shown, figures.conversations, figures.helpful, figures.not_helpful, share)
    return f"{figures.key:{width}}  " + "  ".join(
        f"{cell:>{len(head)}}" for cell, head in zip(cells, heads[1:], strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())
