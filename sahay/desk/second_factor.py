"""The second factor: a code of six digits that an authenticator app shows, a new one every 30 seconds (RFC 6238).

The table holds a salt; the secret follows from it and from the app's key, so that who steals the database alone has
no codes. With another SAHAY_SESSION_KEY everybody sets it up again: recovery codes, of which only hashes are kept,
still open.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import choice, token_hex

import pyotp
import segno
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.store.tables.people import recovery_code, second_factor

STEP = timedelta(seconds=30)
# A phone's clock may be a step before or behind ours (RFC 6238, 5.2).
DRIFT = (0, -1, 1)
# RFC 4226, 4: the secret has 160 bits.
SECRET_BYTES = 20
RECOVERY_CODES = 10
# Without letters and digits that are taken for one another; ten of them are 49 bits.
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RECOVERY_GROUPS = (5, 5)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What an authenticator app needs: the secret to type, or the address as a QR code, a text of 0 and 1 a row."""

    secret: str
    address: str
    squares: tuple[str, ...]


class SecondFactors:
    """Each call works within the caller's transaction. `key` is the app's secret."""

    def __init__(self, key: str, issuer: str, clock: Clock) -> None:
        self._key = key.encode()
        self._issuer = issuer
        self._clock = clock

    async def begin(self, agent: Agent, on: AsyncConnection) -> SetUp:
        """A new secret, which counts once `confirm` has seen a code of it."""
        salt = token_hex(16)
        await on.execute(delete(second_factor).where(second_factor.c.agent_id == agent.id))
        await on.execute(insert(second_factor).values(agent_id=agent.id, salt=salt, last_step=0))
        codes = self._codes(agent.id, salt)
        address = codes.provisioning_uri(name=agent.email, issuer_name=self._issuer)
        return SetUp(codes.secret, address, _squares(address))

    async def confirm(self, agent_id: str, code: str, on: AsyncConnection) -> list[str] | None:
        """The recovery codes, shown this once; None for a wrong code."""
        if not await self._take(agent_id, code, on):
            return None
        confirmed = update(second_factor).where(second_factor.c.agent_id == agent_id)
        await on.execute(confirmed.values(confirmed_at=self._clock.now()))
        return await self.renew_recovery_codes(agent_id, on)

    async def renew_recovery_codes(self, agent_id: str, on: AsyncConnection) -> list[str]:
        await on.execute(delete(recovery_code).where(recovery_code.c.agent_id == agent_id))
        codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
        rows = [{"code_hash": _hash(agent_id, code), "agent_id": agent_id} for code in codes]
        await on.execute(insert(recovery_code), rows)
        return codes

    async def is_on(self, agent_id: str, on: AsyncConnection) -> bool:
        query = select(second_factor.c.confirmed_at).where(second_factor.c.agent_id == agent_id)
        return await on.scalar(query) is not None

    async def is_begun(self, agent_id: str, on: AsyncConnection) -> bool:
        query = select(second_factor.c.agent_id).where(second_factor.c.agent_id == agent_id)
        return await on.scalar(query) is not None

    async def codes_left(self, agent_id: str, on: AsyncConnection) -> int:
        query = select(func.count()).select_from(recovery_code).where(recovery_code.c.agent_id == agent_id)
        return int(await on.scalar(query) or 0)

    async def prove(self, agent_id: str, code: str, on: AsyncConnection) -> bool:
        """Whether it is the app's code, or a recovery code. None is taken a second time."""
        return await self._take(agent_id, code, on) or await _spend(agent_id, code, on)

    async def remove(self, agent_id: str, on: AsyncConnection) -> None:
        for table in (second_factor, recovery_code):
            await on.execute(delete(table).where(table.c.agent_id == agent_id))

    async def _take(self, agent_id: str, code: str, on: AsyncConnection) -> bool:
        query = select(second_factor).where(second_factor.c.agent_id == agent_id).with_for_update()
        row = (await on.execute(query)).one_or_none()
        if row is None:
            return False
        step = self._step_of(self._codes(agent_id, row.salt), "".join(code.split()))
        if step is None or step <= row.last_step:
            return False
        await on.execute(update(second_factor).where(second_factor.c.agent_id == agent_id).values(last_step=step))
        return True

    def _step_of(self, codes: pyotp.TOTP, code: str) -> int | None:
        now = codes.timecode(self._clock.now())
        steps = (now + drift for drift in DRIFT)
        return next((step for step in steps if pyotp.utils.strings_equal(codes.generate_otp(step), code)), None)

    def _codes(self, agent_id: str, salt: str) -> pyotp.TOTP:
        secret = hmac.digest(self._key, f"second factor\n{agent_id}\n{salt}".encode(), "sha256")[:SECRET_BYTES]
        return pyotp.TOTP(base64.b32encode(secret).decode(), interval=int(STEP.total_seconds()))


async def _spend(agent_id: str, code: str, on: AsyncConnection) -> bool:
    used = delete(recovery_code).where(recovery_code.c.code_hash == _hash(agent_id, code))
    return (await on.execute(used)).rowcount == 1


def _hash(agent_id: str, code: str) -> str:
    letters = "".join(code.split()).replace("-", "").lower()
    return hashlib.sha256(f"{agent_id}\n{letters}".encode("utf-8", "surrogatepass")).hexdigest()


def _recovery_code() -> str:
    return "-".join("".join(choice(RECOVERY_LETTERS) for _ in range(size)) for size in RECOVERY_GROUPS)


def _squares(address: str) -> tuple[str, ...]:
    matrix: Sequence[bytearray] = segno.make(address, error="m").matrix
    return tuple("".join(str(int(bool(square))) for square in row) for row in matrix)
