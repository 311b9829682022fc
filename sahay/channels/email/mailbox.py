"""A mailbox by IMAP (RFC 3501), with the standard library's client, which blocks: it is called in a thread."""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sahay.channels.base import Unreadable
from sahay.channels.email.limits import MAIL_BYTES
from sahay.channels.email.reading import Thread, read_head

TIMEOUT_SECONDS = 20.0
# Mails that are taken in one look.
AT_ONCE = 50
# Of somebody's mails, how many are looked at for the one to answer.
RECENT = 5
_HEAD = "BODY.PEEK[HEADER]"


class Closed(Exception):
    """The mailbox cannot be read now. The text is for the operator and quotes no server."""


@dataclass(frozen=True, slots=True)
class Account:
    """`security` is tls, starttls or plain; `tls` says whom to trust, without it the system does."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A mail as it lies there. `uid` is the mailbox's own, the same each time; `data` is the head alone where the whole
    is too large."""

    uid: str
    data: bytes
    is_whole: bool = True


class Mailbox:
    """An open one. All raise Closed."""

    def __init__(self, client: imaplib.IMAP4, generation: str) -> None:
        self._client = client
        self._generation = generation

    def unseen(self) -> list[str]:
        """Numbers of mails that nobody has marked as read, oldest first."""
        return self._search("UNSEEN")[:AT_ONCE]

    def fetch(self, number: str) -> Found:
        """It stays unread."""
        size = self._ask("FETCH", number, "(RFC822.SIZE)")
        line = next((each for each in size if isinstance(each, bytes)), b"")
        told = line.upper().partition(b"RFC822.SIZE")[2].strip(b" )")
        is_whole = told.isdigit() and int(told) <= MAIL_BYTES
        data = self._content(number, "BODY.PEEK[]" if is_whole else _HEAD)
        return Found(f"{self._generation}.{number}", data, is_whole)

    def mark(self, number: str) -> None:
        """As read: it has been stored."""
        self._ask("STORE", number, "+FLAGS.SILENT", r"(\Seen)")

    def thread(self, address: str) -> Thread | None:
        """Of the latest mail from an address: the mailbox remembers, so that nothing else has to."""
        if '"' in address or "\\" in address:
            return None
        for number in reversed(self._search("FROM", f'"{address}"')[-RECENT:]):
            with suppress(Unreadable):
                sender, thread = read_head(self._content(number, _HEAD))
                if sender == address:
                    return thread
        return None

    def _search(self, *what: str) -> list[str]:
        found = self._ask("SEARCH", *what)
        numbers = b" ".join(each for each in found if isinstance(each, bytes)).split()
        return [number.decode() for number in numbers if number.isdigit()]

    def _content(self, number: str, what: str) -> bytes:
        answer = self._ask("FETCH", number, f"({what})")
        return next((bytes(each[1]) for each in answer if isinstance(each, tuple)), b"")

    def _ask(self, command: str, *parts: str) -> list[object]:
        state, answer = self._client.uid(command, *parts)
        if state != "OK":
            raise Closed(f"the mailbox refuses {command}")
        return list(answer)


@contextmanager
def open_mailbox(account: Account) -> Iterator[Mailbox]:
    """Raises Closed."""
    client: imaplib.IMAP4 | None = None
    try:
        client = _connect(account)
        client.login(account.user, account.password)
        state, _ = client.select(f'"{account.folder}"')
        if state != "OK":
            raise Closed("there is no such folder")
        _, told = client.response("UIDVALIDITY")
        generation = told[0].decode() if told and told[0] else "0"
        yield Mailbox(client, generation)
    except imaplib.IMAP4.abort as error:
        raise Closed(f"the connection broke ({type(error).__name__})") from None
    except imaplib.IMAP4.error:
        raise Closed("the mailbox refuses the log-in or a command") from None
    except OSError as error:
        raise Closed(f"the mailbox cannot be reached ({type(error).__name__})") from None
    finally:
        if client is not None:
            with suppress(imaplib.IMAP4.error, OSError):
                client.logout()
            with suppress(imaplib.IMAP4.error, OSError):
                client.shutdown()  # a log-out that failed leaves the connection open


def _connect(account: Account) -> imaplib.IMAP4:
    tls = account.tls or (None if account.security == "plain" else ssl.create_default_context())
    if account.security == "tls":
        return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=tls, timeout=TIMEOUT_SECONDS)
    client = imaplib.IMAP4(account.host, account.port, timeout=TIMEOUT_SECONDS)
    if account.security == "starttls":
        client.starttls(tls)
    return client
