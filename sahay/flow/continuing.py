"""A conversation of the website goes on in another channel: asked for there, confirmed here, and then read here only.

Who opens a link may have been sent it by somebody else. So nothing happens without a yes; from then on the website's
token reads nothing new; and what had been proved there is proved no more. docs/identity.md says why.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.clock import Clock
from sahay.domain.continuation import ATTEMPTS, COUNTED_FOR, LIFE, digest, new_code
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Button, Draft
from sahay.flow.blocking import blocked_since
from sahay.flow.inbox import WELCOME_SEQ
from sahay.flow.mover import Mover
from sahay.flow.taps import ANSWERED_BY_PEOPLE, Answer, Tap
from sahay.flow.texts import Texts
from sahay.store import addresses, contacts, continuations, inquiries
from sahay.store.continuations import Continuation
from sahay.store.sql import SqlStore, SqlTransaction
from sahay.store.watched import in_database

log = structlog.get_logger()

# Before the name of a channel.
GO_ON = "/app_go_on_"
# The website, among channels.
WEBSITE = "web"
LINK, LINK_GONE, LINK_YES, LINK_NO = "/app_link", "/app_link_gone", "/app_link_yes", "/app_link_no"
# Where a conversation can go on: the channels with a link that opens a chat. What customers call them.
NAMES: Mapping[str, str] = {"telegram": "Telegram", "whatsapp": "WhatsApp"}


class Proofs(Protocol):
    """What conversations' customers have proved to be (`sahay.shop.identity`), as part of a transaction."""

    async def may_be_one(self, connection: AsyncConnection, one: str, other: str) -> bool:
        """Whether two conversations are not two accounts'."""

    async def forget_in(self, connection: AsyncConnection, conversation_id: str, now: datetime) -> None: ...


# Told of the conversation and its new channel, in the same transaction.
Record = Callable[[SqlTransaction, Conversation], Awaitable[None]]


class StillAnswering(Exception):
    """The bot is at a message from the website: what it says belongs there."""


class NotConnected(Exception):
    """There is no link to the shop on this channel now."""


class Links(Protocol):
    """To the shop, on the channels on which it can be reached by one."""

    def channels(self) -> Sequence[str]: ...

    def to(self, channel: str, code: str, text: str) -> str | None:
        """With a first message of the customer's, that holds the code. None where there is none now."""


@dataclass(frozen=True, slots=True)
class Offer:
    url: str
    expires_at: datetime


