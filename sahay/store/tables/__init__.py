"""The desk's tables, a module an area, on the metadata of `sahay.store.schema`: importing this registers all."""

from sahay.store.tables import console, integrations, loop, people

__all__ = ["console", "integrations", "loop", "people"]
