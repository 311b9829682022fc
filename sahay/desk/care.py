"""How customers are served and looked after, put together from the settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import partial
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import ROOT, Settings
from sahay.desk.audit import Audit
from sahay.desk.ranking import RankingAudit
from sahay.desk.views import Json, Views
from sahay.desk.webhooks.events import Event, EventType
from sahay.desk.webhooks.outbox import announce
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.hours import OpeningHours
from sahay.domain.priority import Priority
from sahay.domain.rating import Asked, Inquiry, Plan
from sahay.domain.service_level import Breach, Measure, Rules
from sahay.flow.aftercare import Aftercare, Answers
from sahay.flow.commands import command_taps
from sahay.flow.copies import Copies
from sahay.flow.hub import Hub
from sahay.flow.left_contact import LeftContact
from sahay.flow.mover import Mover
from sahay.flow.periodic import Periodic
from sahay.flow.recall import Recall
from sahay.flow.service_levels import Escalation, ServiceLevels
from sahay.flow.taps import LEAVE_QUEUE, Taps, leave_queue
from sahay.flow.waits import Waits
from sahay.mail.addresses import find_address
from sahay.mail.sql import SqlOutbox
from sahay.mail.texts import MailTexts
from sahay.mail.transcripts import Transcripts
from sahay.shop.tickets.callback import Callbacks
from sahay.shop.tickets.promise import from_settings
from sahay.shop.tickets.sql import SqlTickets
from sahay.store import inquiries
from sahay.store.sql import SqlStore, SqlTransaction
from sahay.store.watched import Witness

# How often deadlines are looked at, and questions that are due.
ESCALATION_SECONDS = 5.0
AFTERCARE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Care:
    levels: ServiceLevels
    escalation: Escalation
    aftercare: Aftercare
    answers: Answers
    taps: Taps
    left_contact: LeftContact
    waits: Waits
    transcripts: Transcripts
    watcher: Periodic
    asker: Periodic
    store: SqlStore

    @classmethod
    def open(
        cls,
        settings: Settings,
        store: SqlStore,
        witnesses: "Witnesses",
        mover: Mover,
        recall: Recall,
        mails: SqlOutbox,
        hub: Hub,
        clock: Clock,
    ) -> Self:
        """Raises MailTextsError."""
        hours = hours_of(settings)
        waits = Waits(store.database, hours, clock)
        mover.waits = waits.range
        texts = MailTexts.load(ROOT / "data" / "responses", settings.languages.default)
        per_day = settings.aftercare.transcripts_per_day
        transcripts = Transcripts(mails, texts, settings.shop.name, settings.shop.timezone, per_day)
        answers, copies = Answers(mover, recall), Copies(mover, transcripts, find_address)
        callbacks = Callbacks(SqlTickets(store.database, from_settings(settings)), settings.shop.country)
        escalation = Escalation(store, witnesses.levels, mover, hub, clock)
        escalation.on_breach.append(_announce_breach)
        answers.on_rating.append(_announce_rating)
        ask = partial(witnesses.aftercare.ask, store, mover)
        return cls(
            levels=witnesses.levels,
            escalation=escalation,
            aftercare=witnesses.aftercare,
            answers=answers,
            taps=Taps(
                {
                    LEAVE_QUEUE: partial(leave_queue, mover),
                    **command_taps(mover, settings.languages.offered, settings.shop.name),
                    **answers.taps,
                    **copies.taps,
                },
                {**answers.expected, **copies.expected},
            ),
            left_contact=LeftContact(callbacks, mover, hours),
            waits=waits,
            transcripts=transcripts,
            watcher=Periodic("service levels", escalation.work, seconds=ESCALATION_SECONDS),
            asker=Periodic("aftercare", ask, seconds=AFTERCARE_SECONDS),
            store=store,
        )

    def start(self) -> None:
        self.watcher.start()
        self.asker.start()

    async def stop(self) -> None:
        await self.watcher.stop()
        await self.asker.stop()

    def show_in(self, views: Views) -> None:
        """Deadlines and scores on the cards, the rating in the opened conversation."""
        views.marks += [self.levels.marks, _scores]
        views.sections.append(self._rating)

    async def _rating(self, conversation: Conversation) -> Json:
        async with self.store.database.read() as connection:
            rating = (await inquiries.ratings(connection, [conversation.id])).get(conversation.id)
        if rating is None or rating.answered_at is None:
            return {"rating": None}
        shown = {"score": rating.score, "comment": rating.comment, "at": rating.answered_at.isoformat()}
        return {"rating": shown}


async def _scores(connection: AsyncConnection, conversations: Sequence[Conversation]) -> Mapping[str, Json]:
    found = await inquiries.ratings(connection, [conversation.id for conversation in conversations])
    return {conversation_id: {"rating": rating.score} for conversation_id, rating in found.items()}


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who keeps account of every move and line."""

    levels: ServiceLevels
    aftercare: Aftercare
    ranking: RankingAudit

    @classmethod
    def open(cls, settings: Settings, audit: Audit, clock: Clock) -> Self:
        levels = ServiceLevels(promises_of(settings), clock)
        return cls(levels, Aftercare(plan_of(settings), clock), RankingAudit(audit))

    @property
    def all(self) -> tuple[Witness, ...]:
        return (self.levels, self.aftercare, self.ranking)


async def _announce_breach(tx: SqlTransaction, breach: Breach) -> None:
    data = {"clock": breach.measure, "due_at": breach.due_at.astimezone(UTC).isoformat(), "priority": breach.raised_to}
    await announce(tx.connection, Event(EventType.SLA_BREACHED, breach.at, breach.conversation_id, data=data))


async def _announce_rating(tx: SqlTransaction, rating: Asked) -> None:
    at = rating.answered_at or rating.resolved_at
    data = {"score": rating.score, "agent_id": rating.agent_id}
    await announce(tx.connection, Event(EventType.CSAT_RECEIVED, at, rating.conversation_id, data=data))


def hours_of(settings: Settings) -> OpeningHours:
    return OpeningHours(settings.hours.week, frozenset(settings.hours.holidays), settings.shop.timezone)


def promises_of(settings: Settings) -> Rules:
    targets = {
        measure: {
            priority: timedelta(minutes=getattr(settings.service_levels, measure)[priority]) for priority in Priority
        }
        for measure in Measure
    }
    return Rules(hours_of(settings), targets, settings.service_levels.warn_at_percent / 100)


def plan_of(settings: Settings) -> Plan:
    care = settings.aftercare
    pauses = {
        Inquiry.RATING: timedelta(minutes=care.rating_after_minutes) if care.rating else None,
        Inquiry.FOLLOW_UP: timedelta(days=care.follow_up_after_days) if care.follow_up else None,
    }
    return Plan({kind: pause for kind, pause in pauses.items() if pause is not None}, frozenset(care.not_after))
