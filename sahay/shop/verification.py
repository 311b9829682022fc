"""Proving that an order is one's own, by its number and the e-mail address or phone number behind it.

Guessing is bounded from three sides, each with its own count of failures: the conversation, the order number
and the contact, the last two across all conversations (somebody may know the number and guess the contact, or
know the contact and try one number after the other in new conversations). A count is forgotten after a time
without a failure. Until then even the right details are not looked at, with one exception: what strangers did to an
order must not keep its customer away from it, so a conversation without a failure of its own has one try.

That exception could be had again in ever new conversations, so there is a limit for the day too, which nothing
passes: after `DAILY` failures of an order or a contact only a person helps.

Nothing here depends on whether the order exists: neither the answer, nor the counts, nor the work done.
"""

import hmac
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

import phonenumbers

from sahay.language.canonical import ascii_digits

# The length of the column that keeps it. Nothing longer is an order number.
ORDER_NUMBER_CHARACTERS = 40
# What clings to an address copied from a letter or a sentence.
_AROUND_AN_ADDRESS = " \t\r\n<>()[]\"'.,;:"

# How many conversations' worth of failures an order number or a contact may have. More than one, because an
# honest customer comes back in a second conversation; few, because this is what bounds a guesser.
SHARED = 3
# Failures of an order number or a contact in a day. Ten strangers' or mistaken customers' conversations have room in
# it; a guesser of contacts gets 11 000 a year, and there are some 10**9 mobile numbers,
# and a guesser of numbers needs eight years to walk through the five-digit ones.
DAILY = 30
DAY = timedelta(days=1)


class Side(Enum):
    """From where failures are counted: the detail of a claim that they have in common."""

    CONVERSATION = "conversation_id"
    ORDER = "order_number"
    CONTACT = "contact_key"


@dataclass(frozen=True, slots=True)
class Policy:
    """How many failures one conversation may have, and how long a count is remembered after the last one; how many
    an order number or a contact may have in a day."""

    attempts: int = 3
    lock: timedelta = timedelta(minutes=30)
    daily: int = DAILY

    def limit(self, side: Side) -> int:
        return self.attempts if side is Side.CONVERSATION else self.attempts * SHARED

    @property
    def longest(self) -> int:
        """So many failures back a ledger must remember."""
        return max(self.daily, *(self.limit(side) for side in Side))


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that says "this order is mine". `contact_key` is the digest of the contact to prove it."""

    conversation_id: str
    message_id: str
    order_number: str
    contact_key: str


@dataclass(frozen=True, slots=True)
class Owner:
    """The contacts of the customer of an order, as the shop has them."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Proved:
    """The order is the customer's own."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No such order, or not this customer's: which of the two, nobody is told."""

    attempts_left: int


@dataclass(frozen=True, slots=True)
class Exhausted:
    """Too many failed attempts: until then even the right details are not looked at."""

    until: datetime


# Failures by side, the latest first.
Failures = Mapping[Side, Sequence[datetime]]


class Ledger(Protocol):
    """Where attempts are kept, always our own database, whatever the shop is. One verification is one transaction, and
    none runs between its calls."""

    async def decided(self, claim: Claim) -> bool | None:
        """What became of the same claim when it was made before; None when it is new."""

    async def failures(self, claim: Claim, limit: int) -> Failures:
        """The latest `limit` failures from each side of the claim, newest first."""

    async def record(self, claim: Claim, *, proved: bool, at: datetime) -> None: ...


class Ledgers(Protocol):
    """Where the ledger is got from."""

    def open(self, claim: Claim) -> AbstractAsyncContextManager[Ledger]:
        """The ledger for one verification: nobody else verifies a claim with a side in common meanwhile. What is
        recorded is kept when the block is left normally, and forgotten when it raises."""


class Digest:
    """Contacts as keyed digests: compared in constant time, and unreadable without the key.

    A phone number without a country code is one of `region`.
    """

    def __init__(self, key: str, region: str = "IN") -> None:
        self._key = key.encode()
        self._region = region

    def claim(self, number: str, contact: str, *, conversation_id: str, message_id: str) -> Claim:
        """The claim that a message makes, with number and contact as the customer wrote them."""
        said = canonical_contact(contact, self._region) or f"unreadable:{contact}"
        return Claim(conversation_id, message_id, canonical_order_number(number), self._digest(said))

    def of_owner(self, contact: str) -> str:
        # A contact that the shop has not, or not in readable form, equals nothing that a customer can write.
        return self._digest(canonical_contact(contact, self._region) or "absent:")

    def _digest(self, text: str) -> str:
        said = f"order contact\n{text}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, said, "sha256").hex()


