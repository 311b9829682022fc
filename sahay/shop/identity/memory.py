"""Identities and codes in memory: for tests, and the reference that the database must agree with."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sahay.mail import Mail, Outbox
from sahay.shop.identity import Identity, Login, Method, NoLogin
from sahay.shop.identity.codes import Code, Guess
from sahay.shop.identity.lives import LOGIN, PHONE, Lives, ended, granted, identity_until, logged_in

LIVES: Mapping[Method, timedelta] = {Method.LOGIN: LOGIN, Method.PHONE: PHONE, Method.CODE: timedelta(minutes=60)}


class MemoryIdentities:
    """See `sahay.shop.identity.Identities`."""

    def __init__(self, lives: Lives = LIVES) -> None:
        self._lives = lives
        self._identities: dict[str, Identity] = {}
        self._tokens: dict[str, tuple[str, datetime]] = {}

    async def of(self, conversation_id: str, now: datetime) -> Identity | None:
        identity = self._identities.get(conversation_id)
        return identity if identity and now < identity.expires_at else None

    async def grant(self, conversation_id: str, account_id: str, method: Method, *, now: datetime) -> Identity | None:
        return self._keep(conversation_id, identity_until(account_id, method, self._lives, now))

    async def log_in(self, conversation_id: str, login: Login, *, now: datetime) -> Identity | NoLogin:
        used_in, _ = self._tokens.get(login.token_key, (conversation_id, now))
        if used_in != conversation_id:
            return NoLogin.NOT_BELIEVED
        identity = self._keep(conversation_id, logged_in(login, self._lives, now))
        if identity is None:
            return NoLogin.OTHER_ACCOUNT
        self._tokens = {key: used for key, used in self._tokens.items() if used[1] >= now}
        self._tokens[login.token_key] = (conversation_id, login.expires_at)
        return identity

    async def forget(self, conversation_id: str, *, now: datetime) -> None:
        if identity := self._identities.get(conversation_id):
            self._identities[conversation_id] = ended(identity, now)

    def _keep(self, conversation_id: str, proved: Identity) -> Identity | None:
        identity = granted(self._identities.get(conversation_id), proved)
        if identity:
            self._identities[conversation_id] = identity
        return identity


class MemoryCodeLedger:
    """See `sahay.shop.identity.codes.Ledger` and `Ledgers`."""

    def __init__(self, identities: MemoryIdentities, outbox: Outbox) -> None:
        self._identities = identities
        self._outbox = outbox
        self._codes: list[Code] = []
        self._guesses: dict[tuple[str, str], Guess] = {}
        self._one_at_a_time = asyncio.Lock()

    @asynccontextmanager
    async def __call__(self, *_names: str) -> AsyncIterator["MemoryCodeLedger"]:
        async with self._one_at_a_time:
            yield self

    async def code_of(self, conversation_id: str, message_id: str) -> Code | None:
        asked = (conversation_id, message_id)
        return next((each for each in self._codes if (each.conversation_id, each.message_id) == asked), None)

    async def latest(self, conversation_id: str) -> Code | None:
        return next((each for each in reversed(self._codes) if each.conversation_id == conversation_id), None)

    async def sent_in(self, conversation_id: str, limit: int) -> Sequence[datetime]:
        return self._sent([each for each in self._codes if each.conversation_id == conversation_id], limit)

    async def sent_to(self, address_key: str, limit: int) -> Sequence[datetime]:
        return self._sent([each for each in self._codes if each.address_key == address_key], limit)

    @staticmethod
    def _sent(codes: Sequence[Code], limit: int) -> list[datetime]:
        return sorted((each.sent_at for each in codes), reverse=True)[:limit]

    async def add(self, code: Code, mail: Mail, *, key: str) -> None:
        self._codes.append(code)
        await self._outbox.put(mail, key=key)

    async def guess_of(self, conversation_id: str, message_id: str) -> Guess | None:
        return self._guesses.get((conversation_id, message_id))

    async def count(self, code: Code, guess: Guess, now: datetime) -> None:
        place = self._codes.index(code)
        self._codes[place] = replace(code, guesses=code.guesses + 1, is_used=guess.attempts_left == 0)
        self._guesses[guess.conversation_id, guess.message_id] = guess

    async def identity(self, conversation_id: str, now: datetime) -> Identity | None:
        return await self._identities.of(conversation_id, now)

    async def grant(self, conversation_id: str, account_id: str, now: datetime) -> Identity | None:
        return await self._identities.grant(conversation_id, account_id, Method.CODE, now=now)
