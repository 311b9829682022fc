"""The knowledge base: loaded into the database, searched there, and the same in memory."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from sahay.language.tag import TAGS
from sahay.shop import tables
from sahay.shop.faq import Answer, Entry
from sahay.shop.faq.files import read_directory
from sahay.shop.faq.sql import Report, SqlFaq, load
from sahay.shop.memory import MemoryFaq

FILES = Path(__file__).parents[3] / "data" / "faq"

RETURNS = Entry(
    "returns",
    "returns",
    {"en": ("Can I return it?", "What is the return policy?"), "hi": ("क्या मैं लौटा सकता हूँ?",)},
    {"en": "Within 10 days.", "hi": "10 दिन में।"},
    "return_product",
)
HOURS = Entry("hours", "shop", {"en": ("When are you open?",)}, {"en": "From 10 to 8."})
GIFTS = Entry("gifts", "shop", {"en": ("Do you wrap gifts?",)}, {"en": "Yes."})


@pytest.fixture(scope="module")
def entries():
    return read_directory(FILES, ("en", "hi", "gu"))


async def test_the_database_answers_as_memory_does(database, entries):
    await load(database, entries)
    stored, reference = SqlFaq(database), MemoryFaq(entries)
    for entry in entries:
        for language in (*TAGS, "ta"):
            assert await stored.answer(entry.key, language) == await reference.answer(entry.key, language)
            if entry.intent:
                answer = await stored.answer_to(entry.intent, language)
                assert answer == await reference.answer_to(entry.intent, language)
                assert answer.key == entry.key
            for questions in entry.questions.values():
                found = await stored.search(questions[-1], language)
                assert found == await reference.search(questions[-1], language)
                assert found[0].key == entry.key


async def test_an_answer_is_kept_in_every_script(database, entries):
    await load(database, entries)
    stored = SqlFaq(database)
    for entry in entries:
        told = {language: await stored.answer(entry.key, language) for language in TAGS}
        assert {language: answer.text for language, answer in told.items()} == entry.answers


async def test_there_is_nothing_before_the_first_load(database):
    faq = SqlFaq(database)
    assert await faq.search("return policy", "en") == []
    assert await faq.answer("returns", "en") is None


async def test_a_load_reports_what_it_changed(database):
    assert await load(database, [RETURNS, HOURS]) == Report(("hours", "returns"), (), (), ())
    assert await load(database, [HOURS, RETURNS]) == Report((), (), (), ("hours", "returns"))
    edited = replace(RETURNS, answers={"en": "Within 14 days.", "hi": "14 दिन में।"})
    assert await load(database, [edited, GIFTS]) == Report(("gifts",), ("returns",), ("hours",), ())


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "money"},
        {"intent": "get_refund"},
        {"intent": None},
        {"questions": {"en": ("Can I return it?",), "hi": ("क्या मैं लौटा सकता हूँ?",)}},  # a wording less
        {"questions": {"en": ("What is the return policy?", "Can I return it?"), "hi": RETURNS.questions["hi"]}},
        {"answers": {"en": "Within 10 days."}},  # a language less
    ],
)
async def test_every_part_of_an_entry_is_compared(database, change):
    await load(database, [RETURNS])
    assert (await load(database, [replace(RETURNS, **change)])).changed == ("returns",)
    assert (await load(database, [replace(RETURNS, **change)])).unchanged == ("returns",)


async def test_a_change_is_answered_at_once_without_a_restart(database):
    faq = SqlFaq(database)
    await load(database, [RETURNS])
    assert [answer.key for answer in await faq.search("When are you open?", "en", 1)] == ["returns"]
    await load(database, [RETURNS, HOURS])
    assert [answer.key for answer in await faq.search("When are you open?", "en", 1)] == ["hours"]
    await load(database, [replace(HOURS, answers={"en": "Never."})])
    assert await faq.answer("hours", "hi") == Answer("hours", "shop", "When are you open?", "Never.")
    assert await faq.answer("returns", "en") is None


async def test_the_index_is_kept_while_nothing_changes(database, monkeypatch):
    faq = SqlFaq(database)
    await load(database, [RETURNS])
    await faq.search("return policy", "en")

    async def read_again(_):
        raise AssertionError("the entries were read again")

    monkeypatch.setattr("sahay.shop.faq.sql._read", read_again)
    assert (await faq.search("return policy", "en"))[0].key == "returns"
    await faq.answer("returns", "hi")


async def test_a_load_that_fails_changes_nothing(database, monkeypatch):
    await load(database, [RETURNS])

    async def die(*_):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr("sahay.shop.faq.sql._write", die)
        with pytest.raises(ConnectionError):
            await load(database, [replace(RETURNS, topic="money"), HOURS])
    assert (await load(database, [RETURNS])).unchanged == ("returns",)


async def test_two_loads_at_once_come_out_as_one_after_the_other(database):
    reports = await asyncio.gather(*(load(database, [RETURNS, HOURS]) for _ in range(4)))
    assert sorted(len(report.added) for report in reports) == [0, 0, 0, 2]


async def test_an_entry_takes_its_wordings_along(database):
    await load(database, [RETURNS])
    async with database.write() as connection:
        await connection.execute(delete(tables.faq_entry))
    assert (await load(database, [RETURNS])).added == ("returns",)
