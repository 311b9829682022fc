"""A shop on WooCommerce from its settings."""

from collections.abc import Mapping

from sahay.config import Shop
from sahay.config.errors import ConfigError
from sahay.domain.clock import Clock
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.woocommerce.client import client
from sahay.shop.woocommerce.settings import WooCommerce
from sahay.shop.woocommerce.shop import WooCommerceBackend

KEY = "SAHAY_WOOCOMMERCE_KEY"
SECRET = "SAHAY_WOOCOMMERCE_SECRET"  # noqa: S105
API = "/wp-json/wc/v3"
# A page of products with their attributes.
ANSWER_BYTES = 8_000_000


def open_woocommerce(
    options: WooCommerce, shop: Shop, environ: Mapping[str, str], clock: Clock, pace: Pace | None = None
) -> WooCommerceBackend:
    """Raises ConfigError without the keys."""
    for name in (KEY, SECRET):
        if not environ.get(name):
            raise ConfigError(f"{name}: is missing; WooCommerce > Settings > Advanced > REST API makes one")
    patience = HttpOptions(
        url=options.url.rstrip("/") + API,
        connect_seconds=options.timeout_seconds / 4,
        timeout_seconds=options.timeout_seconds,
        budget_seconds=options.timeout_seconds * 1.5,
        answer_bytes=ANSWER_BYTES,
    )
    asked = client(environ[KEY], environ[SECRET], patience, clock, pace)
    return WooCommerceBackend(asked, options, shop)
