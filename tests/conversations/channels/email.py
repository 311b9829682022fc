"""A customer who writes mails, between a real SMTP and a real IMAP server (Dovecot)."""

import asyncio
import smtplib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Any

from tests.conversations.channels.numbers import answer_to
from tests.conversations.channels.story import Customer
from tests.integration.mail.dovecot import Dovecot
from tests.integration.mail.server import HOST, MailServer

SHOP = "care@shop.example"
SUBJECT = "A question"


class EmailCustomer(Customer):
    """`taps` answers with a choice's number; each answer quotes what it answers, and is signed."""

    channel = "email"

    def __init__(self, dovecot: Dovecot, post: MailServer, address: str) -> None:
        self._dovecot = dovecot
        self._post = post
        self._address = address
        self._got: list[EmailMessage] = []
        self._sent: list[EmailMessage] = []

    async def says(self, text: str) -> None:
        await self._send(self._mail(text))

    async def taps(self, title: str) -> None:
        await self.says(answer_to(title, await self.read()))

    async def read(self) -> Sequence[str]:
        """After the first answer their mailbox says that they are away."""
        is_first = not self._got
        self._got += await asyncio.to_thread(self._dovecot.unread, self._address)
        if is_first and self._got:
            await self._send(self._mail("I am away until Monday.", Auto_Submitted="auto-replied"))
        return [_words(mail) for mail in self._got]

    async def judge(self, view: Mapping[str, Any]) -> None:
        """Every answer stands below a mail of theirs; the desk has their own words, and nothing of what a machine
        wrote."""
        own = {mail["Message-ID"] for mail in self._sent}
        for mail in self._got:
            assert mail["Subject"] == f"Re: {SUBJECT}"
            assert mail["In-Reply-To"] in own
            assert mail["In-Reply-To"] in mail["References"].split()
            assert mail["Auto-Submitted"] == "auto-replied"
        said = [line["text"] for line in view["messages"] if line["author"] == "customer"]
        assert said[0] == f"{SUBJECT}\n\nHello"
        assert [text for text in said if ">" in text or "Sent from" in text or "away" in text] == []

    def _mail(self, text: str, **headers: str) -> EmailMessage:
        mail, answered = EmailMessage(), self._got[-1] if self._got else None
        mail["From"], mail["To"] = f"Meera Shah <{self._address}>", SHOP
        mail["Date"], mail["Message-ID"] = format_datetime(datetime.now(UTC)), make_msgid(domain="example.com")
        mail["Subject"] = f"Re: {SUBJECT}" if answered else SUBJECT
        quote = ""
        if answered:
            mail["In-Reply-To"] = answered["Message-ID"]
            mail["References"] = f"{answered['References']} {answered['Message-ID']}"
            lines = "\n".join(f"> {line}" for line in _words(answered).splitlines())
            quote = f"\n\nOn {answered['Date']}, Saral Store <{SHOP}> wrote:\n{lines}"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(f"{text}{quote}\n\n-- \nMeera, Sent from somewhere\n")
        return mail

    async def _send(self, mail: EmailMessage) -> None:
        self._sent.append(mail)
        await asyncio.to_thread(self._hand_over, mail)

    def _hand_over(self, mail: EmailMessage) -> None:
        with smtplib.SMTP(HOST, self._post.port) as door:
            door.send_message(mail)


def _words(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")
