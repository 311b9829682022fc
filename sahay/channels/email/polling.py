"""Looking into the mailbox: each mail is stored before it is marked as read, so that none is lost or taken twice."""

import asyncio
import hashlib
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from sahay.channels.base import Envelope, Unreadable
from sahay.channels.email.channel import EmailChannel, stored
from sahay.channels.email.limits import HOUR, HOURLY
from sahay.channels.email.mailbox import Account, Closed, Found, Mailbox, open_mailbox
from sahay.channels.health import Health
from sahay.domain.clock import Clock

log = structlog.get_logger()

# Senders whose last hour is remembered.
REMEMBERED = 10_000

# Has envelopes stored; committed when it returns.
Accept = Callable[[Sequence[Envelope]], Awaitable[None]]


class Polling:
    """Takes what is unread. What one address sends beyond `HOURLY` stays unread until its hour is over."""

    def __init__(self, channel: EmailChannel, account: Account, accept: Accept, health: Health, clock: Clock) -> None:
        self._channel = channel
        self._account = account
        self._accept = accept
        self._health = health
        self._clock = clock
        self._hours: OrderedDict[str, deque[datetime]] = OrderedDict()

    async def look(self) -> None:
        """It never raises what the mailbox may do."""
        loop = asyncio.get_running_loop()

        def take(found: Found) -> bool:
            """In the mailbox's thread; the work itself is done in the loop's."""
            return asyncio.run_coroutine_threadsafe(self._take(found), loop).result()

        try:
            waiting = await asyncio.to_thread(self._session, take)
        except Closed as closed:
            self._health.ill(str(closed), self._clock.now())
            log.warning("email.look", problem=str(closed))
            return
        self._health.pending = waiting
        self._health.well(self._clock.now())

    def _session(self, take: Callable[[Found], bool]) -> int:
        """How many stay unread."""
        with open_mailbox(self._account) as mailbox:
            return sum(not self._one(mailbox, number, take) for number in mailbox.unseen())

    def _one(self, mailbox: Mailbox, number: str, take: Callable[[Found], bool]) -> bool:
        is_taken = take(mailbox.fetch(number))
        if is_taken:
            mailbox.mark(number)
        return is_taken

    async def _take(self, found: Found) -> bool:
        """Whether it has been stored."""
        now = self._clock.now()
        try:
            mail = self._channel.read(found.data)
        except Unreadable:  # kept as it is, for the operator
            key = hashlib.sha256(found.data).hexdigest()[:40]
        else:
            if not mail.machine and not self._has_room(mail.sender, now):
                log.warning("email.too_many")
                return False
            key = mail.sender
            if not mail.machine:
                self._channel.remember(mail)
        order = int(found.uid.rpartition(".")[2])
        body = stored(found.data, now, is_whole=found.is_whole)
        await self._accept((Envelope(found.uid, key, body, order),))
        return True

    def _has_room(self, address: str, now: datetime) -> bool:
        hour = self._hours.setdefault(address, deque())
        self._hours.move_to_end(address)
        while len(self._hours) > REMEMBERED:
            self._hours.popitem(last=False)
        while hour and hour[0] <= now - HOUR:
            hour.popleft()
        if len(hour) >= HOURLY:
            return False
        hour.append(now)
        return True
