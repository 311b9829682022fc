"""Customers whom their channel vouches for: it verifies phone numbers."""

import asyncio

import structlog

from sahay.domain.clock import Clock
from sahay.shop.accounts import Accounts
from sahay.shop.backend import BackendError
from sahay.shop.identity import Identities, Method
from sahay.shop.verification import canonical_contact

log = structlog.get_logger()

# A message waits for this before it is taken in. Who is not recognised now may be with the next one.
PATIENCE_SECONDS = 2.0


class Recognition:
    """Grants a conversation to the account with its number, if exactly one has it. It never raises: a message is more
    important than who it is from."""

    def __init__(self, accounts: Accounts, identities: Identities, clock: Clock) -> None:
        self._accounts = accounts
        self._identities = identities
        self._clock = clock

    async def recognise(self, conversation_id: str, phone: str) -> None:
        """`phone` is in E.164, and verified."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._recognise(conversation_id, phone)
        except (BackendError, TimeoutError) as error:
            log.warning("identity.phone", conversation=conversation_id, outcome=type(error).__name__)

    async def _recognise(self, conversation_id: str, phone: str) -> None:
        now = self._clock.now()
        # Without its country a number is not one number.
        number = canonical_contact(phone) if phone.startswith("+") else None
        if number is None or await self._identities.of(conversation_id, now):
            return
        having = [
            each
            for each in await self._accounts.having(number.removeprefix("phone:"))
            if canonical_contact(each.phone) == number
        ]
        if len(having) == 1:
            await self._identities.grant(conversation_id, having[0].id, Method.PHONE, now=now)
        log.info("identity.phone", conversation=conversation_id, accounts=len(having))
