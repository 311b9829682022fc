"""A shop in Sahay's own tables: the demo, and whoever fills them."""

from sahay.shop.sql.backend import SqlBackend

__all__ = ["SqlBackend"]
