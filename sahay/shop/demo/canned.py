"""The demo's canned responses, for the first agents."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import exists, insert, select

from sahay.shop.locks import hold
from sahay.store.database import Database
from sahay.store.tables.console import canned

FILE = Path(__file__).with_name("canned.yml")


async def ensure(database: Database, now: datetime) -> None:
    """Everybody's responses, where there are none at all: what agents change or delete stays so."""
    async with database.write() as connection:
        await hold(connection, ["demo canned"])
        if not await connection.scalar(select(exists().where(canned.c.id.is_not(None)))):
            await connection.execute(insert(canned), _rows(now))


def _rows(now: datetime) -> list[dict[str, Any]]:
    responses: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [{"id": f"demo-{each['shortcut']}", "owner_id": None, "updated_at": now, **each} for each in responses]
