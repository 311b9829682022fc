"""Somebody at the desk who says each thing until the app has taken it, and whose waiting holds up nobody."""

import contextlib
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx

from tests.browser.shop import PASSWORD
from tests.faults.checker import View

# Between two tries, and how long one may take, in seconds.
AGAIN, PATIENCE = 0.2, 5.0
# How long the app may be away.
ENOUGH = 120.0


class Agent:
    """Through the desk's API, past the bad line; the app may be killed under them."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}/api/desk", timeout=PATIENCE)
        self._thread = ThreadPoolExecutor(1)
        self._saying: list[Future[Any]] = []
        answer = self._ask("POST", "login", {"email": "asha@example.com", "password": PASSWORD})
        self._client.headers["X-CSRF-Token"] = answer["csrf_token"]

    def takes(self, conversation: str) -> None:
        self._ask("POST", f"conversations/{conversation}/claim", {})

    def says(self, conversation: str, text: str) -> None:
        """In order with whatever else they say, and not at once."""
        body = {"client_id": uuid4().hex, "text": text}
        self._saying.append(self._thread.submit(self._ask, "POST", f"conversations/{conversation}/messages", body))

    def has_said(self) -> None:
        """Returns once the app has taken everything. Raises what was refused."""
        for saying in self._saying:
            saying.result()
        self._saying.clear()

    def sees(self, conversation: str) -> View:
        messages = self._ask("GET", f"conversations/{conversation}")["messages"]
        return [(message["author"], message["text"]) for message in messages]

    def resolves(self, conversation: str) -> None:
        self._ask("POST", f"conversations/{conversation}/resolve", {})

    def close(self) -> None:
        self._thread.shutdown()
        self._client.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        end = time.monotonic() + ENOUGH
        while time.monotonic() < end:
            with contextlib.suppress(httpx.TransportError):
                response = self._client.request(method, path, json=body)
                if response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    answer: dict[str, Any] = response.raise_for_status().json()
                    return answer
            time.sleep(AGAIN)
        raise TimeoutError(f"{method} {path}: no answer in {ENOUGH:.0f} s")
