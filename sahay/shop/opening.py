"""The shop that the settings name."""

from datetime import timedelta

from sahay.config import Settings
from sahay.shop.backend import Backend
from sahay.shop.orders import Orders
from sahay.shop.own.rules import Rules
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.ledger import SqlLedgers
from sahay.shop.verification import Digest, Policy
from sahay.store.database import Database


def open_backend(settings: Settings, database: Database) -> Backend:
    """The business behind the bot. `database` is Sahay's own, and stays the caller's."""
    return SqlBackend(database, rules(settings))


def rules(settings: Settings) -> Rules:
    """What the shop does by itself where Sahay keeps its records."""
    return Rules(settings.shop, settings.session_key, settings.policies, settings.hours.holidays)


def open_ownership(settings: Settings, database: Database, orders: Orders) -> ProvedOwnership:
    """Proof of the shop's orders, with the attempts in Sahay's own database."""
    rule = settings.verification
    return ProvedOwnership(
        orders,
        SqlLedgers(database),
        Digest(settings.session_key, settings.shop.country),
        Policy(rule.attempts, timedelta(minutes=rule.lock_minutes)),
    )
