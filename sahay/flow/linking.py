"""Contacts that have proved to be one customer become one for the desk.

A proof is a number that two channels have verified, or an account that was proved in two conversations: by the shop's
log-in, a code, or a verified number. It links what agents see; no conversation is shown to anybody else for it.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.message import Message
from sahay.store import contacts
from sahay.store.base import Transaction
from sahay.store.sql import SqlTransaction
from sahay.store.watched import in_database

log = structlog.get_logger()

# A number that was given up goes to somebody else after so long, and not before (TRAI, for India):
# https://www.trai.gov.in/faqcategory/mobile-number-revocation. Who was not heard for longer may be another person.
NUMBER_KEPT = timedelta(days=90)

# Told of the contact that was marked as the other one's, that other one, and the proof, in the same transaction.
Record = Callable[[SqlTransaction, str, str, str], Awaitable[None]]


class Linking:
    """Reads what is written (`sahay.flow.inbox.Reader`): a proof was made before the message that needs it."""

    def __init__(self, clock: Clock, record: Record) -> None:
        self._clock = clock
        self._record = record

    async def read(self, tx: Transaction, conversation: Conversation, message: Message) -> None:
        tx, now = in_database(tx), self._clock.now()
        found = {
            "phone": await contacts.same_phone(tx.connection, conversation.id, now - NUMBER_KEPT),
            "account": await contacts.same_account(tx.connection, conversation.id, now),
        }
        for proof, others in found.items():
            for other in others:
                await self._link(tx, conversation, other, proof)

    async def _link(self, tx: SqlTransaction, conversation: Conversation, other: str, proof: str) -> None:
        """Nothing is rewritten: the one is marked as the other's, which an agent can take back for good."""
        marked = await contacts.join(tx.connection, conversation.contact_id, other)
        if marked:
            await self._record(tx, marked, other, proof)
            log.info("linking.linked", conversation=conversation.id, proof=proof)
