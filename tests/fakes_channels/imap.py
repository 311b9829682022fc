"""A small IMAP server (RFC 3501) on a real port: log-in, one folder, and the UID commands that the mailbox needs."""

import re
import socketserver
from dataclasses import dataclass, field
from email import message_from_bytes
from threading import RLock, Thread
from typing import Self

USER, PASSWORD = "care@shop.example", "right"


@dataclass
class Kept:
    data: bytes
    seen: bool = False


@dataclass
class FakeImap:
    """`mails` by UID. `broken` names commands at which the connection is closed, once each, when they were done."""

    generation: int = 7
    mails: dict[int, Kept] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lock = RLock()
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def put(self, data: bytes) -> int:
        with self.lock:
            uid = max(self.mails, default=0) + 1
            self.mails[uid] = Kept(data)
            return uid

    def unseen(self) -> list[int]:
        return [uid for uid, mail in self.mails.items() if not mail.seen]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)

    def answer(self, command: str, rest: str) -> tuple[str, bytes]:
        """The state, and what is told before it."""
        name = rest.split(" ", 1)[0].upper() if command == "UID" else command
        self.commands.append(name)
        with self.lock:
            done = _COMMANDS.get(name)
            return done(self, rest) if done else ("BAD", b"")

    def _log_in(self, rest: str) -> tuple[str, bytes]:
        return ("OK" if rest == f'{USER} "{PASSWORD}"' else "NO"), b""

    def _select(self, rest: str) -> tuple[str, bytes]:
        if rest.strip('"').upper() != "INBOX":
            return "NO", b""
        return "OK", f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.generation}] ok\r\n".encode()

    def _search(self, rest: str) -> tuple[str, bytes]:
        asked = rest.split(" ", 1)[1]
        found = self.unseen()
        if match := re.fullmatch(r'FROM "(.+)"', asked):
            found = [
                uid for uid, mail in self.mails.items() if match[1] in (message_from_bytes(mail.data)["From"] or "")
            ]
        return "OK", b"* SEARCH" + "".join(f" {uid}" for uid in found).encode() + b"\r\n"

    def _fetch(self, rest: str) -> tuple[str, bytes]:
        _, uid, what = rest.split(" ", 2)
        mail = self.mails.get(int(uid))
        if mail is None:
            return "OK", b""
        if what == "(RFC822.SIZE)":
            return "OK", f"* 1 FETCH (UID {uid} RFC822.SIZE {len(mail.data)})\r\n".encode()
        head = mail.data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        data, section = (head, "BODY[HEADER]") if "HEADER" in what else (mail.data, "BODY[]")
        return "OK", f"* 1 FETCH (UID {uid} {section} {{{len(data)}}}\r\n".encode() + data + b")\r\n"

    def _store(self, rest: str) -> tuple[str, bytes]:
        _, uid, flags = rest.split(" ", 2)
        self.mails[int(uid)].seen = "\\Seen" in flags
        return "OK", b""


_COMMANDS = {
    "CAPABILITY": lambda _fake, _rest: ("OK", b"* CAPABILITY IMAP4rev1\r\n"),
    "LOGIN": FakeImap._log_in,
    "SELECT": FakeImap._select,
    "SEARCH": FakeImap._search,
    "FETCH": FakeImap._fetch,
    "STORE": FakeImap._store,
    "LOGOUT": lambda _fake, _rest: ("OK", b"* BYE\r\n"),
}


def _handler(fake: FakeImap) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                self.wfile.write(b"* OK mail.test\r\n")
                while line := self.rfile.readline().decode().rstrip("\r\n"):
                    tag, command, *rest = line.split(" ", 2)
                    state, told = fake.answer(command.upper(), rest[0] if rest else "")
                    if fake.commands[-1] in fake.broken:
                        fake.broken.remove(fake.commands[-1])
                        return
                    self.wfile.write(told + f"{tag} {state} done\r\n".encode())
            except OSError:
                pass  # who asked has gone

    return Handler


def mail(
    text: str, subject: str = "Where is my order?", sender: str = "Meera Shah <meera@example.com>", **headers: str
) -> bytes:
    """A customer's mail; `headers` have _ for -."""
    told = {"From": sender, "To": USER, "Subject": subject, "Date": "Sat, 21 Nov 2026 10:00:00 +0530"}
    told |= {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"{head}\r\n".encode() + text.replace("\n", "\r\n").encode()
