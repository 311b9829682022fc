"""An invitation goes out by a real SMTP server, and its link opens the desk."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest
import yaml

from sahay.config import ROOT
from tests.integration.http.conftest import served
from tests.integration.http.test_people import CHOSEN, MIRA, accepted, signed_in
from tests.integration.mail.server import HOST, MailServer


async def test_an_invitation_arrives_and_opens_the_desk(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = yaml.safe_load((ROOT / "sahay.yml").read_text(encoding="utf-8"))
    file = tmp_path / "sahay.yml"
    shutil.copy(prepared, tmp_path)
    async with MailServer() as server:
        settings["mail"] = {"transport": "smtp", "host": HOST, "port": server.port, "security": "plain"}
        file.write_text(yaml.safe_dump(settings), encoding="utf-8")
        own = {"SAHAY_VAR": str(tmp_path), "SAHAY_CONFIG": str(file)}
        async with served(own, monkeypatch) as app:
            async with app.admin() as asha:
                told = (await asha.post("/api/desk/invitations", json=MIRA)).json()
            async with asyncio.timeout(10):
                while not server.taken:
                    await asyncio.sleep(0.02)
            (letter,) = server.taken
            link = re.search(r"/invitation/(\S+)", letter.get_content())
            assert link is not None
            await accepted(app, link[1])
            desk = await signed_in(app, MIRA["email"], CHOSEN)

    assert told["mailed"] is True
    assert letter["To"] == MIRA["email"].lower()
    assert desk.json()["agent"]["name"] == "Mira"
