"""What became of changes that no reply told the customer of: found out, and said in the conversation."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import structlog

from sahay.domain.clock import Clock
from sahay.domain.message import Author, Draft, Message
from sahay.domain.settling import End, Statement, Untold
from sahay.flow.hub import Changed, Hub
from sahay.flow.texts import Texts
from sahay.store.base import Store, Transaction

log = structlog.get_logger()

_KEYS = {
    End.DONE: "app_settled_{kind}",
    End.NOT_DONE: "app_not_settled_{kind}",
    End.WITH_PERSON: "app_change_with_person",
}


class Changes(Protocol):
    """The changes that customers asked for. `tx` is a transaction of the conversations; what is told is kept in it."""

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        """The reply to this message is being stored: what it says of changes that have ended, the customer knows.

        `failed`: it says that the bot could not do what it was asked to."""

    async def untold(self, now: datetime) -> Sequence[Untold]:
        """Those that the customer may not know of, and that are to be looked at now."""

    async def settle(self, change: Untold, now: datetime) -> Statement | None:
        """What there is to say of one, after asking for it once more if need be; None when that is not known yet."""

    async def tell(self, tx: Transaction, change: Untold, statement: Statement, now: datetime) -> bool:
        """The customer is told; False when the statement is not wanted any more."""


class NoChanges:
    """A bot that changes nothing."""

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        pass

    async def untold(self, now: datetime) -> Sequence[Untold]:
        return ()

    async def settle(self, change: Untold, now: datetime) -> Statement | None:
        return None

    async def tell(self, tx: Transaction, change: Untold, statement: Statement, now: datetime) -> bool:
        return False


class Settling:
    """Takes up what is untold, one change after the other."""

    def __init__(
        self,
        store: Store,
        changes: Changes,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        wake_outbox: Callable[[str], None],
    ) -> None:
        self._store = store
        self._changes = changes
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._wake_outbox = wake_outbox

    async def work(self) -> None:
        for change in await self._changes.untold(self._clock.now()):
            try:
                await self._settle(change)
            except Exception:
                # The others must not wait for one that cannot be dealt with.
                log.exception("settling.failed", operation=change.id)

    async def _settle(self, change: Untold) -> None:
        if await self._is_being_answered(change):
            return
        statement = await self._changes.settle(change, self._clock.now())
        if statement is None or not await self._say(change, statement):
            return
        log.info("settling.told", operation=change.id, conversation=change.conversation_id, end=statement.end)
        self._hub.publish(Changed(change.conversation_id))
        self._wake_outbox(change.conversation_id)

    async def _is_being_answered(self, change: Untold) -> bool:
        """Whether the message is still in the inbox: then its reply will tell."""
        async with self._store.snapshot() as snapshot:
            oldest = await snapshot.next_in_inbox(change.conversation_id)
        return oldest is not None and oldest.seq <= _seq(change.message_id)

    async def _say(self, change: Untold, statement: Statement) -> bool:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(change.conversation_id)
            if not await self._changes.tell(tx, change, statement, now):
                return False
            key = _KEYS[statement.end].format(kind=statement.kind)
            said = self._texts.say(key, conversation.language, **statement.values)
            draft = Draft(Author.BOT, said.text, buttons=said.buttons)
            await tx.to_outbox(await tx.append(conversation.id, draft, now))
        return True


def message_id(message: Message) -> str:
    """As the engine is told it, and the actions pass it on."""
    return f"{message.conversation_id}:{message.seq}"


def _seq(message_id: str) -> int:
    return int(message_id.rpartition(":")[2])
