"""An action server under a test's control."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Self

Response = tuple[int, dict[str, Any]]  # status and JSON
Behaviour = Callable[[dict[str, Any]], Response]


def says(*texts: str, events: tuple[dict[str, Any], ...] = ()) -> Behaviour:
    """An action that says texts and sets off events."""
    return lambda _: (200, {"responses": [{"text": text} for text in texts], "events": list(events)})


def utters(key: str, **values: Any) -> Behaviour:
    return lambda _: (200, {"responses": [{"response": key, **values}], "events": []})


def fails(status: int, **body: Any) -> Behaviour:
    return lambda _: (status, body)


class Held:
    """An action that answers only when it is let go, and tells when it was called."""

    def __init__(self, then: Behaviour) -> None:
        self._then = then
        self.called = Event()
        self.let_go = Event()

    def wait(self) -> None:
        """Until the action is called."""
        assert self.called.wait(timeout=30)

    def __call__(self, request: dict[str, Any]) -> Response:
        self.called.set()
        assert self.let_go.wait(timeout=30)
        return self._then(request)


class FakeActionServer:
    """Answers on loopback from threads of its own. `behaviour` by name of action; other actions say their name."""

    def __init__(self) -> None:
        self.behaviour: dict[str, Behaviour] = {}
        self.calls: list[str] = []
        self.requests: list[dict[str, Any]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, body = server.run(request, dict(self.headers))
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.handle_error = lambda *_: None  # a client that no longer waits is part of some tests
        self.url = f"http://127.0.0.1:{self._http.server_port}/webhook"
        self.port = self._http.server_port

    def run(self, request: dict[str, Any], headers: dict[str, str]) -> Response:
        action = request["next_action"]
        self.calls.append(action)
        self.requests.append({"headers": headers, "body": request})
        silent = action.startswith("validate_")
        return self.behaviour.get(action, says() if silent else says(action))(request)

    def reset(self) -> None:
        self.behaviour.clear()
        self.calls.clear()
        self.requests.clear()

    def __enter__(self) -> Self:
        Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
