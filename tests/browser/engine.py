"""A stand-in for the engine, on its own channel (`components/channel.py`): quick, and of a known opinion."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ORDER = "SH-1042"
# What a newer bot answers: things that this app has never heard of, beside a text.
NOBODY_KNOWS = "What is new?"
NEW = {"text": "Look at these.", "custom": {"card": {"kind": "carousel"}, "payload": "video"}, "attachment": {"id": 1}}
RANKING = [("track_order", 0.93), ("ask_faq", 0.04), ("contact_human_agent", 0.02)]


class StandInEngine:
    """Understands everything as a question about an order, and passes on who asks for a person."""

    def __init__(self) -> None:
        self._server = _Server(("127.0.0.1", 0), _Channel)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> "StandInEngine":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def answer(message: str, language: str) -> dict[str, Any]:
    """One turn, in the shape of the engine's channel."""
    if message == "/contact_human_agent":
        reply = {"text": "I am calling a person.", "custom": {"handoff": {"reason": "requested", "order": ORDER}}}
        return _turn(language, reply, [("contact_human_agent", 1.0)], ["action_hand_off"])
    reply = NEW if message == NOBODY_KNOWS else {"text": f"Your order {ORDER} is on its way."}
    return _turn(language, reply, RANKING, ["track_order_form", "action_track_order"])


def _turn(language: str, reply: dict[str, Any], ranking: list[tuple[str, float]], actions: list[str]) -> dict[str, Any]:
    ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    slots = {"language": language, "order_number": ORDER, "verified": True}
    understood = {"intent": ranking[0][0], "confidence": ranking[0][1], "ranking": ranked, "entities": []}
    return {"replayed": False, "replies": [reply], "understood": understood, "slots": slots, "actions": actions}


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # a hundred conversations ask at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """An app that was stopped waits for no answer, or has asked half a question."""
        if not isinstance(sys.exception(), ConnectionError | json.JSONDecodeError):
            super().handle_error(request, client_address)


class _Channel(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        metadata = question["metadata"]
        turn = answer(question["message"], metadata["language"])
        body = json.dumps({"message_id": metadata["message_id"], **turn}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""
