"""What only the database's adapter can get wrong."""

import pytest
from sqlalchemy import delete, event, select

from sahay.shop import tables
from sahay.shop.sql.ledger import SqlLedger
from sahay.shop.verification import Refused


@pytest.fixture
def statements(database):
    """The SQL that is run, without its values."""
    run = []
    engine = database.engine.sync_engine

    def note(_connection, _cursor, statement, *_):
        run.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield run
    event.remove(engine, "before_cursor_execute", note)


async def test_an_order_that_does_not_exist_takes_the_same_queries_as_a_foreign_one(sql_ownership, statements, now):
    run = {}
    for number in ("10001", "99999"):
        statements.clear()
        await sql_ownership.prove(number, "wrong@example.com", conversation_id=number, message_id="m", now=now)
        run[number] = list(statements)
    assert run["10001"] == run["99999"]
    assert any("shop_customer" in statement for statement in run["99999"])


async def test_the_table_of_attempts_holds_no_contact(sql_ownership, database, now, filled):
    for contact in (filled[0].customer.email, filled[0].customer.phone, "wrong@example.com"):
        await sql_ownership.prove("10001", contact, conversation_id="c1", message_id="m1", now=now)
    async with database.read() as connection:
        rows = (await connection.execute(select(tables.verification_attempt))).all()
    assert len(rows) == 3
    kept = repr(rows)
    assert "example.com" not in kept
    assert filled[0].customer.phone[-10:] not in kept


async def test_an_order_that_is_gone_since_it_was_proved_is_refused(sql_ownership, database, now, filled):
    proof = {"conversation_id": "c1", "message_id": "m1", "now": now}
    order = filled[0]
    assert await sql_ownership.prove(order.view.number, order.customer.email, **proof) == order
    async with database.write() as connection:
        await connection.execute(delete(tables.order).where(tables.order.c.number == order.view.number))
    assert await sql_ownership.prove(order.view.number, order.customer.email, **proof) == Refused(3)


async def test_a_failure_on_the_way_counts_no_attempt(sql_ownership, database, now, monkeypatch):
    """An action that dies before it has answered has told nothing."""

    async def die(*details, **more):
        await record(*details, **more)
        raise ConnectionError

    record = SqlLedger.record

    with monkeypatch.context() as broken:
        broken.setattr(SqlLedger, "record", die)
        with pytest.raises(ConnectionError):
            await sql_ownership.prove("10001", "x@example.com", conversation_id="c1", message_id="m1", now=now)
    async with database.read() as connection:
        assert (await connection.execute(select(tables.verification_attempt))).all() == []


async def test_the_parts_of_an_order_go_with_it(sql_ownership, database):
    async with database.write() as connection:
        await connection.execute(delete(tables.order))
    parts = (
        tables.item,
        tables.milestone,
        tables.shipment,
        tables.carrier_event,
        tables.payment,
        tables.refund,
        tables.invoice,
    )
    async with database.read() as connection:
        for part in parts:
            assert (await connection.execute(select(part))).all() == [], part.name
