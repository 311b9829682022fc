"""A conversation as plain text, to whom the customer or an agent names."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import func, insert, select

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Message
from sahay.mail import Mail
from sahay.mail.sql import SqlOutbox
from sahay.mail.texts import MailTexts
from sahay.store.base import Transaction
from sahay.store.tables.aftercare import transcript as table
from sahay.store.watched import in_database

# The last lines of the log: what one still reads in a mail.
LINES = 300
DAY = timedelta(days=1)
BOT = "Sahay"


class Transcripts:
    """Puts them into the outbox. A conversation's goes out `per_day` times at most, and an address gets no more either,
    so that nobody can have a stranger's mailbox filled."""

    def __init__(self, outbox: SqlOutbox, texts: MailTexts, shop: str, zone: tzinfo, per_day: int) -> None:
        self._outbox = outbox
        self._texts = texts
        self._shop = shop
        self._zone = zone
        self._per_day = per_day

    async def send(self, tx: Transaction, conversation: Conversation, email: str, now: datetime) -> bool:
        """False when it went out too often already. Raises ValueError for what is no address."""
        connection = in_database(tx).connection
        mine = table.c.conversation_id == conversation.id, table.c.at > now - DAY
        sent = await connection.scalar(select(func.count()).where(*mine)) or 0
        received = await self._outbox.put_since(connection, email, "transcript", now - DAY)
        if max(sent, received) >= self._per_day:
            return False
        lines = await tx.messages(conversation.id, after=max(0, conversation.last_seq - LINES), limit=LINES)
        written = self._texts.write("mail_transcript", conversation.language, shop=self._shop, lines=self._lines(lines))
        mail = Mail("transcript", email, written.subject, written.text, conversation.language)
        await self._outbox.put_in(connection, mail, key=f"transcript:{conversation.id}:{now.isoformat()}")
        await connection.execute(insert(table).values(conversation_id=conversation.id, at=now))
        return True

    def _lines(self, lines: Iterable[Message]) -> str:
        """Who said what, and when. Notices of the app are left out."""
        return "\n\n".join(self._line(line) for line in lines if line.author is not Author.SYSTEM and line.text)

    def _line(self, line: Message) -> str:
        at = f"{line.at.astimezone(self._zone):%Y-%m-%d %H:%M}"
        if line.author is Author.CUSTOMER:
            return "\n".join([f"> {at}", *(f"> {part}" for part in line.text.splitlines())])
        return f"{at} {line.name or BOT}:\n{line.text}"
