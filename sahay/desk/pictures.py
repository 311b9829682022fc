"""What agents look like to customers: one small picture each, under an id that changes with it."""

from dataclasses import dataclass
from secrets import token_urlsafe

from sqlalchemy import delete, insert, select

from sahay.desk.files import FileRefused, kind_of
from sahay.store.database import Database
from sahay.store.tables.people import picture as table

# The console sends 256 x 256 points, of some 20 kB.
PICTURE_BYTES = 128 * 1024
KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})


class NoSuchPicture(Exception):
    """There is none with this id, or not any more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` is a media type of `KINDS`."""

    kind: str
    data: bytes


class Pictures:
    """In the database, since several apps may share one, and they are few and small."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, agent_id: str) -> str | None:
        """The id of an agent's picture, if they have one."""
        async with self._database.read() as connection:
            found: str | None = await connection.scalar(select(table.c.id).where(table.c.agent_id == agent_id))
        return found

    async def read(self, picture_id: str) -> Picture:
        """Raises NoSuchPicture."""
        async with self._database.read() as connection:
            query = select(table.c.kind, table.c.data).where(table.c.id == picture_id)
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NoSuchPicture(picture_id)
        return Picture(row.kind, row.data)

    async def choose(self, agent_id: str, data: bytes) -> str:
        """In place of the one before. The new one's id. Raises FileRefused."""
        kind = kind_of(data)
        if kind not in KINDS:
            raise FileRefused("wrong_type", "A picture is a JPEG, PNG or WebP.")
        if len(data) > PICTURE_BYTES:
            raise FileRefused("too_long", f"A picture may have {PICTURE_BYTES // 1024} kB.")
        picture_id = token_urlsafe(16)
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.agent_id == agent_id))
            values = {"agent_id": agent_id, "id": picture_id, "kind": kind, "data": data}
            await connection.execute(insert(table).values(values))
        return picture_id

    async def remove(self, agent_id: str) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.agent_id == agent_id))
