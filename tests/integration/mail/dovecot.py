"""Dovecot: a mail server that others wrote, without rights of its own, with a mailbox for whoever is written to."""

import asyncio
import grp
import imaplib
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

from tests.integration.mail.server import HOST, MailServer

PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
LMTP = Path("/usr/lib/dovecot/lmtp")
ENABLE = "apt-get install dovecot-imapd dovecot-lmtpd, as .ci/run does"
PASSWORD = "right"
START_SECONDS = 20.0
# https://doc.dovecot.org/2.3/configuration_manual/howto/rootless/
COMMON = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = no
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    {at} = {host}
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    {at} = {host}
    port = {lmtp}
  }}
}}
"""
# By version, as the language of its settings has changed.
CONFIGURATIONS = {
    "2.3": """
protocols = imap lmtp
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
"""
    + COMMON.replace("{at}", "address"),
    "2.4": """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap lmtp
auth_allow_cleartext = yes
mail_driver = maildir
mail_home = {folder}/mail/%{{user}}
mail_path = ~
mail_uid = {user}
mail_gid = {group}
passdb static {{
  password = {password}
}}
userdb static {{
  allow_all_users = yes
}}
"""
    + COMMON.replace("{at}", "listen"),
}


@dataclass(frozen=True)
class Dovecot:
    """The ports at which mailboxes are read, and mails brought."""

    imap: int
    lmtp: int

    def deliver(self, sender: str, recipients: list[str], mail: bytes) -> None:
        with smtplib.LMTP(HOST, self.lmtp) as door:
            door.sendmail(sender, recipients, mail)

    def unread(self, user: str) -> list[EmailMessage]:
        """What has come since one looked last."""
        mailbox = imaplib.IMAP4(HOST, self.imap)
        try:
            mailbox.login(user, PASSWORD)
            mailbox.select()
            numbers = mailbox.search(None, "UNSEEN")[1][0].split()
            fetched = [mailbox.fetch(number.decode(), "(RFC822)")[1][0] for number in numbers]
        finally:
            mailbox.logout()
        return [message_from_bytes(each[1], policy=SMTP_POLICY) for each in fetched if isinstance(each, tuple)]


class NotStarted(Exception):
    """Dovecot does not run; the text is its log."""


class PostOffice(MailServer):
    """Takes mails by SMTP, and puts them into the mailboxes of those they are for."""

    def __init__(self, dovecot: Dovecot) -> None:
        super().__init__()
        self._dovecot = dovecot

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str | None:  # noqa: N802
        reply = await super().handle_DATA(server, session, envelope)
        await asyncio.to_thread(self._dovecot.deliver, envelope.mail_from, envelope.rcpt_tos, envelope.content)
        return reply


def missing() -> str | None:
    """Why there is no Dovecot here, and what makes one."""
    if PROGRAM is None or not LMTP.exists():
        return f"Dovecot is not installed: {ENABLE}"
    known = _version() in CONFIGURATIONS
    return None if known else f"nobody has tried Dovecot {_version()} with these tests: {', '.join(CONFIGURATIONS)}"


def _version() -> str:
    """As 2.3."""
    told = subprocess.run((str(PROGRAM), "--version"), capture_output=True, text=True, check=True).stdout
    return ".".join(told.split(".")[:2])


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """It runs until the end, in a folder of its own; not as root, whom it gives no mailbox."""
    server = Dovecot(*_free_ports(2))
    with tempfile.TemporaryDirectory(prefix="sahay-mail-") as name:
        folder, identity = Path(name), _identity()
        command = (str(PROGRAM), "-F", "-c", str(_configured(folder, server)))
        with subprocess.Popen(command, **identity) as process:
            try:
                _until_ready(server, process, folder / "log")
                yield server
            finally:
                process.terminate()


def _user() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _identity() -> dict[str, Any]:
    """As whom it is started, where that is somebody else."""
    user = _user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _configured(folder: Path, server: Dovecot) -> Path:
    """The file; all of the folder is that user's."""
    user = _user()
    told = {"folder": folder, "user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name, "host": HOST}
    text = CONFIGURATIONS[_version()].format(**told, password=PASSWORD, imap=server.imap, lmtp=server.lmtp)
    (folder / "dovecot.conf").write_text(text, encoding="utf-8")
    for part in ("run", "state", "mail"):
        (folder / part).mkdir()
    for path in (folder, *folder.iterdir()):
        os.chown(path, user.pw_uid, user.pw_gid)
    return folder / "dovecot.conf"


def _until_ready(server: Dovecot, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    for port in (server.imap, server.lmtp):
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > end:
                raise NotStarted(log.read_text(encoding="utf-8") if log.exists() else "no log")
            time.sleep(0.02)


def _listens(port: int) -> bool:
    try:
        socket.create_connection((HOST, port)).close()
    except ConnectionRefusedError:
        return False
    return True


def _free_ports(number: int) -> list[int]:
    held = [socket.create_server((HOST, 0)) for _ in range(number)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports
