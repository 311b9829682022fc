"""The HTTP server of the actions, for the engine alone."""

import hmac
from typing import Any

import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import Request, Sanic
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

from actions.change_language import ChangeLanguage, ConfirmLanguage
from actions.deny import Deny
from actions.fallback import Fallback
from actions.faq import AnswerFaq, RateAnswer
from actions.greet import Greet
from actions.guide import Guide
from actions.person import Affirm, CallPerson, Calm, TakeDetail
from actions.services import Services
from actions.skill import Skill
from actions.task.step import Step
from actions.task.steps import AskTask, BeginTask, FinishTask, ForgetTask, HearTask, LeaveTask
from actions.tasks import TASKS

SKILLS: tuple[type[Skill], ...] = (
    Affirm,
    AnswerFaq,
    AskTask,
    BeginTask,
    CallPerson,
    Calm,
    ChangeLanguage,
    ConfirmLanguage,
    Deny,
    Fallback,
    FinishTask,
    ForgetTask,
    Greet,
    Guide,
    RateAnswer,
    HearTask,
    LeaveTask,
    TakeDetail,
)

_log = structlog.get_logger()


def create_app(services: Services) -> Sanic[Any, Any]:
    """`GET /health`, and `POST /webhook` as Rasa calls it, with the engine's token as bearer."""
    Step.tasks = TASKS
    executor = ActionExecutor()
    for skill in SKILLS:
        executor.register_action(skill(services))
    app = Sanic("sahay_actions", configure_logging=False)
    expected = f"Bearer {services.settings.engine_token}".encode()

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, expected):
            return json({"error": "unauthorized"}, status=401)
        call = request.json
        if not isinstance(call, dict) or not {"next_action", "tracker", "sender_id"} <= call.keys():
            return json({"error": "bad_request"}, status=400)
        result = await executor.run(call | {"domain": {}})  # which no action looks at
        return json(result.model_dump() if result else None)

    @app.exception(Exception)
    async def failed(_request: Request, error: Exception) -> HTTPResponse:
        """The kind of an error, and no more: its message may quote a customer."""
        status = _status(error)
        if status >= 500:
            _log.error("request_failed", error=type(error).__name__)
        return json({"error": type(error).__name__}, status=status)

    return app


def _status(error: Exception) -> int:
    if isinstance(error, ActionNotFoundException):
        return 404
    return error.status_code if isinstance(error, SanicException) else 500
