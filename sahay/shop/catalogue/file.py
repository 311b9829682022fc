"""`catalogue.json`: the products for the engine, which finds their names in what customers write.

A JSON list of {"sku", "name", "aliases"}. The engine reads it again when it changes (components/details/catalogue.py).
"""

import asyncio
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from sahay.shop.catalogue import Catalogue, Product

NAME = "catalogue.json"


class CatalogueFile:
    """The file in `folder`, brought up to date with the catalogue.

    It is compared with the catalogue itself and not with what was written last: so several apps on one file write it
    once, and what one wrote from older products the next comparison puts right.
    """

    def __init__(self, catalogue: Catalogue, folder: Path) -> None:
        self._catalogue = catalogue
        self._path = folder / NAME

    async def refresh(self) -> bool:
        """Whether the file had to be written. Raises OSError when it cannot be."""
        products = await self._catalogue.products()
        return await asyncio.to_thread(self._bring_up_to_date, products)

    def _bring_up_to_date(self, products: Iterable[Product]) -> bool:
        named = [{"sku": each.sku, "name": each.name, "aliases": each.aliases} for each in products]
        content = json.dumps(named, ensure_ascii=False, indent=2).encode()
        if content == self._written():
            return False
        self._write(content)
        return True

    def _written(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def _write(self, content: bytes) -> None:
        """Nobody ever reads half of it. Not synced: what a power cut spoils is written anew at the next start."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: two apps may write at once, and in containers they have the same process id.
        number, draft = mkstemp(prefix=f"{NAME}.", suffix=".draft", dir=self._path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
            Path(draft).replace(self._path)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise
