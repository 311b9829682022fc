"""Shopify's GraphQL Admin API, as far as it is asked.

From Shopify's published schema (`schema.graphql`, see `prune`): every type, field, argument, enum and nullability; what
is asked is validated against it and run by graphql-core. From the documentation: errors with status 200, the shape of
THROTTLED with its cost, refunds only with @idempotent, an order's cancellation as a job and when it is refused, the
steps of an edit, that a return request waits for approval.
From memory: the messages of user errors, the syntax of `query:` as far as it is used, the points that a query costs
(objects one, connections by their size, mutations ten), what a cancellation leaves of an order.
"""

from tests.fakes_shops.shopify.server import FakeShopify

__all__ = ["FakeShopify"]
