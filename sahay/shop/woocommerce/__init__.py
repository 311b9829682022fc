"""A WooCommerce shop, by its REST API (wc/v3): https://woocommerce.github.io/woocommerce-rest-api-docs/

settings   what `backend:` of sahay.yml says about it
client     requests, pages and errors
wire       the shapes of the answers
mapping    what they are in our words
keys       how a write is known again, in a system without idempotency keys
opening    the whole shop from its settings

What the documentation leaves open was looked up in WooCommerce's own controllers (includes/rest-api/Controllers in
https://github.com/woocommerce/woocommerce) and is said where it matters.
"""

from sahay.shop.woocommerce.opening import open_woocommerce
from sahay.shop.woocommerce.settings import WooCommerce
from sahay.shop.woocommerce.shop import WooCommerceBackend

__all__ = ["WooCommerce", "WooCommerceBackend", "open_woocommerce"]
