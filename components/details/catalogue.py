"""The names of what the shop sells, as the app writes them down: a JSON list of {"sku", "name", "aliases"?}."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from components.details.products import NO_PRODUCTS, Entry, Products
from components.log import log


class Catalogue:
    """The products of a file as it is now. Without the file there are none; of one that is wrong the last good
    products stay, and the log says so once."""

    def __init__(self, path: Path, common: Iterable[str] = ()) -> None:
        """``common``: words that name no product alone."""
        self._path = path
        self._common = frozenset(common)
        self._stamp: tuple[int, int] | None = None
        self._products = NO_PRODUCTS

    @property
    def products(self) -> Products:
        stamp = self._changed()
        if stamp != self._stamp:
            self._stamp = stamp
            if stamp is None:
                self._products = NO_PRODUCTS
            else:
                self._read()
        return self._products

    def _changed(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def _read(self) -> None:
        try:
            entries = list(_entries(json.loads(self._path.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as error:
            log("catalogue.wrong", level="error", problem=type(error).__name__, hint=str(error)[:80])
            return
        self._products = Products(entries, self._common)
        log("catalogue.read", products=len(entries))


def _entries(content: Any) -> Iterator[Entry]:
    """Raises ValueError for what is no catalogue."""
    if not isinstance(content, list):
        raise ValueError("must be a list")
    for at, each in enumerate(content):
        match each:
            case {"sku": str(sku), "name": str(name), **others}:
                aliases = others.get("aliases") or []
            case _:
                raise ValueError(f"entry {at}: must have sku and name")
        if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
            raise ValueError(f"entry {at}: aliases must be a list of texts")
        yield Entry(sku, name, tuple(aliases))
