"""The desk's first agents. Their passwords are random, one for each installation."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import insert, select, update

from sahay.domain.agent import Role
from sahay.store.database import Database
from sahay.store.schema import agent

PASSWORD_BYTES = 9  # twelve characters


@dataclass(frozen=True, slots=True)
class Login:
    email: str
    password: str


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    name: str
    email: str
    role: Role
    languages: tuple[str, ...]


# Who tries the demo may see everything: the first one is an administrator.
PEOPLE = (
    _Person("demo-asha", "Asha", "asha@example.com", Role.ADMIN, ("en", "hi", "gu")),
    _Person("demo-ravi", "Ravi", "ravi@example.com", Role.AGENT, ("en", "hi")),
    _Person("demo-meera", "Meera", "meera@example.com", Role.SUPERVISOR, ("en", "gu")),
)

_hasher = PasswordHasher()


async def ensure(database: Database, known: Mapping[str, str], now: datetime) -> tuple[Login, ...]:
    """Agents who can log in with the passwords `known` by e-mail address; new ones for those who have none."""
    return tuple([await _ensure(database, person, known.get(person.email), now) for person in PEOPLE])


async def _ensure(database: Database, person: _Person, known: str | None, now: datetime) -> Login:
    login = Login(person.email, known or secrets.token_urlsafe(PASSWORD_BYTES))
    async with database.read() as connection:
        stored = await connection.scalar(select(agent.c.password_hash).where(agent.c.email == person.email))
    if stored and await asyncio.to_thread(_fits, stored, login.password):
        return login
    password_hash = await asyncio.to_thread(_hasher.hash, login.password)
    async with database.write() as connection:
        changed = await connection.execute(
            update(agent).where(agent.c.email == person.email).values(password_hash=password_hash)
        )
        if not changed.rowcount:
            row = {**asdict(person), "created_at": now, "password_hash": password_hash}
            await connection.execute(insert(agent).values(row))
    return login


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
