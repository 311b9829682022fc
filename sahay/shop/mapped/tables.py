"""The shop's tables as they are, held to what sahay.yml says of them."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Connection, Label, MetaData, Select, Table, select
from sqlalchemy.exc import NoSuchTableError, SQLAlchemyError

from sahay.config.errors import ConfigError
from sahay.shop.sql.options import TABLE
from sahay.store.database import open_database

Named = Mapping[str, Mapping[str, str]]


class Tables:
    """The shop's tables, by our names of them and of their columns."""

    def __init__(self, tables: Mapping[str, Table], named: Named) -> None:
        self._tables = tables
        self._named = named

    def select(self, name: str) -> Select[Any]:
        """All columns that are named of a table, under our names."""
        return select(*(self.column(name, key) for key in self._named[name] if key != TABLE))

    def column(self, name: str, key: str) -> Label[Any]:
        return self._tables[name].c[self._named[name][key]].label(key)


def reflect(url: str, named: Named, where: str) -> Tables:
    """Look the tables up in the database at `url`. Raises ConfigError that names what is not there, as `where` says."""
    # Programs are put together before their event loop runs, or in one that must not wait.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _reflect(url, named, where)).result()


async def _reflect(url: str, named: Named, where: str) -> Tables:
    database = open_database(url)
    try:
        async with database.read() as connection:
            return await connection.run_sync(_reflect_now, named, where)
    except (SQLAlchemyError, OSError) as error:
        raise ConfigError(f"{where}: the shop's database cannot be read: {type(error).__name__}") from None
    finally:
        await database.close()


def _reflect_now(connection: Connection, named: Named, where: str) -> Tables:
    tables = {}
    for name, columns in named.items():
        schema, _, bare = columns[TABLE].rpartition(".")
        try:
            table = Table(bare, MetaData(), schema=schema or None, autoload_with=connection, resolve_fks=False)
        except NoSuchTableError:
            raise ConfigError(f"{where}.{name}.{TABLE}: there is no table {columns[TABLE]}") from None
        for key, column in columns.items():
            if key != TABLE and column not in table.c:
                raise ConfigError(f"{where}.{name}.{key}: {columns[TABLE]} has no column {column}")
        tables[name] = table
    return Tables(tables, named)
