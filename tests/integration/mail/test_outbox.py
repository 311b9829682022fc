"""What every outbox keeps to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sahay.mail import Attachment, Mail
from sahay.mail.sql import SqlOutbox
from sahay.mail.state import State
from sahay.shop.tables.mail import mail as table

MAIL = Mail("invoice", "asha@example.com", "बिल", "नमस्ते", "hi", (Attachment("a.pdf", "application/pdf", b"\x00\xff"),))
MINUTE = timedelta(minutes=1)


async def take(outbox, clock):
    return await outbox.take(clock.now(), clock.now() + MINUTE)


async def test_what_was_put_is_taken_as_it_was(outbox, clock):
    await outbox.put(MAIL, key="k")

    taken = await take(outbox, clock)
    assert (taken.mail, taken.key, taken.attempts, taken.put_at) == (MAIL, "k", 1, clock.now())


async def test_with_the_same_key_nothing_more_is_sent(outbox, clock):
    await outbox.put(MAIL, key="k")
    await outbox.put(Mail("invoice", "ravi@example.com", "s", "t", "en"), key="k")

    assert (await take(outbox, clock)).mail == MAIL
    assert await take(outbox, clock) is None


async def test_a_mail_is_taken_once_until_its_time_is_over(outbox, clock):
    await outbox.put(MAIL, key="k")
    await take(outbox, clock)

    assert await take(outbox, clock) is None
    clock.forward(60)  # whoever had it died
    assert (await take(outbox, clock)).attempts == 2


async def test_mails_are_taken_in_the_order_in_which_they_were_put(outbox, clock):
    for key in "cab":
        await outbox.put(MAIL, key=key)

    assert [(await take(outbox, clock)).key for _ in range(3)] == ["c", "a", "b"]


async def test_a_postponed_mail_lets_others_pass(outbox, clock):
    await outbox.put(MAIL, key="first")
    await outbox.put(MAIL, key="second")
    first = await take(outbox, clock)
    await outbox.postpone(first.id, clock.now() + 2 * MINUTE)

    assert (await take(outbox, clock)).key == "second"
    clock.forward(120)
    assert (await take(outbox, clock)).key == "first"


@pytest.mark.parametrize("state", [state for state in State if state is not State.WAITING])
async def test_a_settled_mail_waits_no_longer_and_is_not_put_again(outbox, clock, state):
    await outbox.put(MAIL, key="k")
    await outbox.settle((await take(outbox, clock)).id, state, clock.now())
    await outbox.put(MAIL, key="k")
    clock.forward(60)

    assert await take(outbox, clock) is None


async def test_of_a_settled_mail_the_database_keeps_nothing_that_was_in_it(database, clock):
    outbox = SqlOutbox(database, clock, "a key for tests")
    await outbox.put(MAIL, key="k")
    await outbox.settle((await take(outbox, clock)).id, State.SENT, clock.now())

    async with database.read() as connection:
        (row,) = (await connection.execute(select(table))).mappings()
    assert row["content"] is None
    assert "asha" not in str(dict(row))
    assert (row["kind"], row["state"], row["settled_at"]) == ("invoice", State.SENT, clock.now())


async def test_an_address_has_one_digest_however_it_is_written_and_another_with_another_secret(database, clock):
    for number, (secret, address) in enumerate([("a", "asha@example.com"), ("a", "Asha@Example.com"), ("b", MAIL.to)]):
        await SqlOutbox(database, clock, secret).put(Mail("code", address, "s", "t", "en"), key=str(number))

    async with database.read() as connection:
        first, second, other = await connection.scalars(select(table.c.address_key).order_by(table.c.id))
    assert first == second != other


async def test_a_mail_of_a_transaction_that_failed_was_never_put(database, clock):
    outbox = SqlOutbox(database, clock, "a key for tests")

    async def put_and_fail():
        async with database.write() as connection:
            await outbox.put_in(connection, MAIL, key="k")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await put_and_fail()

    assert await take(outbox, clock) is None
