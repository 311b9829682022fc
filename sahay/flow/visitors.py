"""Who writes on a channel: their address, and the conversation that goes on there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError

from sahay.channels.events import Event, Sender
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.flow.inbox import Inbox
from sahay.language.identify import identify
from sahay.language.tag import nearest
from sahay.store import addresses
from sahay.store.addresses import Address
from sahay.store.base import Transaction
from sahay.store.database import Database
from sahay.store.watched import in_database

NAME_CHARACTERS = 200
LANGUAGE_CHARACTERS = 20


@dataclass(frozen=True, slots=True)
class Visitor:
    """`is_new`: their conversation has just begun, with the welcome."""

    address: str
    conversation_id: str
    is_new: bool = False


class Visitors:
    """`languages` are those that a conversation may be in, `default` the one where the provider tells none of them. The
    welcome says the shop's name; `wake_outbox` is told its conversation."""

    def __init__(
        self,
        database: Database,
        inbox: Inbox,
        clock: Clock,
        languages: tuple[str, ...],
        default: str,
        shop: str,
        wake_outbox: Callable[[str], None],
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._clock = clock
        self._languages = languages
        self._default = default
        self._shop = shop
        self._wake_outbox = wake_outbox

    async def of(self, channel: str, sender: Sender, words: str = "") -> Visitor:
        """Whose address it is; a conversation begins for a new one, in the language of their first `words` where the
        provider tells none."""
        known = await self.find(channel, sender)
        if known and known.conversation_id:
            return Visitor(known.address, known.conversation_id)
        try:
            opened = await self._open(channel, sender, words)
        except IntegrityError:  # another process was faster
            known = await self.find(channel, sender)
            if known is None or known.conversation_id is None:
                raise
            return Visitor(known.address, known.conversation_id)
        self._wake_outbox(opened.id)
        return Visitor(sender.address, opened.id, is_new=True)

    async def find(self, channel: str, sender: Sender) -> Address | None:
        """By their address, or by one that they had: that is the same customer."""
        async with self._database.read() as connection:
            known = await addresses.find(connection, channel, sender.address)
        if known or not sender.known_as:
            return known
        await self.move(channel, sender.known_as, sender)
        async with self._database.read() as connection:
            return await addresses.find(connection, channel, sender.address)

    async def move(self, channel: str, before: Iterable[str], sender: Sender) -> None:
        """What was known under an earlier address is known under this one, unless that is somebody's already."""
        values = {"address": sender.address, "phone": sender.phone}
        async with self._database.write() as connection:
            for each in before:
                if await addresses.find(connection, channel, sender.address):
                    return
                await addresses.change(connection, channel, each, values)

    async def heard(self, channel: str, event: Event, *, stops: bool = False) -> bool:
        """They are there; whether they may be written to. Who writes blocks nobody, but where the channel `stops`."""
        sender = event.sender
        told = {"name": sender.name and sender.name[:NAME_CHARACTERS], "language": _tag(sender)}
        values: dict[str, Any] = {name: value for name, value in told.items() if value}
        values |= {} if stops else {"blocked_at": None}
        at = min(event.at, self._clock.now())
        async with self._database.write() as connection:
            await addresses.heard(connection, channel, sender.address, at, values)
            if sender.phone:
                await addresses.own_phone(connection, channel, sender.address, sender.phone)
            known = await addresses.find(connection, channel, sender.address)
        return known is None or known.blocked_at is None

    async def verified(self, channel: str, sender: Sender, phone: str) -> None:
        """The provider says that this number (E.164) is theirs."""
        async with self._database.write() as connection:
            await addresses.own_phone(connection, channel, sender.address, phone)

    async def blocked(self, channel: str, event: Event, *, on: bool) -> None:
        async with self._database.write() as connection:
            blocked_at = self._clock.now() if on else None
            await addresses.change(connection, channel, event.sender.address, {"blocked_at": blocked_at})

    async def decline(self, channel: str, sender: Sender) -> bool:
        """Whether a group is told for the first time that it is not served."""
        now = self._clock.now()
        async with self._database.write() as connection:
            known = await addresses.find(connection, channel, sender.address)
            if known is None:
                await addresses.add(connection, Address(channel, sender.address, now, declined_at=now))
            return known is None

    def _language(self, sender: Sender, words: str) -> str:
        told = (sender.language or "").partition("-")[0].lower()
        if told in self._languages:
            return told
        guess = identify(words, prior=self._default)
        return (nearest(guess.tag, self._languages) if guess.confidence else None) or self._default

    async def _open(self, channel: str, sender: Sender, words: str) -> Conversation:
        now = self._clock.now()
        language = self._language(sender, words)
        name = (sender.name or "").strip()[:NAME_CHARACTERS] or None

        async def keep(tx: Transaction, conversation: Conversation) -> None:
            address = Address(
                channel, sender.address, now, conversation.contact_id, conversation.id, name, _tag(sender), now
            )
            await addresses.add(in_database(tx).connection, address)

        return await self._inbox.open(channel, language, keep, details={"name": name}, shop=self._shop)


def _tag(sender: Sender) -> str | None:
    return sender.language[:LANGUAGE_CHARACTERS] if sender.language else None