class Continuing:
    def __init__(
        self,
        store: SqlStore,
        mover: Mover,
        clock: Clock,
        shop: str,
        proofs: Proofs,
        record: Record,
        texts: Texts,
        links: Links,
    ) -> None:
        self._store = store
        self._mover = mover
        self._clock = clock
        self._shop = shop
        self._proofs = proofs
        self._record = record
        self._texts = texts
        self._links = links

    @property
    def taps(self) -> Mapping[str, Answer]:
        wanted = {GO_ON + channel: partial(self.tell_link, channel) for channel in NAMES}
        return {LINK: self.ask, LINK_GONE: self.refuse, LINK_YES: self.go_on, LINK_NO: self.stay, **wanted}

    def channels(self) -> Sequence[str]:
        """Those on which a conversation of the website can go on now."""
        return self._links.channels()

    def buttons(self, conversation: Conversation) -> tuple[Button, ...]:
        """For who waits on the website, and may want to leave it."""
        if conversation.channel != WEBSITE:
            return ()
        titles = {
            channel: self._texts.say("app_go_on_title", conversation.language, channel=NAMES[channel]).text
            for channel in self.channels()
        }
        return tuple(Button(title, GO_ON + channel) for channel, title in titles.items())

    async def offer(self, conversation_id: str, channel: str) -> Offer:
        """A link. The one before it, to the same channel, ends. Raises NotConnected."""
        async with self._store.transaction() as tx:
            return await self._offer(tx, await tx.conversation(conversation_id), channel)

    async def _offer(self, tx: SqlTransaction, conversation: Conversation, channel: str) -> Offer:
        code, now = new_code(), self._clock.now()
        text = self._texts.say("app_link_text", conversation.language, code=code).text
        url = self._links.to(channel, code, text)
        if url is None:
            raise NotConnected(channel)
        kept = Continuation(digest(code), conversation.id, channel, now + LIFE)
        await continuations.add(tx.connection, kept, now)
        log.info("continuing.offered", conversation=conversation.id, channel=channel)
        return Offer(url, kept.expires_at)

    async def tell_link(self, channel: str, tap: Tap) -> None:
        """The customer has asked for it with a button."""
        tx, conversation = in_database(tap.tx), tap.conversation
        try:
            if conversation.channel != WEBSITE:
                raise NotConnected(channel)
            offer = await self._offer(tx, conversation, channel)
        except NotConnected:
            await self._mover.announce(tx, conversation, "app_link_gone")
            return
        minutes = int(LIFE.total_seconds() // 60)
        name, url = NAMES[channel], offer.url
        await self._mover.announce(tx, conversation, "app_go_on", channel=name, minutes=minutes, url=url)

    async def arrive(self, code: str, channel: str, conversation_id: str) -> str:
        """The command that a code stands for in a chat, whose conversation until now this is. The same again is the
        same; of what is no good nobody learns why."""
        now = self._clock.now()
        async with self._store.database.write() as connection:
            tap = LINK_GONE.removeprefix("/")
            failures = await continuations.taps_since(connection, conversation_id, tap, now - COUNTED_FOR)
            if failures >= ATTEMPTS:
                return LINK_GONE
            is_good = await continuations.claim(connection, digest(code), channel, conversation_id, now)
        return LINK if is_good else LINK_GONE

    async def ask(self, tap: Tap) -> None:
        """Who only now writes here for the first time is asked in the language that they had on the website."""
        tx, found = in_database(tap.tx), await self._found(tap)
        if found is None:
            await self.refuse(tap)
            return
        asked = tap.conversation
        if asked.last_seq <= WELCOME_SEQ:
            asked = replace(asked, language=(await tx.conversation(found.conversation_id)).language)
            await tx.save(asked)
        await self._mover.announce(tx, asked, "app_link", shop=self._shop)

    async def refuse(self, tap: Tap) -> None:
        await self._mover.announce(tap.tx, tap.conversation, "app_link_gone")

    async def stay(self, tap: Tap) -> None:
        """The code is used up."""
        tx, found = in_database(tap.tx), await self._found(tap)
        if found:
            await continuations.end(tx.connection, found.conversation_id)
        await self._mover.announce(tx, tap.conversation, "app_link_no")

    async def go_on(self, tap: Tap) -> None:
        """Raises StillAnswering, which is over in a moment."""
        tx, found = in_database(tap.tx), await self._found(tap)
        if tap.conversation.owner in ANSWERED_BY_PEOPLE:
            await self._mover.announce(tx, tap.conversation, "app_link_busy")
            return
        if found is None:
            await self.refuse(tap)
            return
        website = await tx.conversation(found.conversation_id)
        if await tx.next_in_inbox(website.id):
            raise StillAnswering
        # Two chats may be at it at once: the lock is held, and the links are there for one of them.
        is_mine = await continuations.end(tx.connection, website.id)
        is_theirs = await self._proofs.may_be_one(tx.connection, tap.conversation.id, website.id)
        if not (is_mine and is_theirs) or await blocked_since(tx, website):
            await self.refuse(tap)
            return
        await self._hand_over(tx, tap.conversation, website, found.channel, tap.at)

    def tell(self, conversation_id: str) -> None:
        """It goes on elsewhere, and that is committed."""
        self._mover.tell(conversation_id)

    async def _found(self, tap: Tap) -> Continuation | None:
        return await continuations.claimed(in_database(tap.tx).connection, tap.conversation.id, tap.at)

    async def _hand_over(
        self, tx: SqlTransaction, chat: Conversation, website: Conversation, channel: str, now: datetime
    ) -> None:
        connection = tx.connection
        # The last line that the website shows, and the first here.
        said = await self._mover.announce(tx, website, "app_linked", channel=NAMES[channel])
        await tx.append(chat.id, Draft(Author.SYSTEM, said.text), now)  # for the desk: it is said there already
        # A clean memory: what the bot had been shown, or had asked, there is not for whoever reads here.
        moved = replace(website, channel=channel, fresh=True, expects=None, updated_at=now)
        await tx.save(moved)
        await self._proofs.forget_in(connection, website.id, now)
        await addresses.go_on(connection, chat.id, website.id)
        await inquiries.drop(connection, chat.id)
        if await inquiries.wants_no_follow_up(connection, chat.contact_id):
            await inquiries.refuse_follow_ups(connection, website.contact_id, now)
        await contacts.join(connection, website.contact_id, chat.contact_id)
        await self._record(tx, moved)
        log.info("continuing.moved", conversation=website.id, channel=channel)
