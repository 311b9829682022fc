"""The only way into the engine: HTTP on loopback, with a token, from the app.

`POST /webhooks/sahay/webhook` with `Authorization: Bearer TOKEN` and
    {"sender": conversation, "message": "text or /intent payload",
     "metadata": {"message_id", "language", "channel", "fresh": bool, "kind": "text|payload", "verified_phone"?, "at"?}}
`kind` "text" is what a customer typed: nothing in it is read as an intent, whatever it begins with. "payload" is what
a button of ours sends, `/intent` or `/intent{"entity": "value"}`, with intent and entities of the domain. `at` is when
it was written, in ISO 8601 with a zone, from which days are counted. It answers
    200 {"message_id", "replayed": bool, "replies": [{"text"?, "buttons"?: [{"title", "payload"}], "custom"?}],
         "understood": {"intent", "confidence", "ranking": [{"name", "confidence"}], "entities"}, "slots", "actions"}
    400 {"error": "bad_request", "message"}
    401 {"error": "unauthorized"}
    503 {"error"}: empty_turn, action_failed, store_failed, turn_failed, not_ready. The turn never happened.
A message_id that was answered before is not run again; its answer is read back, `replayed`.

`GET /webhooks/sahay/` answers 200 {"status": "ok", "model"} when turns can be taken, 503 otherwise.
"""

import asyncio
import hmac
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, Self

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from components.log import log
from components.nlg import LocalisedTexts
from components.payload import Vocabulary
from components.processor import ActionFailed, StrictProcessor
from components.question import BadQuestion, Question, parse
from components.tracker_store import OneRowTrackerStore, StoreFailed
from components.turns import CHANNEL, EmptyTurn, Turns

FRAMES = 5  # of a traceback, innermost last: enough to find the place

Outcome = tuple[int, dict[str, Any]]  # status and JSON


class SahayChannel(InputChannel):
    """Listed in credentials.yml with its `token`."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._turns = Turns()
        self._running: set[asyncio.Task[Outcome]] = set()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> Self:
        token = (credentials or {}).get("token")
        if not token:
            raise RasaException("credentials.yml: components.channel.SahayChannel: token: must be set")
        return cls(str(token))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The two routes. Rasa's `on_new_message` is not used: it says nothing about how the turn went."""
        blueprint = Blueprint("sahay_channel")

        @blueprint.get("/")
        async def health(request: Request) -> HTTPResponse:
            processor = _processor(request.app)
            if processor is None:
                return json({"status": "not_ready"}, 503)
            return json({"status": "ok", "model": processor.model_filename})

        @blueprint.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            status, body = await self._receive(request)
            return json(body, status)

        blueprint.listener("after_server_start")(_say_ready)
        return blueprint

    async def _receive(self, request: Request) -> Outcome:
        if not hmac.compare_digest(_bearer(request), self._token):
            return 401, {"error": "unauthorized"}
        processor = _processor(request.app)
        if processor is None:
            return 503, {"error": "not_ready"}
        try:
            question = parse(request.body, processor.nlg.languages, Vocabulary.of(processor.domain))
        except BadQuestion as problem:
            return 400, {"error": "bad_request", "message": str(problem)}
        # In a task of its own: when the app no longer waits, the turn is still finished and saved, or not saved,
        # and the app's next attempt finds out which.
        task = asyncio.create_task(self._outcome(processor, question))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _outcome(self, processor: StrictProcessor, question: Question) -> Outcome:
        started = time.perf_counter()
        log("engine.received", message_id=question.message_id)
        details: dict[str, Any] = {}
        try:
            answer = await self._turns.answer(processor, question)
        except ActionFailed as failure:
            error, details = "action_failed", {"action": failure.action, "reason": str(failure)}
        except EmptyTurn:
            error = "empty_turn"
        except StoreFailed as failure:
            error, details = "store_failed", {"reason": str(failure)}
        except Exception as failure:
            error, details = "turn_failed", {"reason": type(failure).__name__, "where": _places(failure)}
        else:
            _log_end("engine.answered", question, started, replayed=answer.replayed)
            return 200, answer.as_json()
        _log_end("engine.failed", question, started, level="error", error=error, **details)
        return 503, {"error": error}


def _processor(app: Sanic) -> StrictProcessor | None:
    """The processor of the loaded model. None without a model, and None when the engine was not started by
    `components.launcher` with our endpoints.yml: Rasa would fall back to a store in memory without a word."""
    agent: Agent | None = getattr(app.ctx, "agent", None)
    processor = agent.processor if agent else None
    if isinstance(processor, StrictProcessor) and isinstance(processor.tracker_store, OneRowTrackerStore):
        return processor if isinstance(processor.nlg, LocalisedTexts) else None
    return None


async def _say_ready(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
    processor = _processor(app)
    if processor:
        log("engine.ready", model=processor.model_filename)
    else:
        log("engine.not_ready", level="error", hint="no model, or endpoints.yml is not the one of this repository")


def _bearer(request: Request) -> bytes:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip().encode("utf-8", "replace") if scheme.lower() == "bearer" else b""


def _log_end(event: str, question: Question, started: float, **details: Any) -> None:
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    log(event, message_id=question.message_id, ms=milliseconds, **details)


def _places(failure: Exception) -> list[str]:
    """Where an unforeseen error came from: lines of code, without its message, which may quote the customer."""
    return [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
        for frame in traceback.extract_tb(failure.__traceback__)[-FRAMES:]
    ]
