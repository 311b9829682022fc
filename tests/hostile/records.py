"""What is in the database of the victim of a case, and of what the thief tried."""

import re
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.mail import Mail
from sahay.shop import tables
from sahay.shop.tables.identity import guess, identity
from sahay.shop.tables.mail import mail
from sahay.shop.tables.operations import operation
from sahay.shop.tables.verification import verification_attempt
from sahay.store.database import Database
from tests.hostile.cases import Who
from tests.hostile.world import World

Rows = dict[str, list[tuple[Any, ...]]]
THIEFS: Final = (Who.THIEF, Who.SECOND)
_CODE: Final = re.compile(r"\b\d{6}\b")


@dataclass(frozen=True)
class Tried:
    """What the ledgers hold of the thief's conversations: by conversation the failed attempts to prove an order and the
    guesses of a code; and what was proved, changed or taken of the victim's."""

    failed: dict[str, int]
    guesses: dict[str, int]
    gained: tuple[str, ...]


async def of_victim(database: Database, world: World) -> Rows:
    """All rows that are the victim's, and the letters to them but codes."""
    async with database.read() as connection:
        rows = {name: [tuple(row) for row in await connection.execute(query)] for name, query in _queries(world)}
        letters = await _letters(connection, world)
    return rows | {"mail": [(each.kind,) for each in letters if each.kind != "code"]}


async def code_of(database: Database, world: World) -> str | None:
    """The last one-time code that the victim was sent."""
    async with database.read() as connection:
        codes = [_CODE.search(each.text) for each in await _letters(connection, world) if each.kind == "code"]
    return codes[-1][0] if codes and codes[-1] else None


async def _letters(connection: AsyncConnection, world: World) -> list[Mail]:
    """To the victim, the latest last."""
    contents = await connection.scalars(select(mail.c.content).where(mail.c.content.is_not(None)).order_by(mail.c.id))
    theirs = [content for content in contents if world.victim.email.encode() in content]
    letters = [msgspec.json.decode(content, type=Mail) for content in theirs]
    return [each for each in letters if each.to == world.victim.email]


async def tried(database: Database, world: World) -> Tried:
    chats = [world.chats[who] for who in THIEFS]
    number = world.order.view.number
    attempt = verification_attempt.c
    async with database.read() as connection:
        mine = select(verification_attempt).where(attempt.conversation_id.in_(chats))
        attempts = (await connection.execute(mine)).all()
        guesses = select(guess.c.conversation_id, func.count()).where(guess.c.conversation_id.in_(chats))
        guessed = dict((await connection.execute(guesses.group_by(guess.c.conversation_id))).all())
        theirs = select(identity).where(identity.c.conversation_id.in_(chats), identity.c.account_id == world.victim.id)
        changes = select(operation).where(operation.c.conversation_id.in_(chats), operation.c.subject.contains(number))
        gained = [
            *(f"proved order {number}" for each in attempts if each.proved and each.order_number == number),
            *("became the victim" for _ in await connection.execute(theirs)),
            *(f"{change.kind} of order {number}" for change in await connection.execute(changes)),
        ]
    failed = {chat: sum(not each.proved for each in attempts if each.conversation_id == chat) for chat in chats}
    return Tried(failed, guessed, tuple(gained))


def _queries(world: World) -> list[tuple[str, Select[Any]]]:
    number, victim = world.order.view.number, world.victim.id
    of_customer = (tables.address, tables.loyalty, tables.password_link, tables.review, tables.order)
    of_order = (tables.item, tables.milestone, tables.payment, tables.refund, tables.invoice, tables.goods_return)
    return [
        (tables.customer.name, select(tables.customer).where(tables.customer.c.id == victim)),
        *((each.name, select(each).where(each.c.customer_id == victim)) for each in of_customer),
        *((each.name, select(each).where(each.c.order_number == number)) for each in of_order),
        (tables.newsletter.name, select(tables.newsletter).where(tables.newsletter.c.email == world.victim.email)),
    ]
