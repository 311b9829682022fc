"""An HTTP server on loopback under a test's control."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, RLock, Thread
from typing import Any, BinaryIO, Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: Any = None  # JSON; bytes, where it is something else

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Response:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None  # instead of `body`: what is no JSON

    @property
    def content(self) -> bytes:
        return self.raw if self.raw is not None else json.dumps(self.body).encode()


@dataclass
class Trouble:
    """What goes wrong with the next request that `of` matches.

    `instead` is answered and nothing is done; `after` is answered when it was done; `dropped` closes the connection
    without an answer; `cut` closes it in the middle of one; `held` lets the client wait (it gives up
    first).
    """

    of: Callable[[Request], bool] = lambda _: True
    instead: Response | None = None
    after: Callable[[Response], Response] | None = None
    dropped: bool = False
    cut: bool = False
    done: bool = True  # whether a request without an answer was done
    held: bool = False


class FakeServer:
    """`answer` does a request; one at a time, as if the system had a lock."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.troubles: list[Trouble] = []
        self._lock = RLock()
        self._release = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def answer(self, request: Request) -> Response:
        raise NotImplementedError

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def trouble(self, **trouble: Any) -> None:
        self.troubles.append(Trouble(**trouble))

    def asked(self, method: str, path_end: str = "") -> list[Request]:
        return [each for each in self.requests if each.method == method and each.path.endswith(path_end)]

    def handle(self, request: Request) -> Response | None:
        """What to answer; None is to say nothing."""
        with self._lock:
            self.requests.append(request)
            trouble = next((each for each in self.troubles if each.of(request)), None)
            if trouble is None:
                return self.answer(request)
            self.troubles.remove(trouble)
            if trouble.instead:
                return trouble.instead
            response = self.answer(request) if trouble.done else None
        if trouble.held:
            self._release.wait(timeout=30)
        if trouble.held or trouble.dropped or response is None:
            return None
        if trouble.cut:
            return replace(response, headers={**response.headers, "Content-Length": str(len(response.content) + 100)})
        return trouble.after(response) if trouble.after else response

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=10)


def _body(kind: str, raw: bytes) -> Any:
    if kind.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(raw.decode()))
    return json.loads(raw) if raw else None


def _raw(file: BinaryIO, headers: Message) -> bytes:
    """A body whose length is told before it, or of each piece: RFC 9112, 7.1."""
    if headers.get("Transfer-Encoding") != "chunked":
        return file.read(int(headers.get("Content-Length") or 0))
    pieces = []
    while length := int(file.readline(), 16):
        pieces.append(file.read(length))
        file.readline()
    file.readline()
    return b"".join(pieces)


def handler_of(fake: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __getattr__(self, name: str) -> Callable[[], None]:
            if name.startswith("do_"):  # whatever the method
                return self.handle_request
            raise AttributeError(name)

        def handle_request(self) -> None:
            raw = _raw(self.rfile, self.headers)
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            kind = headers.get("content-type", "")
            body = raw if kind.startswith("multipart/") else _body(kind, raw)
            response = fake.handle(Request(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body))
            self.close_connection = True
            if response is not None:
                self.say(response)

        def say(self, response: Response) -> None:
            try:
                self.send_response(response.status)
                told = {
                    "Content-Type": "application/json",
                    "Content-Length": str(len(response.content)),
                    "Connection": "close",
                }
                for name, value in {**told, **response.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(response.content)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *_: object) -> None:
            pass

    return Handler
