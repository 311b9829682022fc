"""Stand-ins for shops' systems: real HTTP servers on loopback, with the published shapes, rules and errors.

http          a server from threads of its own, and the troubles that a network and a tired server make
woocommerce   WooCommerce's REST API v3
shopify       Shopify's GraphQL Admin API, run against Shopify's own published schema
"""
