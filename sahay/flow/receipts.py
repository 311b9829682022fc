"""What a provider says became of what we sent."""

from collections.abc import Mapping

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.channels.events import Receipt, Received
from sahay.domain.work import Delivery
from sahay.flow.hub import Changed, Hub
from sahay.store import parts
from sahay.store.database import Database

log = structlog.get_logger()

_STATES: Mapping[Received, Delivery] = {
    Received.SENT: Delivery.SENT,
    Received.DELIVERED: Delivery.DELIVERED,
    Received.READ: Delivery.READ,
    Received.FAILED: Delivery.FAILED,
}


class Receipts:
    def __init__(self, database: Database, hub: Hub) -> None:
        self._database = database
        self._hub = hub

    async def take(self, channel: str, receipt: Receipt) -> bool:
        """False as long as nobody knows what it is of. A part whose answer was lost is found by its mark."""
        async with self._database.write() as connection:
            part = await parts.by_external_id(connection, channel, receipt.of)
            if part is None and receipt.mark:
                part = await parts.by_key(connection, receipt.mark)
                if part:
                    await parts.end(connection, part, parts.State.SENT, receipt.of)
            if part is None:
                return False
            changed = await self._tell(connection, part, receipt)
        if changed:
            self._hub.publish(Changed(part.conversation_id))
        log.info("receipts.taken", conversation=part.conversation_id, seq=part.seq, state=receipt.state)
        return True

    async def _tell(self, connection: AsyncConnection, part: parts.Sent, receipt: Receipt) -> int:
        """How many messages have come further by it: none, while nobody knows of another part whether it went out."""
        error = receipt.error if receipt.state is Received.FAILED else None
        known = await parts.of(connection, part.conversation_id, part.seq)
        others = [each.state for each in known if each.part != part.part]
        if parts.State.UNKNOWN in others and receipt.state is not Received.FAILED:
            return 0
        seqs = range(part.seq, part.last_seq + 1)
        return await parts.set_delivery(connection, part.conversation_id, seqs, _STATES[receipt.state], error)
