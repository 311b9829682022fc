"""The mail that the settings name."""

from email.headerregistry import Address

import structlog

from sahay.config import ConfigError, Settings
from sahay.domain.clock import Clock
from sahay.mail import is_address
from sahay.mail.folder import FolderTransport
from sahay.mail.queue import Queue
from sahay.mail.sender import Sender
from sahay.mail.smtp import Server, SmtpTransport
from sahay.mail.transport import Transport

log = structlog.get_logger()

FOLDER = "mail"


def open_sender(settings: Settings, queue: Queue, clock: Clock) -> Sender:
    """Raises ConfigError."""
    return Sender(queue, open_transport(settings), sender_of(settings), clock)


def sender_of(settings: Settings) -> Address:
    """In whose name mails go out. Raises ConfigError."""
    key, sender = ("mail.sender", settings.mail.sender) if settings.mail.sender else ("shop.email", settings.shop.email)
    if not is_address(sender):
        raise ConfigError(f"sahay.yml: {key}: must be an e-mail address in ASCII, as mails are sent from it")
    return Address(settings.shop.name, addr_spec=sender)


def open_transport(settings: Settings) -> Transport:
    return _TRANSPORTS[settings.mail.transport](settings)


def _folder(settings: Settings) -> Transport:
    folder = settings.var / FOLDER
    log.warning("mail.not_sent", folder=str(folder), why="mail.transport is folder: mails are written, not sent")
    return FolderTransport(folder)


def _smtp(settings: Settings) -> Transport:
    mail = settings.mail
    user, password = settings.smtp_user, settings.smtp_password
    return SmtpTransport(Server(mail.host or "", mail.port, mail.security, user, password))


_TRANSPORTS = {"folder": _folder, "smtp": _smtp}
