"""A customer of whom something is kept in every table, with a word in each place where something personal may stand."""

from typing import Any

import sqlalchemy as sa

import sahay.shop.tables
import sahay.store.tables
from sahay.store.database import Database
from sahay.store.schema import UtcDateTime, metadata
from tests.fakes import MORNING

WORD = "Kamala"
EMAIL = "kamala@mitti.example"
REGISTERED = (sahay.shop.tables, sahay.store.tables)  # importing them is what counts

# What a person said, is called, or is known by: after erasure the word is in none of them.
PERSONAL = {
    "contact": ("name", "phone"),
    "conversation": ("order_number",),
    "message": ("text", "payload", "buttons", "files", "external_id"),
    "turn": ("slots",),
    "transition": ("detail",),
    "inbox": (),
    "note": ("text",),
    "conversation_tag": ("tag",),
    "file": ("name",),
    "inquiry": ("comment",),
    "shop_ticket": ("text", "contact", "order_number", "account_id"),
    "shop_ticket_note": ("text",),
    "identity": ("account_id",),
    "identity_token": ("token_key",),
    "identity_code": ("account_id",),
    "identity_guess": (),
    "shop_verification_attempt": ("order_number",),
    "shop_operation": ("account_id", "subject", "arguments", "before", "result"),
    "shop_idempotency": ("result",),
    # Only figures: they stay as they are.
    "outbox": (),
    "service_level": (),
    "queue_wait": (),
    "faq_feedback": (),
    "webhook_delivery": (),
}
# What links the rows. Other texts are `x`, numbers 1, moments the clock's.
LINKS = {
    ("contact", "id"): "contact-{of}",
    ("contact", "email"): EMAIL,
    ("agent", "id"): "asha",
    ("conversation", "id"): "{of}",
    ("conversation", "contact_id"): "contact-{of}",
    ("conversation", "owner"): "resolved",
    ("webhook", "id"): "hook",
    ("shop_ticket", "reference"): "T{of}",
    ("shop_ticket_note", "reference"): "T{of}",
    ("shop_operation", "id"): "operation-{of}",
    ("shop_operation", "state"): "done",
    ("shop_idempotency", "key"): "operation-{of}",
    ("webhook_delivery", "webhook_id"): "hook",
}
UNLINKED = {"merged_into", "author_id", "assignee_id", "offered_to", "resolved_by", "agent_id", "lesson_id"}


async def keep(database: Database, of: str, word: str = WORD) -> None:
    """Fill every table for the conversation `of` (its id) of one contact."""
    async with database.write() as connection:
        for table in metadata.sorted_tables:
            if table.name in PERSONAL:
                await connection.execute(sa.insert(table).values(_row(table, of, word)))


async def add_colleagues(database: Database) -> None:
    """Whom rows refer to."""
    async with database.write() as connection:
        for name in ("agent", "webhook"):
            await connection.execute(sa.insert(metadata.tables[name]).values(_row(metadata.tables[name], "", "")))


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    async with database.read() as connection:
        return {
            table.name: [dict(row) for row in (await connection.execute(_in_order(table))).mappings()]
            for table in metadata.sorted_tables
        }


def _in_order(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table).order_by(*table.primary_key.columns)


def _row(table: sa.Table, of: str, word: str) -> dict[str, Any]:
    return {column.name: _value(table, column, of, word) for column in table.c}


def _value(table: sa.Table, column: sa.Column[Any], of: str, word: str) -> Any:
    if link := LINKS.get((table.name, column.name)):
        return link.format(of=of)
    if column.name in UNLINKED:
        return "asha" if not column.nullable else None
    if column.name in PERSONAL.get(table.name, ()):
        return {"said": word} if isinstance(column.type, sa.JSON) else f"{word} {of}"
    if column.name == "conversation_id":
        return of
    return _plain(table, column, of)


def _plain(table: sa.Table, column: sa.Column[Any], of: str) -> Any:
    kinds = (
        (sa.Enum, lambda: column.type.enum_class and next(iter(column.type.enum_class))),
        (sa.JSON, dict),
        (sa.Boolean, lambda: True),
        (sa.Integer, lambda: _number(column, of)),
        (sa.Float, lambda: 1.0),
        (UtcDateTime, lambda: MORNING),
        (sa.LargeBinary, lambda: b""),
        (sa.String, lambda: f"x{of}" if column.primary_key or column.unique else "x"),
    )
    return next(make() for kind, make in kinds if isinstance(column.type, kind))


def _number(column: sa.Column[Any], of: str) -> int:
    return int(of[-1] or 0) if column.name == "id" and of else 1
