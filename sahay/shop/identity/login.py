"""Logging a conversation in by the shop's token."""

from datetime import datetime

import structlog

from sahay.shop.accounts import Accounts
from sahay.shop.identity import Identities, Identity, NoLogin
from sahay.shop.identity.tokens import TokenReader

log = structlog.get_logger()


class Logins:
    """`reader` is None for a shop that signs no tokens: nobody is believed."""

    def __init__(self, reader: TokenReader | None, accounts: Accounts, identities: Identities) -> None:
        self._reader = reader
        self._accounts = accounts
        self._identities = identities

    async def log_in(self, conversation_id: str, token: str, *, now: datetime) -> Identity | NoLogin:
        """Raises `sahay.shop.backend.BackendError` when the shop cannot say whether there is such an account."""
        outcome = await self._outcome(conversation_id, token, now)
        taken = "granted" if isinstance(outcome, Identity) else outcome.value
        log.info("identity.login", conversation=conversation_id, outcome=taken)
        return outcome

    async def log_out(self, conversation_id: str, *, now: datetime) -> None:
        await self._identities.forget(conversation_id, now=now)
        log.info("identity.logout", conversation=conversation_id)

    async def _outcome(self, conversation_id: str, token: str, now: datetime) -> Identity | NoLogin:
        login = self._reader.read(token, now) if self._reader else None
        if login is None or await self._accounts.get(login.account_id) is None:
            return NoLogin.NOT_BELIEVED
        return await self._identities.log_in(conversation_id, login, now=now)
