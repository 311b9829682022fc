"""The desk's tables, a module an area, on the metadata of `sahay.store.schema`: importing this registers all."""

from sahay.store.tables import aftercare, channels, console, continuations, integrations, loop, notices, people, widget

__all__ = ["aftercare", "channels", "console", "continuations", "integrations", "loop", "notices", "people", "widget"]
