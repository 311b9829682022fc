"""Messages that a shop's system asks for: kept once, said when nobody is disturbed, to who wants them, once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_urlsafe

import structlog

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Button, Draft
from sahay.domain.notice import PAYLOAD, Notice, Quiet, State
from sahay.flow.blocking import blocked_since
from sahay.flow.hub import Changed, Hub
from sahay.flow.texts import Said, Texts
from sahay.store import addresses, inquiries, notices
from sahay.store.addresses import Address
from sahay.store.base import Contact
from sahay.store.notices import Kept
from sahay.store.sql import SqlStore, SqlTransaction

log = structlog.get_logger()

# For so long a key is known. A shop's system that tries again after that has another problem.
REMEMBERED = timedelta(days=30)


class Notices:
    """On the channel `channel`, where a customer is reached by a number that they may never have written from.
    `default` is the language of who has none yet; `wake` has what is said go out."""

    def __init__(
        self,
        store: SqlStore,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        quiet: Quiet,
        channel: str,
        default: str,
        wake: Callable[[str], None],
    ) -> None:
        self._store = store
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._quiet = quiet
        self._channel = channel
        self._default = default
        self._wake = wake

    async def accept(self, notice: Notice) -> tuple[Kept, bool]:
        """Where it stands, and whether it is new. Committed when it returns."""
        now = self._clock.now()
        async with self._store.database.write() as connection:
            is_new = await notices.add(connection, notice, self._quiet.over_at(now), now)
            return await notices.find(connection, notice.key), is_new

    async def work(self) -> None:
        """Say what is due."""
        now = self._clock.now()
        if self._quiet.is_at(now):
            return
        async with self._store.database.read() as connection:
            due = await notices.due(connection, now)
        for notice in due:
            try:
                await self._say(notice)
            except Exception:
                # The others must not wait for one that cannot be dealt with.
                log.exception("notices.failed", kind=notice.kind)
        async with self._store.database.write() as connection:
            await notices.forget(connection, now - REMEMBERED)

    async def _say(self, notice: Notice) -> None:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            if not await notices.take(tx.connection, notice.key):
                return
            conversation = await self._conversation(tx, notice, now)
            if conversation is None or await self._is_unwanted(tx, conversation):
                await notices.end(tx.connection, notice.key, State.REFUSED, None, None)
                return
            told = replace(conversation, order_number=notice.order)
            await tx.save(told)
            message = await tx.append(told.id, self._draft(notice, told), now)
            await tx.to_outbox(message)
            await notices.end(tx.connection, notice.key, State.SAID, told.id, message.seq)
        log.info("notices.said", conversation=conversation.id, kind=notice.kind)
        self._hub.publish(Changed(conversation.id))
        self._wake(conversation.id)

    async def _conversation(self, tx: SqlTransaction, notice: Notice, now: datetime) -> Conversation | None:
        """The one that goes on with this number, or a new one; None with who wants nothing from us."""
        number = notice.phone.removeprefix("+")
        known = await addresses.of_phone(tx.connection, self._channel, notice.phone)
        known = known or await addresses.find(tx.connection, self._channel, number)
        if known is None:
            return await self._begin(tx, notice, number, now)
        if known.blocked_at or known.conversation_id is None:
            return None
        return await tx.conversation(known.conversation_id)

    async def _begin(self, tx: SqlTransaction, notice: Notice, number: str, now: datetime) -> Conversation:
        contact = Contact(token_urlsafe(16), now, phone=notice.phone)
        language = notice.language or self._default
        conversation = Conversation(token_urlsafe(16), contact.id, self._channel, language, now, now)
        await tx.add_contact(contact)
        await tx.add_conversation(conversation)
        # The number is the shop's word: nothing is known by it but where to write.
        await addresses.add(tx.connection, Address(self._channel, number, now, contact.id, conversation.id))
        return conversation

    async def _is_unwanted(self, tx: SqlTransaction, conversation: Conversation) -> bool:
        if await blocked_since(tx, conversation):
            return True
        return await inquiries.wants_no_follow_up(tx.connection, conversation.contact_id)

    def _draft(self, notice: Notice, conversation: Conversation) -> Draft:
        language = notice.language or conversation.language
        said = self._texts.say(f"app_notice_{notice.kind}", language, order=notice.order)
        said = replace(said, text=notice.text) if notice.text else said
        return Draft(Author.SYSTEM, said.text, buttons=_about(said, notice.order), payload=PAYLOAD + notice.order)


def _about(said: Said, order: str) -> tuple[Button, ...]:
    """The buttons ask about this order."""
    return tuple(Button(each.title, f'{each.payload}{{"order_number": "{order}"}}') for each in said.buttons)
