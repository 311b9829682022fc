"""The front door: a customer's message is in the log and the inbox before anybody is told that it arrived."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe

import structlog

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation, Moved, Owner
from sahay.domain.message import Author, Draft, Message
from sahay.flow.blocking import blocked_since
from sahay.flow.hub import Changed, Hub
from sahay.flow.recall import Recall
from sahay.flow.taps import Taps, is_tap
from sahay.flow.texts import Said, Texts
from sahay.language.identify import identify
from sahay.language.tag import base, nearest
from sahay.store.base import Contact, Store, Transaction

log = structlog.get_logger()


# A log that ends with this line holds nothing but the welcome.
WELCOME_SEQ = 1
# How sure it must be that a customer who has written in one language goes on in another: "Main Road" is an address,
# though "main" is a word in Hindi.
SURE = 0.7


# Photos that are chosen at once: as many as Telegram takes in an album, and how long they take to come.
ALBUM = 10
TOGETHER = timedelta(seconds=10)


class NotOffered(Exception):
    """The customer tapped a choice that this conversation never offered."""


class WentOn(Exception):
    """The conversation goes on in another channel than the one on which this was written."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a channel received: `text` as typed, or `payload` of a tapped button.

    `external_id` is the client's or provider's id of this message, unique within the channel. `verified_phone` is the
    sender's number in E.164, from a channel that vouches for it. `files` are ids of what was uploaded for it. A command
    is a text that stands for a payload, which need not have been offered. What has a `notice` is for people: the bot
    says that text instead of looking into it. A remark is kept, and asks nothing of anybody. With `only_on` it counts
    as long as the conversation is on this channel.
    """

    external_id: str
    text: str | None = None
    payload: str | None = None
    verified_phone: str | None = None
    files: tuple[str, ...] = ()
    is_command: bool = False
    notice: str | None = None
    is_remark: bool = False
    only_on: str | None = None


# Told the conversation and the phone number. It never raises, and does not take long.
Recognise = Callable[[str, str], Awaitable[None]]
# Told of a new conversation, in the transaction that stores it.
Opened = Callable[[Transaction, Conversation], Awaitable[None]]
# Told of a text that somebody will read, in the transaction that stores it.
Reader = Callable[[Transaction, Conversation, Message], Awaitable[None]]


class Inbox:
    """Takes messages in. `languages` are the tags that a conversation may be in; `wake` is told the conversation once
    its message is committed. `recognise` finds the customer with a verified phone before that, so that the bot knows
    them when it answers. `recall` says which messages are for a person again, after the matter was resolved.
    `taps` are the buttons that the app itself answers; `readers` look into what is written."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        languages: tuple[str, ...],
        wake: Callable[[str], None],
        recognise: Recognise | None = None,
        recall: Recall | None = None,
        taps: Taps | None = None,
        readers: Sequence[Reader] = (),
    ) -> None:
        self._store = store
        self._texts = texts
        self._hub = hub
        self._clock = clock
        self._languages = languages
        self._wake = wake
        self._recognise = recognise
        self._recall = recall
        self._taps = taps or Taps({})
        self._readers = readers

    async def open(
        self,
        channel: str,
        language: str,
        opened: Opened | None = None,
        *,
        said: Said | None = None,
        details: Mapping[str, str | None] | None = None,
        **welcome: object,
    ) -> Conversation:
        """Begin a conversation with a new contact; its log begins with the welcome, or with what is `said` instead.
        `details` are the contact's name, e-mail address and phone number (E.164), as far as they have told them.
        `opened` is told of it where the customer has an address, to which the beginning is sent."""
        now = self._clock.now()
        told = details or {}
        contact = Contact(token_urlsafe(16), now, told.get("name"), told.get("email"), told.get("phone"))
        conversation = Conversation(
            id=token_urlsafe(16),
            contact_id=contact.id,
            channel=channel,
            language=language,
            created_at=now,
            updated_at=now,
        )
        async with self._store.transaction() as tx:
            await tx.add_contact(contact)
            await tx.add_conversation(conversation)
            message = await tx.append(conversation.id, self._welcome(language, welcome, said), now)
            if opened:
                await opened(tx, conversation)
                await tx.to_outbox(message)
        return conversation

    async def receive(self, conversation_id: str, incoming: Incoming) -> Message:
        """Commit one message of the customer; the same `external_id` again gives the message stored first.

        Raises ConversationNotFound, NotOffered, UploadNotFound, WentOn.
        """
        if self._recognise and incoming.verified_phone:
            await self._recognise(conversation_id, incoming.verified_phone)
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if incoming.only_on and incoming.only_on != conversation.channel:
                raise WentOn(conversation.channel)
            known = await tx.message_by_external_id(conversation.channel, incoming.external_id)
            if known:
                return known
            for_app = self._is_for_app(conversation, incoming)
            draft = await _draft(tx, conversation, incoming)
            if since := await blocked_since(tx, conversation):
                message = await self._keep(tx, conversation, draft, since)
            elif incoming.is_remark:
                message = await tx.append(conversation.id, draft, self._clock.now())
            elif for_app:
                message = await self._take(tx, conversation, draft)
            else:
                message = await self._store_message(tx, conversation, draft, incoming.notice)
        log.info("inbox.committed", conversation=conversation_id, seq=message.seq)
        self._hub.publish(Changed(conversation_id))
        if for_app or conversation.owner is Owner.RESOLVED:
            self._hub.queue_moved()
        self._wake(conversation_id)
        return message

    async def change_language(
        self, conversation_id: str, language: str, *, said: Said | None = None, **welcome: object
    ) -> None:
        """The customer chose the language of the answers. Before their first message the welcome is said anew."""
        async with self._store.transaction() as tx:
            conversation = await tx.conversation(conversation_id)
            if conversation.language == language:
                return
            await tx.save(replace(conversation, language=language))
            if conversation.last_seq == WELCOME_SEQ:
                await tx.append(conversation_id, self._welcome(language, welcome, said), self._clock.now())
        self._hub.publish(Changed(conversation_id))

    def _welcome(self, language: str, values: Mapping[str, object], said: Said | None) -> Draft:
        said = said or self._texts.say("app_welcome", language, **values)
        return Draft(Author.BOT, said.text, buttons=said.buttons)

    def _is_for_app(self, conversation: Conversation, incoming: Incoming) -> bool:
        if incoming.payload is not None:
            return is_tap(incoming.payload)
        if incoming.notice or incoming.is_remark:
            return False
        return bool(incoming.text) and self._taps.expects(conversation, incoming.text or "", self._clock.now())

    async def _take(self, tx: Transaction, conversation: Conversation, draft: Draft) -> Message:
        """The app itself answers, at once: nothing changes hands, nobody else is asked."""
        message = await tx.append(conversation.id, draft, self._clock.now())
        await self._taps.take(tx, conversation, message)
        return message

    async def _keep(self, tx: Transaction, conversation: Conversation, draft: Draft, since: datetime) -> Message:
        """Who is blocked hears once that nobody answers."""
        before = await tx.messages(conversation.id, after=conversation.last_seq - 1)
        message = await tx.append(conversation.id, draft, self._clock.now())
        if not before or before[-1].at < since:
            await self._say(tx, conversation, Author.SYSTEM, "app_blocked")
        return message

    async def _say(self, tx: Transaction, conversation: Conversation, author: Author, key: str) -> None:
        said = self._texts.say(key, conversation.language)
        draft = Draft(author, said.text, buttons=said.buttons)
        await tx.to_outbox(await tx.append(conversation.id, draft, self._clock.now()))

    async def _say_of(self, tx: Transaction, conversation: Conversation, message: Message, key: str) -> None:
        """Once for all that comes together: each photo of an album is a message of its own."""
        lines = await tx.messages(conversation.id, after=max(0, message.seq - 1 - ALBUM))
        last = next((line for line in reversed(lines) if line.author is not Author.CUSTOMER), None)
        said = self._texts.say(key, conversation.language).text
        if not last or last.text != said or message.at - last.at > TOGETHER:
            await self._say(tx, conversation, Author.BOT, key)

    async def _store_message(
        self, tx: Transaction, conversation: Conversation, draft: Draft, notice: str | None
    ) -> Message:
        now = self._clock.now()
        recall = self._recall if self._recall and self._recall.is_due(conversation) else None
        moved = Moved(replace(conversation, updated_at=now), None) if recall else conversation.customer_wrote(now)
        language = self._language(conversation, draft)
        written_in = replace(moved.conversation, language=language, expects=None)
        await tx.save(written_in)
        if moved.transition:
            await tx.record_transition(moved.transition)
        message = await tx.append(conversation.id, draft, now)
        if message.text and not notice:
            await tx.to_inbox(message)
        elif written_in.owner is Owner.BOT and not recall:  # it cannot see what is in a file
            await self._say_of(tx, written_in, message, notice or "app_file_received")
        for reader in self._readers:
            await reader(tx, written_in, message)
        if recall:
            await recall.call_back(tx, await tx.conversation(conversation.id))
        return message

    def _language(self, conversation: Conversation, draft: Draft) -> str:
        if draft.payload is not None or not draft.text:
            return conversation.language
        guess = identify(draft.text, prior=conversation.language)
        changes = base(guess.tag) != base(conversation.language)
        least = SURE if changes and conversation.last_seq > WELCOME_SEQ else 0.0
        # Zero says that nothing in the text speaks for any language: a number, an e-mail address, a smile.
        spoken = nearest(guess.tag, self._languages) if guess.confidence > least else None
        return spoken or conversation.language


async def _draft(tx: Transaction, conversation: Conversation, incoming: Incoming) -> Draft:
    """What goes into the log. Raises NotOffered."""
    text = incoming.text or ""
    if incoming.payload is not None and not incoming.is_command:
        button = await tx.offered(conversation.id, incoming.payload)
        if button is None:
            raise NotOffered(incoming.payload)
        text = button.title
    files = await tx.to_send(conversation.id, incoming.files, None)
    return Draft(Author.CUSTOMER, text, payload=incoming.payload, external_id=incoming.external_id, files=files)
