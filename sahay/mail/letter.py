"""From a mail to what goes over the wire."""

import hashlib
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sahay.mail.queue import Waiting
from sahay.mail.transport import Letter

# Any server takes it: nothing in it but ASCII, whatever the text's script. Headers that we encode stay as they are.
POLICY = SMTP.clone(cte_type="7bit", refold_source="none")


def compose(waiting: Waiting, sender: Address) -> Letter:
    """The same letter each time, by its Message-ID and date: who gets it twice can tell."""
    mail = waiting.mail
    message = EmailMessage(POLICY)
    set_header(message, "From", str(sender), f"{encoded(sender.display_name)} <{sender.addr_spec}>")
    message["To"] = Address(addr_spec=mail.to)
    set_header(message, "Subject", mail.subject, encoded(mail.subject))
    message["Date"] = format_datetime(waiting.put_at)
    message["Message-ID"] = f"<{_identity(waiting.key)}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply of a machine, please
    message.set_content(mail.text)
    for attachment in mail.attachments:
        maintype, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name)
    message["Content-Language"] = mail.language  # at last: what sets the content takes such headers away
    return Letter(message, sender.addr_spec, mail.to)


def set_header(message: EmailMessage, name: str, value: str, coded: str) -> None:
    """Not left to the library for other letters than ASCII: as it folds such a header it loses spaces in it
    (https://github.com/python/cpython/issues/92081, in Python 3.11)."""
    if value.isascii():
        message[name] = value
    else:
        message.set_raw(name, coded)


def encoded(text: str) -> str:
    """In encoded words (RFC 2047), folded."""
    return Header(text, "utf-8", header_name="Subject").encode()


def _identity(key: str) -> str:
    # Not the key itself: it may name a conversation.
    return hashlib.sha256(f"mail\n{key}".encode()).hexdigest()[:32]
