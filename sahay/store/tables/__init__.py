"""The desk's tables, a module an area, on the metadata of `sahay.store.schema`: importing this registers all."""

from sahay.store.tables import console, loop, people

__all__ = ["console", "loop", "people"]
