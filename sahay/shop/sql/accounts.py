"""The customers' accounts in the database."""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.accounts import Account, AccountChanges
from sahay.shop.locks import hold
from sahay.shop.orders import Address
from sahay.shop.own.accounts import checked, edited, with_address
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.sql.connection import once, reading
from sahay.shop.tables import address, customer, password_link
from sahay.store.database import Database

LINK_LASTS: Final = timedelta(hours=1)
_ID_BYTES = 9
_NOBODY = ("",)
_NO_ADDRESS = {"address_line": "", "city": "", "region": "", "pin": ""}


class SqlAccounts:
    """See `sahay.shop.accounts.Accounts`. The first address is in the customer's row, the others have their own."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    async def get(self, account_id: str) -> Account | None:
        async with reading(self._database) as connection:
            return await _read(connection, account_id)

    async def having(self, contact: str) -> Sequence[Account]:
        if not contact:
            return ()
        async with reading(self._database) as connection:
            rows = (await connection.execute(_having(contact, contact))).all()
            more = await _more_addresses(connection, [row.id for row in rows])
            return [_account(row, more[row.id]) for row in rows]

    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        wanted = checked(Account(f"c-{secrets.token_hex(_ID_BYTES)}", name.strip(), email, phone), self._country)

        async def work(connection: AsyncConnection) -> Account | Refusal:
            if isinstance(wanted, Refusal):
                return wanted
            if await _is_taken(connection, wanted):
                return Refusal(Why.EXISTS)
            row = {"id": wanted.id, "is_demo": False, **_NO_ADDRESS, **_details(wanted)}
            await connection.execute(customer.insert().values(row))
            return wanted

        return await once(self._database, "create_account", key, Account, work, now=now)

    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal:
        async def work(connection: AsyncConnection) -> Account | Refusal:
            await hold(connection, [f"account:{account_id}"])
            account = await _read(connection, account_id)
            if account is None:
                return Refusal(Why.NOT_FOUND)
            wanted = edited(account, changes, self._country)
            if isinstance(wanted, Refusal):
                return wanted
            if await _is_taken(connection, wanted, before=account):
                return Refusal(Why.EXISTS)
            await connection.execute(update(customer).where(customer.c.id == account_id).values(_details(wanted)))
            return wanted

        return await once(self._database, "edit_account", key, Account, work, now=now)

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal:
        async def work(connection: AsyncConnection) -> Account | Refusal:
            await hold(connection, [f"account:{account_id}"])
            account = await _read(connection, account_id)
            if account is None:
                return Refusal(Why.NOT_FOUND)
            wanted = with_address(account, address)
            if not isinstance(wanted, Refusal):
                await _add_address(connection, account, address)
            return wanted

        return await once(self._database, "add_address", key, Account, work, now=now)

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        """Asked again with the same key it is the same link, though it is kept nowhere: it is made from the key."""
        token = self._rules.sign("password link", f"{account_id}\n{key}")

        async def work(connection: AsyncConnection) -> bool | Refusal:
            if await _read(connection, account_id) is None:
                return Refusal(Why.NOT_FOUND)
            token_hash = hashlib.sha256(token.encode()).hexdigest()
            row = {"token_hash": token_hash, "customer_id": account_id, "expires_at": now + LINK_LASTS}
            await connection.execute(password_link.insert().values(row))
            return True

        made = await once(self._database, "password_link", key, bool, work, now=now)
        return made if isinstance(made, Refusal) else self._rules.page(f"account/password?token={token}")

    @property
    def _country(self) -> str:
        return self._rules.shop.country


def _having(email: str, phone: str) -> Any:
    """The customers with this e-mail address or, if it is not empty, this phone number."""
    found = func.lower(customer.c.email) == email.lower()
    return select(customer).where(or_(found, customer.c.phone == phone) if phone else found).order_by(customer.c.id)


async def _is_taken(connection: AsyncConnection, wanted: Account, before: Account | None = None) -> bool:
    """Whether another account has a contact that is new to this one. Nobody else can take it meanwhile."""
    email = wanted.email if before is None or wanted.email.lower() != before.email.lower() else ""
    phone = wanted.phone if before is None or wanted.phone != before.phone else ""
    if not email and not phone:
        return False
    await hold(connection, [f"contact:{contact.lower()}" for contact in (email, phone) if contact])
    others = await connection.execute(_having(email, phone))
    return any(row.id != wanted.id for row in others)


async def _read(connection: AsyncConnection, account_id: str) -> Account | None:
    row = (await connection.execute(select(customer).where(customer.c.id == account_id))).one_or_none()
    more = await _more_addresses(connection, [account_id])
    return _account(row, more[account_id]) if row else None


async def _more_addresses(connection: AsyncConnection, account_ids: Sequence[str]) -> dict[str, list[Address]]:
    """By account. Asked for in one query also where there is no account, so that the time does not tell."""
    more = select(address).where(address.c.customer_id.in_(account_ids or _NOBODY)).order_by(address.c.position)
    found = defaultdict(list)
    for row in await connection.execute(more):
        found[row.customer_id].append(Address(row.line, row.city, row.region, row.pin))
    return found


async def _add_address(connection: AsyncConnection, account: Account, new: Address) -> None:
    values = {"city": new.city, "region": new.region, "pin": new.pin}
    if not account.addresses:
        usual = values | {"address_line": new.line}
        await connection.execute(update(customer).where(customer.c.id == account.id).values(usual))
        return
    row = values | {"customer_id": account.id, "position": len(account.addresses), "line": new.line}
    await connection.execute(address.insert().values(row))


def _details(account: Account) -> dict[str, Any]:
    return {"name": account.name, "email": account.email, "phone": account.phone, "kind": account.kind}


def _account(row: Row[Any], more: list[Address]) -> Account:
    usual = [Address(row.address_line, row.city, row.region, row.pin)] if row.address_line else []
    return Account(row.id, row.name, row.email, row.phone, row.kind, (*usual, *more))