# Stands in for the customer of an order that does not exist, so that the work is the same. It never proves.
NOBODY = Owner(email="nobody@nobody.invalid", phone="+916500000000")


def canonical_order_number(text: str) -> str:
    """The order number as shops print it: capitals and ASCII digits, without '#', spaces and marks."""
    plain = ascii_digits(unicodedata.normalize("NFKC", text)).upper()
    return "".join(char for char in plain if char.isalnum() or char == "-")[:ORDER_NUMBER_CHARACTERS]


def canonical_contact(text: str, region: str = "IN") -> str | None:
    """`email:...` or `phone:+...`, equal for all ways to write the same; None for what is neither.

    A phone number without a country code is one of `region`.
    """
    plain = unicodedata.normalize("NFKC", text).strip(_AROUND_AN_ADDRESS)
    if "@" in plain:
        local, _, domain = plain.rpartition("@")
        return f"email:{plain.casefold()}" if local and domain else None
    try:
        number = phonenumbers.parse(ascii_digits(plain), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return "phone:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def locked_until(failures: Sequence[datetime], limit: int, lock: timedelta, now: datetime) -> datetime | None:
    """The end of the lock that `limit` failures (the latest first) brought; None when there is none.

    They count as long as no time of length `lock` passed without one.
    """
    if _streak(failures, lock, now) < limit:
        return None
    return failures[0] + lock


def closed_until(failures: Sequence[datetime], daily: int, now: datetime) -> datetime | None:
    """When the first of the last `daily` failures (the latest first) is a day old; None when it is, or there are
    fewer."""
    if len(failures) < daily or now - failures[daily - 1] >= DAY:
        return None
    return failures[daily - 1] + DAY


def belongs(claim: Claim, owner: Owner | None, digest: Digest) -> bool:
    """Whether the contact is that of the order's customer, None if there is no such order. Not counted, and so only
    for a contact that was proved a moment ago: who has it may ask which orders are theirs."""
    known = owner or NOBODY
    same = [
        hmac.compare_digest(claim.contact_key, digest.of_owner(known.email)),
        hmac.compare_digest(claim.contact_key, digest.of_owner(known.phone)),
    ]
    return any(same) and owner is not None


async def verify(
    claim: Claim, owner: Owner | None, ledger: Ledger, digest: Digest, policy: Policy, now: datetime
) -> Proved | Refused | Exhausted:
    """Decide a claim and count it. One that was decided before stays decided and is not counted again.

    `owner` is the customer of the order, None if there is no such order.
    """
    proved = await ledger.decided(claim)
    failures = await ledger.failures(claim, policy.longest)
    if proved is None:
        if until := _exhausted(failures, policy, now):
            return Exhausted(until)
        proved = belongs(claim, owner, digest)
        await ledger.record(claim, proved=proved, at=now)
        failures = await ledger.failures(claim, policy.longest)
    if proved:
        return Proved()
    if until := _exhausted(failures, policy, now):
        return Exhausted(until)
    return Refused(min(_attempts_left(side, failures[side], policy, now) for side in Side))


def _exhausted(failures: Failures, policy: Policy, now: datetime) -> datetime | None:
    own = failures[Side.CONVERSATION]
    shared = [failures[side] for side in Side if side is not Side.CONVERSATION]
    ends = [closed_until(each, policy.daily, now) for each in shared]
    if _streak(own, policy.lock, now):
        ends += [locked_until(failures[side], policy.limit(side), policy.lock, now) for side in Side]
    return max((end for end in ends if end), default=None)


def _attempts_left(side: Side, failures: Sequence[datetime], policy: Policy, now: datetime) -> int:
    left = policy.limit(side) - _streak(failures, policy.lock, now)
    today = sum(now - moment < DAY for moment in failures)
    return left if side is Side.CONVERSATION else min(left, policy.daily - today)


def _streak(failures: Sequence[datetime], lock: timedelta, now: datetime) -> int:
    """How many of the latest failures follow one another, and `now` follows them, sooner than `lock`."""
    later = now
    for count, moment in enumerate(failures):
        if later - moment >= lock:
            return count
        later = moment
    return len(failures)
