"""The customer wants what was said by e-mail: to the address that they have told, or tell now."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sahay.domain.conversation import Conversation
from sahay.flow.mover import Mover
from sahay.flow.taps import ANSWERED_BY_PEOPLE, Answer, Expected, Tap
from sahay.store.base import Transaction

TRANSCRIPT = "/app_transcript"
ADDRESS = "transcript_address"


class Transcripts(Protocol):
    async def send(self, tx: Transaction, conversation: Conversation, email: str, now: datetime) -> bool:
        """False when it went out too often already."""


class Copies:
    """`find_address` gives the e-mail address that a text holds."""

    def __init__(self, mover: Mover, transcripts: Transcripts, find_address: Callable[[str], str | None]) -> None:
        self._mover = mover
        self._transcripts = transcripts
        self._find_address = find_address

    @property
    def taps(self) -> Mapping[str, Answer]:
        return {TRANSCRIPT: self.asked}

    @property
    def expected(self) -> Mapping[str, Expected]:
        # What holds no address is a message like any other.
        return {ADDRESS: Expected(lambda text: self._find_address(text) is not None, self.addressed)}

    async def asked(self, tap: Tap) -> None:
        contact = await tap.tx.contact(tap.conversation.contact_id)
        if contact and contact.email:
            await self._send(tap, contact.email)
            return
        if tap.conversation.owner in ANSWERED_BY_PEOPLE:  # what is written now is for them
            await self._mover.announce(tap.tx, tap.conversation, "app_with_people")
            return
        await tap.tx.save(replace(tap.conversation, expects=ADDRESS, updated_at=tap.at))
        await self._mover.announce(tap.tx, tap.conversation, "app_transcript_address")

    async def addressed(self, tap: Tap) -> None:
        await tap.tx.save(replace(tap.conversation, expects=None))
        await self._send(tap, self._find_address(tap.message.text) or "")

    async def _send(self, tap: Tap, email: str) -> None:
        sent = await self._transcripts.send(tap.tx, tap.conversation, email, tap.at)
        await self._mover.announce(tap.tx, tap.conversation, "app_transcript_sent" if sent else "app_transcript_limit")
