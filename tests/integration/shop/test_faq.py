"""The knowledge base: loaded into the database, searched there, and the same in memory."""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from sahay.language.tag import TAGS
from sahay.shop import tables
from sahay.shop.faq import Answer, Entry, Figures, Showing
from sahay.shop.faq.entries import Catalogue
from sahay.shop.faq.files import read_directory
from sahay.shop.faq.sql import Report, SqlFaq, load
from sahay.shop.memory import MemoryFaq
from sahay.store.database import Database, open_database
from tests.integration.shop.databases import DATABASES

FILES = Path(__file__).parents[3] / "data" / "faq"

RETURNS = Entry(
    "returns",
    "returns",
    {"en": ("Can I return it?", "What is the return policy?"), "hi": ("क्या मैं लौटा सकता हूँ?",)},
    {"en": "Within 10 days.", "hi": "10 दिन में।"},
    "return_product",
    ("policy", "दिन"),
    date(2026, 1, 1),
    date(2027, 12, 31),
)
HOURS = Entry("hours", "shop", {"en": ("When are you open?",)}, {"en": "From 10 to 8."})
GIFTS = Entry("gifts", "shop", {"en": ("Do you wrap gifts?",)}, {"en": "Yes."})


AT = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True)
class Stopped:
    at: datetime

    def now(self):
        return self.at


@pytest.fixture(params=["memory", *DATABASES])
async def faq_of(request, tmp_path):
    """`await faq_of(entries, clock)`: the knowledge base in memory, and in each database."""
    if request.param == "memory":

        async def in_memory(entries, clock):
            return MemoryFaq(entries, clock=clock, timezone=INDIA)

        yield in_memory
        return
    async with DATABASES[request.param](tmp_path) as opened:

        async def in_database(entries, clock):
            await load(opened, entries)
            return SqlFaq(opened, clock=clock, timezone=INDIA)

        yield in_database


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
        for language, questions in entry.questions.items():
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
        {"tags": ("policy",)},
        {"valid_from": None},
        {"valid_until": date(2028, 1, 1)},
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


async def test_what_one_process_loads_another_one_answers(database):
    opened = open_database(database.engine.url.render_as_string(hide_password=False))
    elsewhere = Database(opened.engine.execution_options(**database.engine.get_execution_options()))
    faq = SqlFaq(elsewhere)
    await load(database, [RETURNS])
    assert [answer.key for answer in await faq.search("When are you open?", "en", 1)] == ["returns"]
    await load(database, [RETURNS, HOURS])
    assert [answer.key for answer in await faq.search("When are you open?", "en", 1)] == ["hours"]
    await elsewhere.close()


async def test_searches_at_once_build_the_index_once(database, monkeypatch):
    faq, built, of = SqlFaq(database), [], Catalogue.of
    monkeypatch.setattr(Catalogue, "of", lambda *given: built.append(given) or of(*given))
    await load(database, [RETURNS])
    found = await asyncio.gather(*(faq.search("return policy", "en") for _ in range(5)))
    assert len(built) == 1
    assert all(answers == found[0] for answers in found)


@pytest.mark.parametrize(
    ("now", "there"),
    [
        (datetime(2026, 11, 19, 18, 29, tzinfo=UTC), False),  # the 19th, 23:59 in India
        (datetime(2026, 11, 19, 18, 30, tzinfo=UTC), True),  # the 20th
        (datetime(2026, 11, 20, 18, 29, tzinfo=UTC), True),
        (datetime(2026, 11, 20, 18, 30, tzinfo=UTC), False),  # the 21st
    ],
)
async def test_an_entry_is_there_on_its_days_in_the_shops_time(faq_of, now, there):
    day = date(2026, 11, 20)
    faq = await faq_of([replace(RETURNS, valid_from=day, valid_until=day)], Stopped(now))
    assert [answer.key for answer in await faq.search("return policy", "en")] == ["returns"] * there
    assert (await faq.answer("returns", "en") is not None) == there
    assert (await faq.answer_to("return_product", "en") is not None) == there


async def test_what_was_shown_and_whether_it_helped_is_counted(faq_of):
    faq = await faq_of([RETURNS, HOURS, GIFTS], Stopped(AT))
    for number, (key, conversation) in enumerate(
        [("hours", "a"), ("returns", "a"), ("returns", "b"), ("returns", "a"), ("gone", "b")]
    ):
        await faq.note_shown(Showing(key, "hi", conversation, f"m{number}", AT + timedelta(minutes=number)))
    assert await faq.rate("returns", "a", helpful=False, at=AT)
    assert await faq.rate("returns", "b", helpful=True, at=AT)
    assert await faq.rate("hours", "a", helpful=True, at=AT)
    assert await faq.figures() == [
        Figures("returns", shown=3, conversations=2, helpful=1, not_helpful=1),
        Figures("gone", shown=1, conversations=1, helpful=0, not_helpful=0),  # removed since
        Figures("hours", shown=1, conversations=1, helpful=1, not_helpful=0),
        Figures("gifts", shown=0, conversations=0, helpful=0, not_helpful=0),
    ]


async def test_an_action_that_runs_again_and_a_second_tap_count_once(faq_of):
    faq = await faq_of([HOURS], Stopped(AT))
    for _ in range(2):
        await faq.note_shown(Showing("hours", "en", "a", "m1", AT))
        await faq.rate("hours", "a", helpful=True, at=AT)
    assert await faq.figures() == [Figures("hours", 1, 1, helpful=1, not_helpful=0)]
    await faq.rate("hours", "a", helpful=False, at=AT)  # on second thought
    assert await faq.figures() == [Figures("hours", 1, 1, helpful=0, not_helpful=1)]


async def test_what_was_not_shown_is_not_rated(faq_of):
    faq = await faq_of([HOURS], Stopped(AT))
    await faq.note_shown(Showing("hours", "en", "a", "m1", AT))
    assert not await faq.rate("hours", "b", helpful=True, at=AT)
    assert not await faq.rate("returns", "a", helpful=True, at=AT)
    assert await faq.figures() == [Figures("hours", 1, 1, 0, 0)]


@pytest.mark.parametrize(("helpful", "not_helpful", "share"), [(0, 0, None), (3, 1, 0.75), (0, 2, 0.0)])
def test_the_share_is_of_the_rated_answers(helpful, not_helpful, share):
    assert Figures("hours", 9, 9, helpful, not_helpful).share == share


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
