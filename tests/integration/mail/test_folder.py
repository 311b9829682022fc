"""Mails into a folder."""

from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default

import pytest

from sahay.config import ConfigError, load_settings
from sahay.mail import Mail
from sahay.mail.folder import FolderTransport
from sahay.mail.letter import compose
from sahay.mail.memory import MemoryOutbox
from sahay.mail.opening import open_sender
from sahay.mail.queue import Waiting
from sahay.mail.transport import Down
from tests.fakes import MORNING
from tests.logs import logged

LETTER = compose(
    Waiting(1, "k", Mail("code", "asha@example.com", "s", "123456", "en"), 1, MORNING),
    Address("Saral", addr_spec="care@saral.example"),
)


async def test_a_mail_is_one_file_that_mail_programs_open(tmp_path):
    for _ in range(2):  # sent again after a crash
        await FolderTransport(tmp_path / "mail").send(LETTER)

    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert message_from_bytes(file.read_bytes(), policy=default).get_content().strip() == "123456"


async def test_it_is_for_nobody_elses_eyes(tmp_path):
    await FolderTransport(tmp_path / "mail").send(LETTER)

    (file,) = (tmp_path / "mail").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


async def test_a_folder_that_cannot_be_is_trouble_for_all_mails(tmp_path):
    (tmp_path / "mail").write_text("a file")

    with pytest.raises(Down):
        await FolderTransport(tmp_path / "mail").send(LETTER)


async def test_at_the_start_it_is_said_that_nothing_is_sent(tmp_path, clock):
    settings = load_settings(environ={"SAHAY_VAR": str(tmp_path)})
    outbox = MemoryOutbox(clock)
    await outbox.put(Mail("code", "asha@example.com", "s", "t", "en"), key="k")

    with logged() as lines:
        sender = open_sender(settings, outbox, clock)
    await sender.drain()

    assert [line["event"] for line in lines] == ["mail.not_sent"]
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


def test_mails_are_from_an_address(tmp_path, clock):
    text = tmp_path / "sahay.yml"
    text.write_text('shop: {name: S, url: "https://s.example", email: "आशा@s.example", phone: "+91 79 4000 1234"}')

    with pytest.raises(ConfigError, match=r"^sahay\.yml: shop\.email: "):
        open_sender(load_settings(text, {"SAHAY_VAR": str(tmp_path)}), MemoryOutbox(clock), clock)
