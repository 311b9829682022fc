"""What customers do on a channel, event by event, as what the flow knows: messages, taps, remarks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import structlog

from sahay.channels import events
from sahay.channels.base import Channel, DeliveryError, Manner, MediaGone, Receiver, Recipient
from sahay.channels.choices import choices_of, chosen_number, is_number, read_choice
from sahay.channels.events import Event, Media
from sahay.domain.continuation import code_in, without_code
from sahay.domain.message import Author
from sahay.flow.commands import COMMANDS
from sahay.flow.continuing import LINK_YES, Continuing, StillAnswering
from sahay.flow.inbox import Inbox, Incoming, NotOffered
from sahay.flow.receipts import Receipts
from sahay.flow.texts import Texts
from sahay.flow.visitors import Visitor, Visitors
from sahay.store.base import Store

log = structlog.get_logger()

# How far back the question is looked for that a number may answer.
RECENT_LINES = 10


class Later(Exception):
    """It cannot be done now, and may be in a moment. The text is for the operator."""


class FileRefused(Exception):
    """A customer's file is not taken: its kind, its size, or there is no room."""


class Keep(Protocol):
    async def __call__(self, conversation_id: str, name: str, data: bytes) -> str:
        """Keep a customer's file; its id. Raises FileRefused."""


@dataclass(frozen=True, slots=True)
class _Call:
    receiver: Receiver
    event: Any  # of the kind that the handler is for
    is_last: bool = False
    visitor: Visitor = field(default_factory=lambda: Visitor("", ""))

    @property
    def external_id(self) -> str:
        return f"{self.receiver.name}:{self.event.id}"


