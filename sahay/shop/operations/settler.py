"""Operations that no reply told of: asked for again until it is known what became of them, or a person is called."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog

from sahay.domain.settling import End, Statement, Untold
from sahay.shop.operations import Kind
from sahay.shop.operations.ledger import Entry, Ledger, State
from sahay.shop.operations.running import Changes
from sahay.shop.tickets import NewTicket, Priority, TicketKind, Tickets
from sahay.store.base import Transaction

log = structlog.get_logger()

# The pauses grow from the first to the longest; after a day a person has to find out.
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVES_UP_AFTER = timedelta(days=1)

_ENDS = {
    State.DONE: End.DONE,
    State.REFUSED: End.NOT_DONE,
    State.NOT_DONE: End.NOT_DONE,
    State.UNKNOWN: End.WITH_PERSON,
}
# The one who looks at what is unknown sees it as a matter of this kind; any other is one of the order.
_MATTERS = {
    Kind.REQUEST_REFUND: TicketKind.REFUND,
    Kind.REQUEST_RETURN: TicketKind.RETURN,
    Kind.WITHDRAW_RETURN: TicketKind.RETURN,
    Kind.CREATE_ACCOUNT: TicketKind.ACCOUNT,
    Kind.EDIT_ACCOUNT: TicketKind.ACCOUNT,
    Kind.ADD_ADDRESS: TicketKind.ACCOUNT,
    Kind.SEND_PASSWORD_LINK: TicketKind.ACCOUNT,
    Kind.SET_NEWSLETTER: TicketKind.ACCOUNT,
    Kind.ADD_REVIEW: TicketKind.OTHER,
    Kind.OPEN_TICKET: TicketKind.OTHER,
}


class Settler:
    """See `sahay.flow.settling.Changes`."""

    def __init__(self, ledger: Ledger, changes: Changes, tickets: Tickets) -> None:
        self._ledger = ledger
        self._changes = changes
        self._tickets = tickets

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        await self._ledger.told(tx, message_id, now, failed=failed)

    async def untold(self, now: datetime) -> Sequence[Untold]:
        due = await self._ledger.due(now)
        return [Untold(entry.id, entry.asker.conversation_id, entry.asker.message_id) for entry in due]

    async def settle(self, change: Untold, now: datetime) -> Statement | None:
        entry = await self._ledger.entry(change.id)
        ended = await self._ask_again(entry)
        if ended is None:
            if now - entry.started_at < GIVES_UP_AFTER:
                await self._ledger.later(entry.id, now + pause(entry.attempts))
                return None
            ended = await self._give_up(entry, now)
        return Statement(ended.write.kind, _ENDS[ended.state], ended.state, _values(ended))

    async def tell(self, tx: Transaction, change: Untold, statement: Statement, now: datetime) -> bool:
        return await self._ledger.tell(tx, change.id, State(statement.state), now)

    async def _ask_again(self, entry: Entry) -> Entry | None:
        try:
            return await self._changes.settle(entry)
        except Exception:
            # Nobody knows what it has done, so it is as good as no answer.
            log.exception("operation.failed", operation=entry.id, kind=entry.write.kind)
            return None

    async def _give_up(self, entry: Entry, now: datetime) -> Entry:
        ticket = NewTicket(
            kind=_MATTERS.get(entry.write.kind, TicketKind.ORDER),
            priority=Priority.URGENT,
            text=f"Find out whether this was done, and tell the customer: {entry.write.kind}, {entry.write.subject}",
            conversation_id=entry.asker.conversation_id,
            language=entry.asker.language,
            account_id=entry.asker.account_id,
            order_number=entry.write.arguments.get("order_number"),
        )
        opened = await self._tickets.open(ticket, key=f"unknown:{entry.id}", now=now)
        log.error("operation.given_up", operation=entry.id, kind=entry.write.kind, ticket=opened.reference)
        return await self._ledger.end(entry.id, State.UNKNOWN, {"reference": opened.reference}, now)


def pause(attempts: int) -> timedelta:
    """After so many attempts in vain before this one."""
    return min(FIRST_PAUSE * (1 << min(attempts, 10)), LONGEST_PAUSE)


def _values(entry: Entry) -> dict[str, Any]:
    """What a text may name: the arguments, and what the shop answered."""
    return {**entry.write.arguments, **entry.result}
