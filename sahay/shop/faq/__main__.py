"""`python -m sahay.shop.faq load [DIRECTORY]`: make the knowledge base what its files say."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from sahay.config import ROOT, ConfigError, load_settings
from sahay.shop.faq import FaqError
from sahay.shop.faq.files import read_directory
from sahay.shop.faq.sql import Report, load
from sahay.store.database import open_database

# More entries than this are counted and not named.
NAMED = 5


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sahay.shop.faq", description="The knowledge base.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    loading = commands.add_parser("load", help="load the files into the database")
    loading.add_argument("directory", type=Path, nargs="?", default=ROOT / "data" / "faq")
    arguments = parser.parse_args()
    try:
        report = asyncio.run(_load(arguments.directory))
    except (FaqError, ConfigError) as error:
        print(error, file=sys.stderr)
        return 1
    print(describe(report))
    return 0


async def _load(directory: Path) -> Report:
    settings = load_settings()
    entries = read_directory(directory, settings.languages.offered)
    database = open_database(settings.database_url)
    try:
        return await load(database, entries)
    finally:
        await database.close()


def describe(report: Report) -> str:
    """One line: what changed, by key while they are few, and how many entries stayed as they were."""
    changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
    said = [f"{len(keys)} {what}" + _named(keys) for what, keys in changes.items() if keys]
    return "; ".join([f"FAQ: {len(report.unchanged)} unchanged", *said])


def _named(keys: Sequence[str]) -> str:
    return f" ({', '.join(keys)})" if len(keys) <= NAMED else ""


if __name__ == "__main__":
    sys.exit(main())
