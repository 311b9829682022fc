"""WooCommerce's REST API v3, as far as it is asked.

From the documentation (https://woocommerce.github.io/woocommerce-rest-api-docs/): paths, parameters, fields and their
types, blank values, money as text, pages and their headers, the shape of errors.
From WooCommerce's source (plugins/woocommerce/includes/rest-api/Controllers and data-stores): what a PUT does to lines,
totals and meta data, the refund errors with status 500, codes of errors on customers and reviews, how zones are found.
From memory: the exact messages, what `search` looks through, that a whole refund makes the order "refunded", and that
cancelling puts goods back.
"""

from tests.fakes_shops.woocommerce.server import FakeWooCommerce

__all__ = ["FakeWooCommerce"]
