"""What the shop has of its customers besides their accounts: newsletter, points, reviews."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.shop.loyalty import Points
from sahay.shop.own.accounts import is_email
from sahay.shop.own.reviews import acceptable
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.reviews import Review
from sahay.shop.sql.connection import once, reading
from sahay.shop.tables import customer, loyalty, newsletter, product, review
from sahay.store.database import Database

_ID_BYTES = 9


class SqlSubscriptions:
    """See `sahay.shop.subscriptions.Subscriptions`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newsletter(self, email: str) -> bool:
        async with reading(self._database) as connection:
            return await _gets_it(connection, email)

    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> bool | Refusal:
        async def work(connection: AsyncConnection) -> bool | Refusal:
            if not is_email(email):
                return Refusal(Why.INVALID)
            await hold(connection, [f"newsletter:{email.lower()}"])
            if await _gets_it(connection, email) is on:
                return Refusal(Why.ALREADY_DONE)
            if on:
                await connection.execute(newsletter.insert().values(email=email.lower(), since=now))
            else:
                await connection.execute(delete(newsletter).where(newsletter.c.email == email.lower()))
            return on

        return await once(self._database, "set_newsletter", key, bool, work, now=now)


class SqlLoyalty:
    """See `sahay.shop.loyalty.Loyalty`."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    async def points(self, account_id: str) -> Points | None:
        own = select(loyalty).where(loyalty.c.customer_id == account_id)
        async with reading(self._database) as connection:
            row = (await connection.execute(own)).one_or_none()
        if row is None:
            return None
        return Points(row.balance, row.balance * self._rules.policies.point_worth, row.expiring, row.expires_on)


class SqlReviews:
    """See `sahay.shop.reviews.Reviews`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Review | Refusal:
        async def work(connection: AsyncConnection) -> Review | Refusal:
            if not acceptable(stars, text):
                return Refusal(Why.INVALID)
            for column, value in ((product.c.sku, sku), (customer.c.id, account_id)):
                if value is not None and await connection.scalar(select(column).where(column == value)) is None:
                    return Refusal(Why.NOT_FOUND, f"{column}")
            kept = Review(f"v-{secrets.token_hex(_ID_BYTES)}", sku, stars, text, now)
            row = {"id": kept.id, "sku": sku, "customer_id": account_id, "stars": stars, "text": text, "at": now}
            await connection.execute(review.insert().values(row))
            return kept

        return await once(self._database, "add_review", key, Review, work, now=now)


async def _gets_it(connection: AsyncConnection, email: str) -> bool:
    own = select(newsletter.c.email).where(newsletter.c.email == email.lower())
    return await connection.scalar(own) is not None
