"""What is fed, by its name. What a parser declares is not raised further; whatever is raised is a finding."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.headerregistry import Address
from pathlib import Path

import sahay.channels
from sahay.channels.base import Forged, Receiver, Unreadable
from sahay.channels.email.channel import EmailChannel, stored
from sahay.channels.email.html import words_of
from sahay.channels.email.mailbox import Account, Mailbox
from sahay.channels.email.quoting import own_words
from sahay.channels.health import Health
from sahay.channels.sms.channel import SmsChannel
from sahay.channels.sms.signing import HEADER
from sahay.channels.sms.twilio import Access, Twilio
from sahay.channels.telegram.client import Client
from sahay.channels.telegram.receiver import TelegramReceiver
from sahay.channels.whatsapp import parsing as whatsapp_parsing
from sahay.http import bodies, webhooks
from tests.fakes import MORNING, ManualClock
from tests.fakes_channels.imap import USER, mail
from tests.fuzz import answers, hostile
from tests.fuzz.judging import Read, judge_envelope, judge_event

FOLDER = Path(sahay.channels.__file__).parent
NUMBER = "106540352242922"
WEBHOOK = "https://chat.example/webhooks/sms"
CLOCK = ManualClock()


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` are genuine inputs, by their names; `form` says how one is changed, `most` how long one may be."""

    read: Read
    seeds: Callable[[], dict[str, bytes]]
    form: str
    most: int = bodies.BODY_BYTES


def _captured(channel: str) -> dict[str, bytes]:
    return {file.stem: file.read_bytes() for file in sorted((FOLDER / channel / "payloads").iterdir())}


def _receive(receiver: Receiver, body: bytes) -> None:
    try:
        envelopes = receiver.envelopes(body)
    except Unreadable:
        return
    for envelope in envelopes:
        judge_envelope(envelope)
        with suppress(Unreadable):
            for event in receiver.events(envelope.body):
                judge_event(event)


def _telegram() -> Read:
    receiver = TelegramReceiver(Client("1:a", "http://127.0.0.1:9").bot, "s", Health("webhook", account="bot"), CLOCK)
    return lambda body: _receive(receiver, body)


class _WhatsApp:
    """The pure half of the channel."""

    envelopes = staticmethod(lambda body: whatsapp_parsing.envelopes(body, NUMBER))
    events = staticmethod(whatsapp_parsing.events)


def _whatsapp(body: bytes) -> None:
    _receive(_WhatsApp, body)  # type: ignore[arg-type]


def _sms() -> Read:
    provider = Twilio(Access("AC1", "token", "+15005550006", WEBHOOK))
    channel = SmsChannel(provider, lambda _: "", Health("webhook", WEBHOOK), CLOCK, trusts_numbers=True)

    def read(body: bytes) -> None:
        with suppress(Forged):
            channel.verify({HEADER: "nobody's"}, body)
        _receive(channel, body)

    return read


def _email() -> Read:
    account = Account("127.0.0.1", 9, "plain", USER, "")
    channel = EmailChannel(None, account, Address("", addr_spec=USER), lambda _: "", answers.nothing, CLOCK)  # type: ignore[arg-type]

    def read(data: bytes) -> None:
        try:
            channel.remember(channel.read(data))
        except Unreadable:
            return
        for event in channel.events(stored(data, MORNING, is_whole=True)):
            judge_event(event)

    return read


class _Imap:
    """A server's answers: the input is the mail that it has."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def uid(self, command: str, *_: str) -> tuple[str, list[object]]:
        found: list[object] = [b"1 2 x"] if command == "SEARCH" else [(b"1 (BODY[HEADER]", self._data), b")"]
        return "OK", found


def _mailbox(data: bytes) -> None:
    mailbox = Mailbox(_Imap(data), "1")  # type: ignore[arg-type]
    mailbox.thread("meera@example.com")
    mailbox.fetch("1")


def _words(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    own_words(text)
    own_words(words_of(text))


def _bodies(data: bytes) -> None:
    class Request:
        body = data

    for shape in (bodies.OpenSession, bodies.SendMessage, bodies.Identify, bodies.Login, bodies.Reply):
        try:
            bodies.read_body(Request, shape)  # type: ignore[arg-type]
        except bodies.ApiError:
            continue


def _mails() -> dict[str, bytes]:
    html = b"From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    border = b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: %b\r\nContent-Disposition: attachment; filename*=utf-8''%%E0%%A4%%A6.png\r\n\r\nx\r\n"
    return {
        "plain": mail("hello\n\nOn Sat, 21 Nov 2026 at 10:04, Saral <care@x> wrote:\n> Namaste"),
        "answer": mail("ok", subject="Re: =?utf-8?b?4Kqm4KuA?=", Message_ID="<2@x>", References="<0@x> <1@x>"),
        "machine": mail("away", Auto_Submitted="auto-replied"),
        "html": html + "<p>नमस्ते <b>x</b></p><blockquote>old</blockquote>&#2344;".encode(),
        "parts": border + part % b"image/png" + part % b"text/html" + b"--b--",
        "base64": mail("aGVsbG8=", Content_Transfer_Encoding="base64"),
        "mail in a mail": border + b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + mail("hi") + b"\r\n--b--",
    }


def _texts() -> dict[str, bytes]:
    return {name: data.partition(b"\r\n\r\n")[2] for name, data in _mails().items()}


def _sessions() -> dict[str, bytes]:
    return {
        "session": b'{"language": "hi", "details": {"name": "Meera", "email": "m@example.com", "phone": ""}}',
        "message": b'{"client_id": "a-1", "text": "hello", "payload": null, "files": ["f"]}',
        "identify": b'{"token": "a.b.c"}',
    }


TARGETS: dict[str, Target] = {
    "telegram": Target(_telegram(), lambda: _captured("telegram"), "json", webhooks.BODY_BYTES),
    "whatsapp": Target(_whatsapp, lambda: _captured("whatsapp"), "json", webhooks.BODY_BYTES),
    "sms": Target(_sms(), lambda: _captured("sms"), "form", webhooks.BODY_BYTES),
    "email": Target(_email(), _mails, "mail"),
    "mailbox": Target(_mailbox, _mails, "bytes"),
    "words": Target(_words, _texts, "text"),
    "telegram-answers": Target(answers.telegram(), answers.of_telegram, "answer"),
    "whatsapp-answers": Target(answers.whatsapp(), answers.of_whatsapp, "answer"),
    "sms-answers": Target(answers.twilio(), answers.of_twilio, "answer"),
    "bodies": Target(_bodies, _sessions, "json"),
}


def always(name: str) -> Iterator[tuple[str, bytes]]:
    """Seeds, and what is tried with each."""
    target = TARGETS[name]
    yield from target.seeds().items()
    yield from hostile.documents(target.most).items()
    more = {"mail": hostile.mails, "text": hostile.texts}.get(target.form)
    yield from more().items() if more else ()
