"""The knowledge base in the database: loaded from its files, and searched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables
from sahay.shop.faq import Answer, Catalogue, Entry
from sahay.shop.locks import hold
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class Report:
    """What a load changed: the keys of the entries, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]

    @property
    def has_changes(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class SqlFaq:
    """See `sahay.shop.faq.Faq`. Keeps the entries in memory until the revision in the database is another."""

    def __init__(self, database: Database, default_language: str = "en") -> None:
        self._database = database
        self._default = default_language
        self._catalogue = Catalogue.of((), default_language)
        self._revision = 0

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        return (await self._current()).search(text, language, limit)

    async def answer(self, key: str, language: str) -> Answer | None:
        return (await self._current()).answer(key, language)

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        return (await self._current()).answer_to(intent, language)

    async def _current(self) -> Catalogue:
        async with self._database.read() as connection:
            revision = await _revision(connection)
            if revision != self._revision:
                entries = await _read(connection)
                self._catalogue = Catalogue.of(entries.values(), self._default)
                self._revision = revision
        return self._catalogue


async def load(database: Database, entries: Iterable[Entry]) -> Report:
    """Make the database's entries these ones, all or nothing. Only what differs is written."""
    wanted = {entry.key: entry for entry in entries}
    async with database.write() as connection:
        await hold(connection, ["faq"])
        known = await _read(connection)
        report = _compare(known, wanted)
        if report.has_changes:
            for key in report.changed + report.removed:
                await connection.execute(delete(tables.faq_entry).where(tables.faq_entry.c.key == key))
            for key in report.added + report.changed:
                await _write(connection, wanted[key])
            await _raise_revision(connection)
    return report


def _compare(known: Mapping[str, Entry], wanted: Mapping[str, Entry]) -> Report:
    both = sorted(known.keys() & wanted.keys())
    return Report(
        added=tuple(sorted(wanted.keys() - known.keys())),
        changed=tuple(key for key in both if known[key] != wanted[key]),
        removed=tuple(sorted(known.keys() - wanted.keys())),
        unchanged=tuple(key for key in both if known[key] == wanted[key]),
    )


async def _read(connection: AsyncConnection) -> dict[str, Entry]:
    asked, said = tables.faq_question, tables.faq_answer
    questions: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in await connection.execute(select(asked).order_by(*asked.primary_key)):
        of_entry = questions.setdefault(row.entry_key, {})
        of_entry[row.language] = (*of_entry.get(row.language, ()), row.text)
    answers: dict[str, dict[str, str]] = {}
    for row in await connection.execute(select(said)):
        answers.setdefault(row.entry_key, {})[row.language] = row.text
    heads = await connection.execute(select(tables.faq_entry).order_by(tables.faq_entry.c.key))
    return {row.key: Entry(row.key, row.topic, questions[row.key], answers[row.key], row.intent) for row in heads}


async def _write(connection: AsyncConnection, entry: Entry) -> None:
    await connection.execute(insert(tables.faq_entry).values(key=entry.key, topic=entry.topic, intent=entry.intent))
    questions = [
        {"entry_key": entry.key, "language": language, "position": position, "text": text}
        for language, wordings in entry.questions.items()
        for position, text in enumerate(wordings)
    ]
    answers = [{"entry_key": entry.key, "language": language, "text": text} for language, text in entry.answers.items()]
    await connection.execute(insert(tables.faq_question), questions)
    await connection.execute(insert(tables.faq_answer), answers)


async def _revision(connection: AsyncConnection) -> int:
    """0 before the first load."""
    return await connection.scalar(select(tables.faq_revision.c.revision)) or 0


async def _raise_revision(connection: AsyncConnection) -> None:
    revision = await _revision(connection)
    if revision == 0:
        await connection.execute(insert(tables.faq_revision).values(id=1, revision=1))
    else:
        await connection.execute(update(tables.faq_revision).values(revision=revision + 1))
