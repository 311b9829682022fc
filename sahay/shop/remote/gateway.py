"""Asking the shop with patience: tries again what may be tried again, leaves a shop in peace that is not well."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import msgspec
import structlog

from sahay.domain.breaker import CircuitBreaker
from sahay.domain.clock import Clock
from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.remote import problem
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace, RealPace
from sahay.shop.remote.problem import Problem
from sahay.shop.remote.transport import Answer, Question, Transport, Trouble

log = structlog.get_logger()

# A shop may ask to be left alone for so long and not longer, whatever it writes into Retry-After.
LONGEST_SILENCE: Final = 60.0


class Gateway:
    """One shop. Safe to be used by many tasks at once."""

    def __init__(self, options: HttpOptions, transport: Transport, clock: Clock, pace: Pace | None = None) -> None:
        self._options = options
        self._transport = transport
        self._clock = clock
        self._pace = pace or RealPace()
        self._breaker = CircuitBreaker(clock, options.breaker_failures, options.breaker_reset_seconds)
        self._silent_until = 0.0  # by the pace

    async def close(self) -> None:
        await self._transport.close()

    async def ask(self, question: Question) -> Answer:
        """An answer that is a success or a refusal.

        Raises Unavailable when nothing was changed, OutcomeUnknown when a change may have been made, BadAnswer.
        """
        ends = self._pace.monotonic() + self._options.budget_seconds
        is_open = False
        for pause in (*self._options.retry_seconds, None):
            try:
                return await self._try(question, ends - self._pace.monotonic())
            except Trouble as trouble:
                is_open = is_open or (trouble.is_open and question.key is not None)
                kind = str(trouble)
                if pause is None or not trouble.again:
                    break
                wait = max(pause * (0.5 + self._pace.chance() / 2), trouble.pause)
                if self._pace.monotonic() + wait >= ends:
                    break
                await self._pace.sleep(wait)
        log.warning("backend.no_answer", operation=question.name, kind=kind, is_open=is_open)
        raise OutcomeUnknown(kind) if is_open else Unavailable(kind)

    async def _try(self, question: Question, seconds: float) -> Answer:
        if self._pace.monotonic() < self._silent_until:
            raise Trouble("asked_to_wait", is_open=False, again=False)
        if not self._breaker.allows():
            raise Trouble("circuit_open", is_open=False, again=False)
        try:
            answer = await self._transport.ask(question, seconds)
            self._judge(answer)
        except Trouble as trouble:
            self._breaker.failed() if trouble.is_down else self._breaker.succeeded()
            self._silent_until = max(self._silent_until, self._pace.monotonic() + trouble.pause)
            raise
        except BadAnswer as error:
            self._breaker.succeeded()
            log.warning("backend.bad_answer", operation=question.name, problem=str(error))
            raise
        self._breaker.succeeded()
        return answer

    def _judge(self, answer: Answer) -> None:
        """Success and refusals pass. Raises Trouble or BadAnswer for the rest: the table in `openapi.yml`."""
        status = answer.status
        told = problem_of(answer)
        if 200 <= status < 300 or _is_refusal(answer, told):
            return
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise Trouble("token_refused", is_open=False, again=False)
        if status == HTTPStatus.CONFLICT:
            raise Trouble("key_in_use", is_open=True)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Trouble("too_many_requests", is_open=False, pause=self._pause(answer))
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            # Without problem details it comes from something before the shop, which knows nothing of what was done.
            raise Trouble("http_503", is_open=told is None, is_down=True, pause=self._pause(answer))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise Trouble(f"http_{status}", is_open=True, is_down=True)
        raise BadAnswer(f"status {status}" + ("" if told else ", without problem details"))

    def _pause(self, answer: Answer) -> float:
        return min(retry_after(answer.headers.get("Retry-After", ""), self._clock.now()), LONGEST_SILENCE)


def problem_of(answer: Answer) -> Problem | None:
    """The problem details of an answer, None where there are none or they cannot be read."""
    if answer.media_type != problem.MEDIA_TYPE:
        return None
    try:
        return msgspec.json.decode(answer.content, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _is_refusal(answer: Answer, told: Problem | None) -> bool:
    trouble = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and answer.status != HTTPStatus.NOT_IMPLEMENTED
    return answer.status >= HTTPStatus.BAD_REQUEST and not trouble and bool(told and told.why)


def retry_after(header: str, now: datetime) -> float:
    """Seconds to wait (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after); 0 for what cannot be read."""
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