class Reception:
    """Takes each event to where it belongs. Files of more than `largest` bytes are not fetched."""

    def __init__(
        self,
        store: Store,
        inbox: Inbox,
        visitors: Visitors,
        receipts: Receipts,
        channels: Mapping[str, Channel],
        texts: Texts,
        keep: Keep,
        largest: int,
        wake_outbox: Callable[[str], None],
        continuing: Continuing | None = None,
    ) -> None:
        self._store = store
        self._inbox = inbox
        self._visitors = visitors
        self._receipts = receipts
        self._channels = channels
        self._texts = texts
        self._keep = keep
        self._largest = largest
        self._wake_outbox = wake_outbox
        self._continuing = continuing
        # What is from somebody in a conversation of theirs.
        self._said: Mapping[type[Event], Callable[[_Call], Awaitable[str | None]]] = {
            events.Said: self._message,
            events.Command: self._command,
            events.Tapped: self._tap,
            events.Edited: self._edit,
            events.Reacted: self._reaction,
            events.Deleted: self._deletion,
            events.ContactShared: self._contact,
            events.Unsupported: self._unsupported,
        }
        self._told: Mapping[type[Event], Callable[[_Call], Awaitable[str | None]]] = {
            events.Spoken: self._spoken,
            events.Blocked: self._blocked,
            events.Moved: self._moved,
            events.Receipt: self._receipt,
            events.Ignored: self._ignored,
        }

    async def take(self, receiver: Receiver, event: Event, *, is_last: bool = False) -> str | None:
        """Do what an event asks for; a notice for the customer, where the provider has a place for it. `is_last`: what
        cannot be had now is left out. Raises Later."""
        call = _Call(receiver, event, is_last)
        told = self._told.get(type(event))
        if told:
            return await told(call)
        visitor = await self._visitors.of(receiver.name, event.sender, _words(event))
        channel = self._channels.get(receiver.name)
        stops = channel is not None and channel.capabilities.stops
        may_hear = await self._visitors.heard(receiver.name, event, stops=stops)
        notice = await self._said[type(event)](replace(call, visitor=visitor))
        return notice if may_hear else None

    async def _message(self, call: _Call) -> str | None:
        said: events.Said = call.event
        if self._continuing and (code := code_in(said.text)):
            return await self._link(self._continuing, call, said.text, code)
        files, refused = await self._files(call, said.media)
        place = f"📍 {_place(said.location)}" if said.location else ""
        marks = "\n".join(f"📎 {each.name or each.kind} ✕" for each in refused)
        text = "\n".join(part for part in (said.text, place, marks) if part)
        if said.text and not refused and (tapped := await self._numbered(call, said.text)):
            return await self._receive(call, Incoming(call.external_id, payload=tapped))
        notice = "app_file_refused" if refused else "app_for_people" if place and not said.text else None
        incoming = Incoming(call.external_id, text, None, said.sender.phone, tuple(files), notice=notice)
        return await self._receive(call, incoming)

    async def _command(self, call: _Call) -> str | None:
        """Those that nobody knows are messages. A conversation that /start began has had its welcome."""
        said: events.Command = call.event
        if self._continuing and (code := code_in(said.argument)):
            return await self._link(self._continuing, call, said.text, code)
        payload = COMMANDS.get(said.name)
        if payload is None:
            return await self._receive(call, Incoming(call.external_id, said.text, None, said.sender.phone))
        is_greeted = said.name == "start" and call.visitor.is_new
        incoming = Incoming(call.external_id, said.text, None if is_greeted else payload, is_command=True)
        return await self._receive(call, replace(incoming, is_remark=is_greeted))

    async def _link(self, continuing: Continuing, call: _Call, text: str, code: str) -> str | None:
        """They come from the website. What is kept of the text has no code in it."""
        payload = await continuing.arrive(code, call.receiver.name, call.visitor.conversation_id)
        phone = call.event.sender.phone
        incoming = Incoming(call.external_id, without_code(text), payload, phone, is_command=True)
        return await self._receive(call, incoming)

    async def _tap(self, call: _Call) -> str | None:
        tapped: events.Tapped = call.event
        payload = await self._chosen(call.visitor.conversation_id, tapped.choice)
        if payload is None:
            return await self._gone(call)
        return await self._receive(call, Incoming(call.external_id, None, payload, tapped.sender.phone))

    async def _edit(self, call: _Call) -> str | None:
        """What was written first may be answered already: the correction is for people to see."""
        incoming = Incoming(call.external_id, f"✏️ {call.event.text}", notice="app_edited")
        return await self._receive(call, incoming)

    async def _reaction(self, call: _Call) -> str | None:
        if not call.event.emoji:
            return None
        return await self._receive(call, Incoming(call.external_id, call.event.emoji, is_remark=True))

    async def _deletion(self, call: _Call) -> str | None:
        """What they took back may have been read: it stays in the log, with what they did."""
        return await self._receive(call, Incoming(call.external_id, "🗑️", is_remark=True))

    async def _contact(self, call: _Call) -> str | None:
        """Their own number is verified by the provider, and is what they say; another's is for people to see."""
        shared: events.ContactShared = call.event
        if shared.is_own:
            await self._visitors.verified(call.receiver.name, shared.sender, shared.phone)
            return await self._receive(call, Incoming(call.external_id, shared.phone, None, shared.phone))
        incoming = Incoming(call.external_id, f"👤 {shared.phone}", notice="app_for_people")
        return await self._receive(call, incoming)

    async def _unsupported(self, call: _Call) -> str | None:
        mark = f"📎 {call.event.kind[: events.KIND]} ✕"
        return await self._receive(call, Incoming(call.external_id, mark, notice="app_unsupported"))

    async def _spoken(self, call: _Call) -> str | None:
        """Once in each group, and whenever it is said to us."""
        is_first = await self._visitors.decline(call.receiver.name, call.event.sender)
        return (
            self._texts.say("app_group", call.event.sender.language or "").text
            if is_first or call.event.to_us
            else None
        )

    async def _blocked(self, call: _Call) -> str | None:
        await self._visitors.blocked(call.receiver.name, call.event, on=call.event.on)
        return None

    async def _moved(self, call: _Call) -> str | None:
        await self._visitors.move(call.receiver.name, call.event.before, call.event.sender)
        return None

    async def _receipt(self, call: _Call) -> str | None:
        if not await self._receipts.take(call.receiver.name, call.event) and not call.is_last:
            raise Later("of a message that is not known yet")
        return None

    async def _ignored(self, call: _Call) -> str | None:
        log.info("reception.ignored", channel=call.receiver.name, kind=call.event.kind)
        return None

    async def _receive(self, call: _Call, incoming: Incoming) -> str | None:
        try:
            await self._inbox.receive(call.visitor.conversation_id, incoming)
        except NotOffered:
            return await self._gone(call)
        except StillAnswering:
            raise Later("the bot is at a message from the website") from None
        self._wake_outbox(call.visitor.conversation_id)
        if self._continuing and incoming.payload == LINK_YES:
            await self._gone_on(self._continuing, call)
        return None

    async def _gone_on(self, continuing: Continuing, call: _Call) -> None:
        known = await self._visitors.find(call.receiver.name, call.event.sender)
        if known and known.conversation_id and known.conversation_id != call.visitor.conversation_id:
            continuing.tell(known.conversation_id)

    async def _gone(self, call: _Call) -> str:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(call.visitor.conversation_id)
        return self._texts.say("app_choice_gone", conversation.language).text

    async def _chosen(self, conversation_id: str, choice_id: str) -> str | None:
        """What a choice stands for, if this conversation offered it and still has it."""
        read = read_choice(choice_id)
        if read is None or read[0] != conversation_id:
            return None
        async with self._store.snapshot() as snapshot:
            lines = await snapshot.messages(conversation_id, after=read[1] - 1, limit=1)
        line = lines[0] if lines and lines[0].seq == read[1] and lines[0].author is not Author.CUSTOMER else None
        return line.offers[read[2]].payload if line and read[2] < len(line.offers) else None

    async def _numbered(self, call: _Call, text: str) -> str | None:
        """What a number stands for, if it answers choices that were numbered."""
        channel = self._channels.get(call.receiver.name)
        if channel is None or not is_number(text):
            return None
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(call.visitor.conversation_id)
            lines = await snapshot.messages(conversation.id, after=max(0, conversation.last_seq - RECENT_LINES))
        asked = next((line for line in reversed(lines) if line.author is not Author.CUSTOMER), None)
        if asked is None or not asked.offers:
            return None
        # Only the channel knows how it has offered them. Who answers has just written: it may say anything.
        to = Recipient(call.visitor.address, conversation, call.event.at)
        if not any(part.manner is Manner.NUMBERS for part in channel.adapt(asked, to, call.event.at)):
            return None
        place = chosen_number(text, choices_of(asked))
        return None if place is None else asked.offers[place].payload

    async def _files(self, call: _Call, media: Sequence[Media]) -> tuple[list[str], list[Media]]:
        """The ids of those that were kept, and those that were not."""
        kept, refused = [], []
        for each in media:
            file_id = await self._file(call, each)
            kept += [file_id] if file_id else []
            refused += [] if file_id else [each]
        return kept, refused

    async def _file(self, call: _Call, media: Media) -> str | None:
        if media.size is not None and media.size > self._largest:
            return None
        try:
            data = await call.receiver.fetch(media)
            return await self._keep(call.visitor.conversation_id, media.name or media.kind, data)
        except (FileRefused, MediaGone):
            return None
        except DeliveryError as error:
            if call.is_last:
                return None
            raise Later(str(error)) from None


def _words(event: Event) -> str:
    return event.text if isinstance(event, events.Said) else ""


def _place(location: events.Location) -> str:
    point = f"{location.latitude:.5f}, {location.longitude:.5f}"
    return f"{location.name} ({point})" if location.name else point
