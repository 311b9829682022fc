"""The small shop of the contract tests in a file, a conversation in it, and a change of each kind."""

import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Draft
from sahay.shop.backend import Backend
from sahay.shop.operations import Asker, Kind, Write
from sahay.store.base import Contact
from sahay.store.database import open_database
from sahay.store.schema import metadata
from sahay.store.sql import SqlStore
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.sql import seeded
from tests.integration.shop.contract.writes import request_return, slot_id

CONVERSATION = "c1"
ASKED = 1  # the message that asks for the change
ASKER = Asker(CONVERSATION, f"{CONVERSATION}:{ASKED}", "en", small.ASHA.id)
DELIVERED = small.DELIVERED.view.number
KOCHI = asdict(small.KOCHI)
GOODS = {"lines": [{"sku": small.KURTA.sku, "quantity": 1}], "reason": "size", "kind": "refund"}

ARGUMENTS: dict[Kind, dict[str, Any]] = {
    Kind.CANCEL_ORDER: {"order_number": "A1001", "fee": 0, "reason": "changed my mind"},
    Kind.REINSTATE_ORDER: {"order_number": "A1006"},
    Kind.CHANGE_ITEMS: {"order_number": "A1001", "lines": [{"sku": "HH-103", "quantity": 1}]},
    Kind.CHANGE_ADDRESS: {"order_number": "A1001", "address": KOCHI},
    Kind.REQUEST_REFUND: {
        "order_number": "B1008",
        "payment_id": "B1008-P2",
        "amount": 978_00,
        "reason": "paid twice",
    },
    Kind.REQUEST_RETURN: {"order_number": DELIVERED, **GOODS},
    Kind.WITHDRAW_RETURN: {},
    Kind.SEND_INVOICE: {"order_number": DELIVERED, "email": "asha@example.com"},
    Kind.CREATE_ACCOUNT: {"name": "Meera Iyer", "email": "meera@example.com", "phone": ""},
    Kind.EDIT_ACCOUNT: {"account_id": small.ASHA.id, "changes": {"phone": "+919825099999"}},
    Kind.ADD_ADDRESS: {"account_id": small.ASHA.id, "address": KOCHI},
    Kind.SEND_PASSWORD_LINK: {"account_id": small.ASHA.id},
    Kind.SET_NEWSLETTER: {"email": "ravi@example.com", "on": True},
    Kind.ADD_REVIEW: {"sku": "HH-103", "account_id": small.ASHA.id, "stars": 5, "text": "Lovely"},
    Kind.OPEN_TICKET: {"kind": "complaint", "priority": "high", "text": "The box came open."},
}

# What tells how often a change was made: so many rows of each table, and these sums.
COUNTED = [
    *(name for name in metadata.tables if name.startswith("shop_") and name != "shop_operation"),
    "mail",
]
SUMS = {
    "stock": "SELECT SUM(stock) FROM shop_product",
    "ordered": "SELECT SUM(total) FROM shop_order",
    "quantity": "SELECT SUM(quantity) FROM shop_order_item",
    "refunded": "SELECT SUM(amount) FROM shop_refund",
    "cities": "SELECT GROUP_CONCAT(city) FROM (SELECT city FROM shop_order ORDER BY number)",
    "states": "SELECT GROUP_CONCAT(state) FROM (SELECT state FROM shop_order ORDER BY number)",
    "returns": "SELECT GROUP_CONCAT(state) FROM (SELECT state FROM shop_return ORDER BY state)",
    "phones": "SELECT GROUP_CONCAT(phone) FROM (SELECT phone FROM shop_customer ORDER BY phone)",
}
Records = dict[str, Any]


async def prepare(file: Path, kind: Kind) -> Write:
    """The shop and a conversation whose customer has just asked for a change; the change."""
    database = open_database(f"sqlite:///{file}")
    async with database.write() as connection:
        await connection.run_sync(metadata.create_all)
    backend = await seeded(database)
    arguments = ARGUMENTS[kind] | await _found(backend, kind)
    await _ask(SqlStore(database))
    await database.close()
    return Write(kind, "a subject", arguments)


async def _found(backend: Backend, kind: Kind) -> dict[str, Any]:
    """What only the shop knows: a time to be fetched, the number of a return."""
    if kind is Kind.REQUEST_RETURN:
        return {"slot_id": await slot_id(backend)}
    if kind is Kind.WITHDRAW_RETURN:
        return {"return_number": (await request_return(backend, "the return to be called off")).number}
    return {}


async def _ask(store: SqlStore) -> None:
    async with store.transaction() as tx:
        await tx.add_contact(Contact("p1", small.NOW))
        await tx.add_conversation(Conversation(CONVERSATION, "p1", "web", "en", small.NOW, small.NOW))
        await tx.to_inbox(await tx.append(CONVERSATION, Draft(Author.CUSTOMER, "please"), small.NOW))


def records(file: Path) -> Records:
    """The fingerprint of what the shop has on record."""
    with closing(sqlite3.connect(file)) as connection:
        counts = {name: f"SELECT COUNT(*) FROM {name}" for name in COUNTED}  # noqa: S608  our own tables
        return {name: connection.execute(query).fetchone()[0] for name, query in {**counts, **SUMS}.items()}
