"""A Shopify shop, by its GraphQL Admin API: https://shopify.dev/docs/api/admin-graphql

settings    what `backend:` of sahay.yml says about it
documents   everything that is asked, in GraphQL
client      requests, throttling and errors
wire        the shapes of the answers
states      Shopify's statuses in our words
mapping     its orders in our words
opening     the whole shop from its settings

The REST Admin API is legacy since October 2024 (https://shopify.dev/docs/api/admin-rest) and not used.
"""

from sahay.shop.shopify.opening import open_shopify
from sahay.shop.shopify.settings import Shopify
from sahay.shop.shopify.shop import ShopifyBackend

__all__ = ["Shopify", "ShopifyBackend", "open_shopify"]
