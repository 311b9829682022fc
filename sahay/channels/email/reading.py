"""From a mail's bytes to what is in it. Whatever is in them, reading them raises nothing but Unreadable."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import cast

from sahay.channels.base import Unreadable
from sahay.channels.email.html import words_of
from sahay.channels.email.limits import (
    ADDRESS,
    DASHES,
    FILES,
    HEADER,
    MARKUP,
    MESSAGE_ID,
    PARTS,
    REFERENCES,
    STRUCTURED,
    SUBJECT,
    TEXT,
    WORDS,
)
from sahay.channels.email.quoting import own_words
from sahay.channels.events import Media
from sahay.mail import is_address

_ID = re.compile(r"<[!-;=?-~]+>")
_ANSWER = re.compile(r"(?:(?:re|fwd?|aw|उत्तर|જવાબ)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NAME_CHARACTERS = 200
_STRUCTURED = frozenset({"from", "date", "content-type", "content-disposition", "content-transfer-encoding"})


class _Policy(EmailPolicy):
    """The library's, for headers of a length that it reads in no time."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        most = STRUCTURED if name.lower() in _STRUCTURED else HEADER
        read: str = super().header_fetch_parse(name, value[:most])
        return read


_POLICY = _Policy()


@dataclass(frozen=True, slots=True)
class Thread:
    """What an answer must name so that mail programs put it below: the subject without "Re:", the mail that is
    answered, and those before it."""

    subject: str
    message_id: str | None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is an address in small letters: anybody can write any there, and it proves nothing. `machine` says why
    it is no person's, `text` is their own words."""

    id: str
    sender: str
    name: str | None
    at: datetime | None
    thread: Thread
    text: str
    files: tuple[Media, ...] = ()
    machine: str | None = None
    is_answer: bool = False


@contextmanager
def _guarded() -> Iterator[None]:
    """The library raises a dozen kinds for mails that are broken."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"a broken mail ({type(error).__name__})") from None


def read(data: bytes, own: str) -> Mail:
    """`own` is our address: what comes from it is a loop. Raises Unreadable."""
    with _guarded():
        return _read(data, own)


def read_head(data: bytes) -> tuple[str, Thread]:
    """From whom a mail is, and what an answer to it must name. Raises Unreadable."""
    with _guarded():
        message = _parse(data)
        return _sender(message)[1], _thread_of(message)


def _read(data: bytes, own: str) -> Mail:
    message = _parse(data)
    name, sender = _sender(message)
    thread = _thread_of(message)
    machine = next((why for why, is_so in _MACHINES.items() if is_so(message)), None)
    machine = "our own" if sender == own.lower() else machine
    is_answer = bool(message["In-Reply-To"] or _ANSWER.match(_line(message["Subject"])))
    text = "" if machine else own_words(_text(message)[:WORDS])[:TEXT]
    files = () if machine else tuple(_files(message))
    told = "\n".join((sender, thread.message_id or hashlib.sha256(data).hexdigest()))
    identity = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:40]
    return Mail(identity, sender, name, _date(message), thread, text, files, machine, is_answer)


def _parse(data: bytes) -> EmailMessage:
    if data.count(b"\n--") > DASHES:
        raise Unreadable("a mail of too many parts")
    message = cast(EmailMessage, BytesParser(EmailMessage, policy=_POLICY).parsebytes(data))
    if sum(1 for _ in islice(message.walk(), PARTS + 1)) > PARTS:
        raise Unreadable("a mail of too many parts")
    return message


def _thread_of(message: EmailMessage) -> Thread:
    ids = _ID.findall(_line(message["Message-ID"]))
    references = _ID.findall(_line(message["References"])) or _ID.findall(_line(message["In-Reply-To"]))
    subject = _ANSWER.sub("", _line(message["Subject"]), count=1).strip()[:SUBJECT]
    kept = tuple(each for each in references if len(each) <= MESSAGE_ID)[-REFERENCES:]
    return Thread(subject, ids[0] if ids and len(ids[0]) <= MESSAGE_ID else None, kept)


def _sender(message: EmailMessage) -> tuple[str | None, str]:
    found = [(name, address.lower()) for name, address in getaddresses([_line(message["From"])])]
    if len(found) != 1 or not is_address(found[0][1]) or len(found[0][1]) > ADDRESS:
        raise Unreadable("a mail without one sender")
    name, address = found[0]
    return " ".join(name.split())[:NAME_CHARACTERS] or None, address


def _line(value: object) -> str:
    """A header's words on one line."""
    text = " ".join(str(value or "").split()).encode("utf-8", "replace").decode()
    return _CONTROL.sub("", text)


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(_line(message["Date"]))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    text = _decoded(part)
    text = words_of(text[:MARKUP]) if part.get_content_type() == "text/html" else text
    return _CONTROL.sub("", text)


def _decoded(part: MIMEPart) -> str:
    """In the letters that the part names, or else in those that fit."""
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset).encode("utf-8", "replace").decode()
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _files(message: EmailMessage) -> Iterator[Media]:
    """Attachments. Their content is their `ref`, as nothing is left at a provider's to be fetched."""
    for number, part in enumerate(message.iter_attachments()):
        if number == FILES:
            return
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        name = _line(part.get_filename())[:NAME_CHARACTERS] or None
        yield Media(base64.b64encode(data).decode(), "file", name, _line(part.get_content_type()), len(data))


def _header(name: str, *values: str) -> Callable[[EmailMessage], bool]:
    """Whether it is there, and with one of these values, if any are named."""

    def is_so(message: EmailMessage) -> bool:
        told = _line(message[name]).lower()
        return bool(told) and (not values or told.partition(";")[0].strip() in values)

    return is_so


def _is_automatic(message: EmailMessage) -> bool:
    told = _line(message["Auto-Submitted"]).lower()
    return bool(told) and told.partition(";")[0].strip() != "no"


def _is_bounce(message: EmailMessage) -> bool:
    """RFC 5321, 4.5.5: what tells of a mail comes from nobody."""
    return _line(message["Return-Path"]) == "<>" or message.get_content_type() == "multipart/report"


def _is_nobody(message: EmailMessage) -> bool:
    local = _sender(message)[1].partition("@")[0]
    return local in ("mailer-daemon", "postmaster") or bool(re.fullmatch(r"(?:do[._-]?)?no[t]?[._-]?reply.*", local))


# What no person has written: RFC 3834, 2 and 5, RFC 2919, RFC 2369, and what is used besides.
_MACHINES: Mapping[str, Callable[[EmailMessage], bool]] = {
    "automatic": _is_automatic,
    "bounce": _is_bounce,
    "bulk": _header("Precedence", "bulk", "junk", "list", "auto_reply"),
    "list": _header("List-Id"),
    "newsletter": _header("List-Unsubscribe"),
    "auto-reply": _header("X-Autoreply"),
    "auto-responder": _header("X-Autorespond"),
    "vacation": _header("X-Auto-Response-Suppress"),
    "nobody": _is_nobody,
}
