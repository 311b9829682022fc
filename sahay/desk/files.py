"""Files that customers and agents send: kept on the disk under names that say nothing, known by the database."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe

import puremagic
from sqlalchemy import delete, select

from sahay.domain.attachment import ENDINGS, FILE_BYTES, TEXT, is_text, safe_name
from sahay.domain.clock import Clock
from sahay.domain.message import File, Upload
from sahay.store.base import UploadNotFound
from sahay.store.sql import SqlStore
from sahay.store.tables.console import file as table

FOLDER = "files"
# What one conversation may hold: nobody fills the disk.
CONVERSATION_FILES = 200
CONVERSATION_BYTES = 20 * FILE_BYTES
# Names that the library has for a type of ours.
_ALSO_CALLED = {"application/ogg": "audio/ogg"}
# What was uploaded and not sent is gone after so long.
UNSENT = timedelta(hours=24)


class FileRefused(ValueError):
    """This file is not taken. `code` is for programs, the message for who sent it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Content:
    file: File
    data: bytes


class Files:
    """`folder` is below SAHAY_VAR; where several apps share a database, they share it too."""

    def __init__(self, store: SqlStore, folder: Path, clock: Clock) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock

    async def add(self, conversation_id: str, agent_id: str | None, name: str, data: bytes) -> File:
        """Keep what an agent or (None) the customer uploads, until it is sent. Raises FileRefused,
        ConversationNotFound."""
        kind = kind_of(data)
        file = File(token_urlsafe(16), safe_name(name, kind), kind, len(data))
        await asyncio.to_thread(self._write, file.id, data)
        try:
            async with self._store.transaction() as tx:
                await tx.conversation(conversation_id)
                _require_room([each.file for each in await tx.uploads(conversation_id)], file)
                await tx.add_upload(Upload(file, conversation_id, self._clock.now(), agent_id))
        except BaseException:
            self._path(file.id).unlink(missing_ok=True)
            raise
        return file

    async def read(self, file_id: str, conversation_id: str | None = None) -> Content:
        """One file. With a conversation, only what its customer has sent or was sent. Raises UploadNotFound."""
        async with self._store.snapshot() as snapshot:
            upload = await snapshot.upload(file_id)
        is_told = upload.seq is not None or upload.agent_id is None
        if conversation_id and not (is_told and upload.conversation_id == conversation_id):
            raise UploadNotFound(file_id)
        try:
            data = await asyncio.to_thread(self._path(upload.file.id).read_bytes)
        except FileNotFoundError:
            raise UploadNotFound(file_id) from None
        return Content(upload.file, data)

    async def remove_unsent(self) -> None:
        """Forget what nobody sent."""
        before: datetime = self._clock.now() - UNSENT
        async with self._store.transaction() as tx:
            old = select(table.c.id).where(table.c.seq.is_(None), table.c.at < before)
            ids = list(await tx.connection.scalars(old))
            await tx.connection.execute(delete(table).where(table.c.id.in_(ids)))
        self.remove_from_disk(ids)

    def remove_from_disk(self, file_ids: Iterable[str]) -> None:
        """For whoever deletes their rows: erasing a customer's data, or retention."""
        for file_id in file_ids:
            self._path(file_id).unlink(missing_ok=True)

    def _write(self, file_id: str, data: bytes) -> None:
        path = self._path(file_id)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(data)
        path.chmod(0o600)

    def _path(self, file_id: str) -> Path:
        """Only for ids that the database knows. Two letters a folder: none holds too many."""
        return self._folder / file_id[:2] / file_id


def kind_of(data: bytes) -> str:
    """The media type that the content has, whatever it is called. Raises FileRefused."""
    if not data:
        raise FileRefused("empty", "The file is empty.")
    if len(data) > FILE_BYTES:
        raise FileRefused("too_long", f"A file may have {FILE_BYTES // 1024**2} MB.")
    recognised = _recognised(data)
    kind = _ALSO_CALLED.get(recognised, recognised)
    if kind in ENDINGS:
        return kind
    if is_text(data):
        return TEXT  # whatever is written in it: it is never shown as a page
    raise FileRefused(
        "wrong_type",
        "Photos (JPEG, PNG, GIF, WebP), PDF, voice messages (OGG), videos (MP4) and plain text can be sent.",
    )


def _recognised(data: bytes) -> str:
    try:
        return str(puremagic.from_string(data, mime=True))
    except (puremagic.PureError, ValueError):
        return ""


def _require_room(kept: list[File], new: File) -> None:
    size = sum(each.size for each in kept) + new.size
    if len(kept) >= CONVERSATION_FILES or size > CONVERSATION_BYTES:
        raise FileRefused("no_room", "This conversation holds as many files as it may.")
