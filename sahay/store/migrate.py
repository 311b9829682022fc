"""Alembic, driven from code: there is no alembic.ini to keep in step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from sahay.store.database import open_database

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(url: str) -> str:
    """Bring the database at `url` to the newest schema; says in one line what was done."""
    database = open_database(url)
    try:
        async with database.write() as connection:
            return await connection.run_sync(_upgrade)
    finally:
        await database.close()


def _upgrade(connection: Connection) -> str:
    config = alembic_config(connection)
    newest = ScriptDirectory.from_config(config).get_current_head()
    before = MigrationContext.configure(connection).get_current_revision()
    if before == newest:
        return f"The database is at schema {newest} already."
    command.upgrade(config, "head")
    return f"The database is now at schema {newest} (was {before or 'empty'})."
