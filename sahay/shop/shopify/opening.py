"""A shop on Shopify from its settings."""

from collections.abc import Mapping

from sahay.config import Shop
from sahay.config.errors import ConfigError
from sahay.domain.clock import Clock
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.shopify.client import client
from sahay.shop.shopify.settings import Shopify
from sahay.shop.shopify.shop import ShopifyBackend

TOKEN = "SAHAY_SHOPIFY_TOKEN"  # noqa: S105
ANSWER_BYTES = 4_000_000


def open_shopify(
    options: Shopify,
    shop: Shop,
    environ: Mapping[str, str],
    clock: Clock,
    pace: Pace | None = None,
    host: str | None = None,
) -> ShopifyBackend:
    """`host` is where a test serves the shop. Raises ConfigError without the token."""
    if not environ.get(TOKEN):
        raise ConfigError(f"{TOKEN}: is missing; Settings > Apps and sales channels > Develop apps makes one")
    patience = HttpOptions(
        url=f"{host or 'https://' + options.domain}/admin/api/{options.version}",
        connect_seconds=options.timeout_seconds / 4,
        timeout_seconds=options.timeout_seconds,
        budget_seconds=options.timeout_seconds * 1.5,
        answer_bytes=ANSWER_BYTES,
    )
    return ShopifyBackend(client(environ[TOKEN], patience, clock, pace), options, shop, pace)
