"""Mail into a folder: for a demo and for trying out. Nobody gets it."""

import asyncio
import os
from collections.abc import Collection
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.policy import SMTP
from email.utils import getaddresses
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

    async def forget(self, addresses: Collection[str]) -> int:
        """Delete what was written for these; how many mails that were."""
        wanted = {address.casefold() for address in addresses}
        return await asyncio.to_thread(self._forget, wanted) if wanted else 0

    def _forget(self, wanted: set[str]) -> int:
        gone = 0
        for file in [*self._folder.glob("*.eml"), *self._folder.glob(".*.draft")]:
            with suppress(FileNotFoundError):  # another app was quicker
                with file.open("rb") as opened:
                    told = BytesHeaderParser(policy=SMTP).parse(opened).get_all("To", [])
                if wanted & {address.casefold() for _, address in getaddresses([str(each) for each in told])}:
                    file.unlink()
                    gone += 1
        return gone

    def _write(self, letter: Letter) -> None:
        """A crash leaves all of the file or none."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(letter.message["Message-ID"]).strip("<>").partition("@")[0]
        draft = self._folder / f".{name}.draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(bytes(letter.message))
        draft.replace(self._folder / f"{name}.eml")
