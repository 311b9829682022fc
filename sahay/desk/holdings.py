"""What is kept of a customer, table by table: what an export shows, and what erasure leaves.

Rows that figures are counted from stay, without words, names and numbers that lead to a person; others go. A table
that knows a conversation or a contact is in HOLDINGS or, if there is nothing personal in it, in FIGURES: a test holds
that.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.tables.idempotency import idempotency
from sahay.shop.tables.identity import code, guess, identity, login_token
from sahay.shop.tables.operations import operation
from sahay.shop.tables.tickets import ticket, ticket_note
from sahay.shop.tables.verification import verification_attempt
from sahay.store import schema
from sahay.store.tables import aftercare, channels, console
from sahay.store.tables.continuations import continuation
from sahay.store.tables.integrations import forwarded, forwarding
from sahay.store.tables.notices import notice

# What a line of a conversation says when its words are gone.
ERASED = "—"

Where = Callable[[Sequence[str]], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Holding:
    """`where` finds the rows of some conversations. `left` is what erasure puts in place of columns; without it the
    rows are deleted. `hidden` are digests and leases, which tell an export's reader nothing."""

    table: Table
    where: Where
    left: Mapping[str, Any] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    is_exported: bool = True

    @property
    def name(self) -> str:
        return self.table.name.removeprefix("shop_")

    async def rows(self, conversations: Sequence[str], on: AsyncConnection) -> list[dict[str, Any]]:
        shown = [column for column in self.table.c if column.name not in self.hidden]
        query = select(*shown).where(self.where(conversations)).order_by(*self.table.primary_key.columns)
        return [dict(row) for row in (await on.execute(query)).mappings()]

    async def count(self, conversations: Sequence[str], on: AsyncConnection) -> int:
        query = select(func.count()).select_from(self.table).where(self.where(conversations))
        return int(await on.scalar(query) or 0)

    async def erase(self, conversations: Sequence[str], on: AsyncConnection) -> int:
        """How many rows that were."""
        change = update(self.table).values(self.left) if self.left else delete(self.table)
        return (await on.execute(change.where(self.where(conversations)))).rowcount


def _own(table: Table) -> Where:
    return lambda conversations: table.c.conversation_id.in_(conversations)


def _through(table: Table, column: str, parent: Table, key: str) -> Where:
    """Rows that know their parent only."""
    return lambda conversations: table.c[column].in_(
        select(parent.c[key]).where(parent.c.conversation_id.in_(conversations))
    )


# In the order of erasure: what leads to other rows comes after them.
HOLDINGS = (
    Holding(
        schema.message,
        _own(schema.message),
        {"text": ERASED, "payload": None, "buttons": [], "card": None, "files": [], "external_id": None},
        ("external_id",),
    ),
    Holding(schema.turn, _own(schema.turn), {"slots": {}}),
    Holding(schema.transition, _own(schema.transition), {"detail": None}),
    Holding(schema.inbox, _own(schema.inbox), is_exported=False),
    Holding(console.note, _own(console.note)),
    Holding(console.conversation_tag, _own(console.conversation_tag)),
    Holding(console.file, _own(console.file)),
    Holding(aftercare.inquiry, _own(aftercare.inquiry), {"comment": None}),
    Holding(ticket_note, _through(ticket_note, "reference", ticket, "reference"), {"text": ERASED}),
    Holding(
        ticket, _own(ticket), {"text": ERASED, "order_number": None, "account_id": None, "contact": None}, ("key",)
    ),
    Holding(identity, _own(identity)),
    Holding(login_token, _own(login_token), is_exported=False),
    Holding(code, _own(code), hidden=("address_key", "code_key")),
    Holding(guess, _own(guess), is_exported=False),
    Holding(verification_attempt, _own(verification_attempt), hidden=("contact_key",)),
    Holding(idempotency, _through(idempotency, "key", operation, "id"), is_exported=False),
    Holding(
        operation,
        _own(operation),
        {"account_id": None, "subject": "", "arguments": {}, "before": {}, "result": {}},
        ("lease_holder", "lease_until"),
    ),
    Holding(continuation, _own(continuation), is_exported=False),
    Holding(channels.channel_update, channels.updates_of, is_exported=False),
    Holding(channels.channel_address, _own(channels.channel_address)),
    Holding(notice, _own(notice), {"order_number": "", "phone": None, "text": None}),
    # What is still to be told another desk would be told without its words; what it has is named (`elsewhere`).
    Holding(forwarding, _own(forwarding), is_exported=False),
    Holding(forwarded, _own(forwarded), {"remote_contact": None, "remote_id": None, "is_open": False}),
    Holding(
        schema.conversation,
        lambda conversations: schema.conversation.c.id.in_(conversations),
        {"order_number": None},
        ("lease_holder", "lease_until"),
    ),
)

# Tables that know a conversation or a contact, and nothing else of a person.
FIGURES = frozenset(
    {
        "outbox",
        "outbox_part",
        "erasure",
        "service_level",
        "queue_wait",
        "no_follow_up",
        "transcript",
        "unanswered_mark",
        "faq_feedback",
        "webhook_delivery",
    }
)
