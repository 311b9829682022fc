"""Mail by an SMTP server."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

import aiosmtplib

from sahay.mail.transport import Down, Letter, Postponed, Refused

# For all of it: to connect, to log in, to hand over. The sender's lease is longer.
PATIENCE_SECONDS = 20.0
GOODBYE_SECONDS = 2.0
# RFC 5321, 4.2.1: replies of 500 and more are final; of 400 and more, for now.
FINAL = 500
TEMPORARY = 400
# RFC 5321, 4.2.3: the server is closing the channel.
CLOSING = 421


@dataclass(frozen=True, slots=True)
class Server:
    """`security` is starttls, tls or plain. `tls` says whom to trust; without it the system does."""

    host: str
    port: int
    security: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: ssl.SSLContext | None = None
    patience_seconds: float = PATIENCE_SECONDS


class SmtpTransport:
    """See `sahay.mail.transport.Transport`."""

    name = "smtp"

    def __init__(self, server: Server) -> None:
        self._server = server

    async def send(self, letter: Letter) -> None:
        client = self._client()
        try:
            async with asyncio.timeout(self._server.patience_seconds):
                await client.connect()
                await _hand_over(client, letter)
        except (aiosmtplib.SMTPException, OSError) as error:
            # Of the connection and the log-in, which have nothing to do with this mail.
            raise Down(_kind(error)) from None
        else:
            with suppress(aiosmtplib.SMTPException, OSError):  # the mail is theirs, whatever they say now
                await client.quit(timeout=GOODBYE_SECONDS)
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        server = self._server
        return aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            timeout=server.patience_seconds,
            use_tls=server.security == "tls",
            start_tls=server.security == "starttls",  # insisted on: a server that has none is not sent to
            tls_context=server.tls,
        )


async def _hand_over(client: aiosmtplib.SMTP, letter: Letter) -> None:
    try:
        await client.send_message(letter.message, sender=letter.sender, recipients=[letter.recipient])
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _of_reply(error.recipients[0].code) from None
    except aiosmtplib.SMTPDataError as error:
        raise _of_reply(error.code) from None


def _of_reply(code: int) -> Refused | Postponed | Down:
    reply = f"reply {code}"
    if code >= FINAL:
        return Refused(reply)
    return Down(reply) if code == CLOSING or code < TEMPORARY else Postponed(reply)


def _kind(error: Exception) -> str:
    """What happened, without the server's words: they quote addresses."""
    code = getattr(error, "code", None)
    return f"{type(error).__name__} {code}" if isinstance(code, int) else type(error).__name__
