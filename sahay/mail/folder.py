"""Mail into a folder: for a demo and for trying out. Nobody gets it."""

import asyncio
import os
from pathlib import Path

from sahay.mail.transport import Down, Letter


class FolderTransport:
    """See `sahay.mail.transport.Transport`. A file for each mail, `<Message-ID>.eml`, that any mail program opens."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, letter: Letter) -> None:
        try:
            await asyncio.to_thread(self._write, letter)
        except OSError as error:
            raise Down(type(error).__name__) from None

    def _write(self, letter: Letter) -> None:
        """A crash leaves all of the file or none."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(letter.message["Message-ID"]).strip("<>").partition("@")[0]
        draft = self._folder / f".{name}.draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(bytes(letter.message))
        draft.replace(self._folder / f"{name}.eml")
