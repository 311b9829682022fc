"""A real SMTP server, in the test's own event loop."""

import asyncio
import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

HOST = "127.0.0.1"


@dataclass
class MailServer:
    """`replies` answer the recipient or the data (by "RCPT" and "DATA") until they are used up; then all is well. A
    reply of None never comes."""

    options: dict[str, Any] = field(default_factory=dict)
    is_tls: bool = False
    port: int = 0
    replies: dict[str, list[str | None]] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        tls = self.options.get("tls_context") if self.is_tls else None
        options = {} if self.is_tls else self.options
        loop = asyncio.get_running_loop()
        listener = socket.create_server((HOST, self.port))
        self.port = listener.getsockname()[1]
        self._protocols: list[SMTP] = []
        self._server = await loop.create_server(lambda: self._protocol(options), sock=listener, ssl=tls)

    async def stop(self) -> None:
        self._server.close()
        for protocol in self._protocols:
            if protocol.transport:
                protocol.transport.abort()
        await self._server.wait_closed()

    def _protocol(self, options: dict[str, Any]) -> SMTP:
        protocol = SMTP(self, hostname="mail.test", ident="mail.test", authenticator=self._log_in, **options)
        self._protocols.append(protocol)
        return protocol

    def _log_in(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)

    async def _reply(self, step: str) -> str | None:
        waiting = self.replies.get(step)
        reply = waiting.pop(0) if waiting else "250 OK"
        if reply is None:
            await asyncio.Event().wait()
        return reply

    # What aiosmtpd calls: https://aiosmtpd.aio-libs.org/en/latest/handlers.html
    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str | None:
        reply = await self._reply("RCPT")
        if reply and reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str | None:  # noqa: N802
        reply = await self._reply("DATA")
        if reply and reply.startswith("2"):
            message = message_from_bytes(envelope.content, policy=SMTP_POLICY)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return reply
