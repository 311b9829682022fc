"""The shop that the settings name."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sahay.config import Settings
from sahay.config.document import BACKEND, read_section
from sahay.domain.clock import Clock, SystemClock
from sahay.shop.backend import Backend
from sahay.shop.mapped.backend import MappedBackend
from sahay.shop.mapped.tables import reflect
from sahay.shop.orders import Orders
from sahay.shop.own.rules import Rules
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.remote.calls import Calls
from sahay.shop.remote.gateway import Gateway
from sahay.shop.remote.opening import token_of
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.transport import Transport
from sahay.shop.shopify.opening import open_shopify
from sahay.shop.shopify.settings import Shopify
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.ledger import SqlLedgers
from sahay.shop.sql.options import SqlOptions
from sahay.shop.verification import Digest, Policy
from sahay.shop.woocommerce.opening import open_woocommerce
from sahay.shop.woocommerce.settings import WooCommerce
from sahay.store.database import Database, open_database

SHOP_DATABASE = "SAHAY_SHOP_DATABASE_URL"
"""The environment's variable with the database of the shop, where it is not Sahay's own."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a shop is opened with. `database` is Sahay's own."""

    settings: Settings
    database: Database
    environ: Mapping[str, str]
    clock: Clock


@dataclass(frozen=True, slots=True)
class Kind:
    """A system: the shape of its section, and how it is opened with it."""

    options: type
    open: Callable[[Any, Means], Backend]


def _open_sql(options: SqlOptions, means: Means) -> Backend:
    if not options.tables:
        return SqlBackend(means.database, rules(means.settings))
    url = means.environ.get(SHOP_DATABASE) or means.settings.database_url
    tables = reflect(url, options.tables, f"{means.settings.backend.file}: {BACKEND}.tables")
    return MappedBackend(open_database(url), tables, options, means.settings.shop)


def _open_http(options: HttpOptions, means: Means) -> Backend:
    transport = Transport(options, token_of(means.environ))
    return RemoteBackend(Calls(Gateway(options, transport, means.clock)))


def _open_woocommerce(options: WooCommerce, means: Means) -> Backend:
    return open_woocommerce(options, means.settings.shop, means.environ, means.clock)


def _open_shopify(options: Shopify, means: Means) -> Backend:
    return open_shopify(options, means.settings.shop, means.environ, means.clock)


KINDS: Mapping[str, Kind] = {
    "sql": Kind(SqlOptions, _open_sql),
    "http": Kind(HttpOptions, _open_http),
    "woocommerce": Kind(WooCommerce, _open_woocommerce),
    "shopify": Kind(Shopify, _open_shopify),
}


def open_backend(
    settings: Settings, database: Database, environ: Mapping[str, str] | None = None, clock: Clock | None = None
) -> Backend:
    """The business behind the bot. `database` is Sahay's own, and stays the caller's; secrets are in `environ`
    (os.environ). Raises ConfigError: one line that names the key."""
    chosen = settings.backend
    kind = KINDS[chosen.kind]
    options = read_section(BACKEND, kind.options, chosen.options, chosen.file)
    means = Means(settings, database, os.environ if environ is None else environ, clock or SystemClock())
    return kind.open(options, means)


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
