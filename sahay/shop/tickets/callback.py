"""Who waits while nobody is there may leave how to be reached: kept with the contact, and a ticket with a promise."""

import re
from dataclasses import dataclass
from datetime import datetime

import phonenumbers
from sqlalchemy import update

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author
from sahay.language.canonical import ascii_digits
from sahay.mail.addresses import find_address
from sahay.shop.tickets import NewTicket, Priority, TicketKind
from sahay.shop.tickets.sql import SqlTickets
from sahay.store import schema
from sahay.store.sql import SqlTransaction

# How far back the matter is looked for, in lines of the log, and how much of it a ticket holds.
LINES = 30
TEXT_CHARACTERS = 2000
# Digits as people group them: at least as many as a telephone number of a small country has.
_PHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,14}")

_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


@dataclass(frozen=True, slots=True)
class Kept:
    """`contact` is what was told; `is_new`: there was no open ticket of this matter before."""

    reference: str
    respond_by: datetime
    contact: str
    is_new: bool


class Callbacks:
    """See `sahay.flow.left_contact.Callbacks`. `country` is where a number without a country code is from."""

    def __init__(self, tickets: SqlTickets, country: str) -> None:
        self._tickets = tickets
        self._country = country

    async def keep(self, tx: SqlTransaction, conversation: Conversation, text: str, now: datetime) -> Kept | None:
        """None when the text has neither address nor number."""
        told = {"email": find_address(text), "phone": find_phone(text, self._country)}
        told = {name: value for name, value in told.items() if value}
        if not told:
            return None
        contact = ", ".join(str(value) for value in told.values())
        mine = schema.contact.c.id == conversation.contact_id
        await tx.connection.execute(update(schema.contact).where(mine).values(told))
        new = NewTicket(
            kind=TicketKind.OTHER,
            priority=Priority(conversation.priority),
            text=await _matter(tx, conversation),
            conversation_id=conversation.id,
            language=conversation.language,
            order_number=conversation.order_number,
            contact=told.get("email") or told.get("phone"),
        )
        known = await self._tickets.open_matter(tx.connection, conversation.id, conversation.ticket, _key(conversation))
        if known:
            await self._tickets.reach(tx.connection, known.reference, str(new.contact))
            return Kept(known.reference, known.respond_by, contact, is_new=False)
        key = f"{_key(conversation)}{(conversation.queued_at or now).isoformat()}"
        ticket, is_new = await self._tickets.open_in(tx.connection, new, key=key, now=now)
        return Kept(ticket.reference, ticket.respond_by, contact, is_new)


def _key(conversation: Conversation) -> str:
    """What the keys of all tickets of this kind begin with."""
    return f"callback:{conversation.id}:"


def find_phone(text: str, country: str) -> str | None:
    """The first telephone number in a text, in E.164. Many a long number could be one of a telephone somewhere: with
    neither "+" nor a zero in front only a mobile number is taken for one."""
    for found in _PHONE.finditer(ascii_digits(text)):
        try:
            number = phonenumbers.parse(found[0], country)
        except phonenumbers.NumberParseException:
            continue
        is_told = found[0].startswith(("+", "0")) or phonenumbers.number_type(number) in _MOBILE
        if is_told and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


async def _matter(tx: SqlTransaction, conversation: Conversation) -> str:
    """What the customer has written lately."""
    lines = await tx.messages(conversation.id, after=max(0, conversation.last_seq - LINES))
    said = "\n".join(line.text for line in lines if line.author is Author.CUSTOMER)
    return said[-TEXT_CHARACTERS:]
