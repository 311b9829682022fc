"""What the bot could not answer, and teaching it."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta
from sanic import HTTPResponse, Request, json

from sahay.desk.unanswered.gathering import Group
from sahay.desk.unanswered.lessons import Change, LessonError, NewEntry, key_of
from sahay.desk.unanswered.masking import masked
from sahay.desk.unanswered.questions import Question
from sahay.desk.unanswered.teaching import Taught
from sahay.domain.permission import Permission
from sahay.http.bodies import Seq, read_body, read_cursor
from sahay.http.desk.guard import Caller, Route
from sahay.http.errors import ApiError
from sahay.http.services import Services
from sahay.http.types import Json
from sahay.shop.faq import FaqError

DAYS, MOST_DAYS = 30, 366
# What a page shows of all groups, and of a group.
GROUPS, EXAMPLES = 100, 50

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Key = Annotated[str, Meta(min_length=1, max_length=80)]
Place = tuple[str, Seq]


class Places(msgspec.Struct):
    """`messages`: [conversation, seq] of each question."""

    messages: Annotated[list[Place], Meta(max_length=2000)] = []


class TeachEntry(Places, kw_only=True):
    key: Key
    topic: Key
    questions: dict[str, list[Text]]
    answers: dict[str, Text]
    tags: list[Key] = []
    only_show: bool = False


class TeachUtterances(Places, kw_only=True):
    intent: Key
    utterances: Annotated[list[tuple[str, Text]], Meta(max_length=200)]
    only_show: bool = False


def routes(services: Services) -> tuple[Route, ...]:
    unanswered = Unanswered(services)
    return (
        Route("GET", "/unanswered", unanswered.groups, Permission.REPORTS),
        Route("GET", "/unanswered/taught", unanswered.taught, Permission.REPORTS),
        Route("GET", "/unanswered/intents", unanswered.intents, Permission.TEACH),
        Route("GET", "/unanswered/exchange", unanswered.exchange, Permission.TEACH),
        Route("POST", "/unanswered/aside", unanswered.put_aside, Permission.TEACH),
        Route("POST", "/unanswered/open", unanswered.take_up, Permission.TEACH),
        Route("POST", "/unanswered/entries", unanswered.teach_entry, Permission.TEACH),
        Route("POST", "/unanswered/utterances", unanswered.teach_utterances, Permission.TEACH),
    )


class Unanswered:
    def __init__(self, services: Services) -> None:
        self._teaching = services.teaching
        self._audit = services.audit

    async def groups(self, request: Request, _caller: Caller) -> HTTPResponse:
        days = read_cursor(request.args.get("days")) or DAYS
        if days > MOST_DAYS:
            raise ApiError(400, "bad_request", f"The days must be 1 to {MOST_DAYS}.")
        aside = request.args.get("state") == "aside"
        groups = await self._teaching.groups(days, aside=aside)
        shown = [await self._group(group) for group in groups[:GROUPS]]
        return json({"groups": shown, "total": len(groups), "questions": sum(len(each.questions) for each in groups)})

    async def taught(self, _request: Request, _caller: Caller) -> HTTPResponse:
        return json({"lessons": [_taught_view(each) for each in await self._teaching.taught()]})

    async def intents(self, _request: Request, _caller: Caller) -> HTTPResponse:
        return json({"intents": await self._teaching.intents()})

    async def exchange(self, request: Request, _caller: Caller) -> HTTPResponse:
        """An agent's reply with the question to it, as the beginning of an entry."""
        conversation_id, seq = request.args.get("conversation") or "", read_cursor(request.args.get("seq"))
        found = await self._teaching.exchange(conversation_id, seq)
        if found is None:
            raise ApiError(404, "not_found", "There is no reply to a question at this place.")
        return json(
            {
                "question": masked(found.question),
                "answer": masked(found.answer),
                "language": found.language,
                "key": key_of(found.question),
                "messages": [[conversation_id, found.seq]],
            }
        )

    async def put_aside(self, request: Request, caller: Caller) -> HTTPResponse:
        places = read_body(request, Places).messages
        return json({"changed": await self._teaching.put_aside(places, caller.agent)})

    async def take_up(self, request: Request, _caller: Caller) -> HTTPResponse:
        return json({"changed": await self._teaching.marks.take_up(read_body(request, Places).messages)})

    async def teach_entry(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, TeachEntry)
        new = NewEntry(body.key, body.topic, body.questions, body.answers, body.tags)
        try:
            changes = await self._teaching.teach_entry(new, body.messages, caller.agent, only_show=body.only_show)
        except FaqError as error:
            raise ApiError(422, "cannot_be_taught", str(error)) from None
        if not body.only_show:
            await self._audit.record("entry.taught", by=caller.actor, target=("entry", new.key))
        return _changed(changes, only_show=body.only_show)

    async def teach_utterances(self, request: Request, caller: Caller) -> HTTPResponse:
        body = read_body(request, TeachUtterances)
        try:
            changes = await self._teaching.teach_utterances(
                body.intent, body.utterances, body.messages, caller.agent, only_show=body.only_show
            )
        except LessonError as error:
            raise ApiError(422, "cannot_be_taught", str(error)) from None
        if not body.only_show:
            target, count = ("intent", body.intent), len(body.utterances)
            await self._audit.record("utterances.taught", by=caller.actor, target=target, count=count)
        return _changed(changes, only_show=body.only_show)

    async def _group(self, group: Group) -> Json:
        first = group.questions[0]
        near = await self._teaching.near(first.text, first.language)
        moments = [question.at for question in group.questions]
        return {
            "count": len(group.questions),
            "customers": group.customers,
            "reasons": dict(group.reasons),
            "first_at": min(moments).isoformat(),
            "last_at": max(moments).isoformat(),
            "examples": [_question_view(question) for question in group.questions[:EXAMPLES]],
            "messages": [[question.conversation_id, question.seq] for question in group.questions],
            "key": key_of(first.text),
            "near": near,
        }


def _question_view(question: Question) -> Json:
    return {
        "conversation_id": question.conversation_id,
        "seq": question.seq,
        "text": question.text,
        "masked": masked(question.text),
        "language": question.language,
        "at": question.at.isoformat(),
        "why": question.why,
        "entry": question.entry,
    }


def _taught_view(taught: Taught) -> Json:
    lesson, figures = taught.lesson, taught.figures
    return {
        "kind": lesson.kind,
        "key": lesson.key,
        "by": lesson.by,
        "at": lesson.at.isoformat(),
        "questions": lesson.questions,
        "shown": figures.shown if figures else None,
        "helpful": figures.helpful if figures else None,
        "not_helpful": figures.not_helpful if figures else None,
    }


def _changed(changes: Sequence[Change], *, only_show: bool) -> HTTPResponse:
    files = [{"path": str(change.path), "diff": change.diff} for change in changes]
    return json({"files": files}, status=200 if only_show else 201)
