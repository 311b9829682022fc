"""How conversations come to people, put together from the settings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from sahay.config import ConfigError, Settings
from sahay.desk.availability import Roster
from sahay.domain.availability import Silence
from sahay.domain.clock import Clock
from sahay.domain.hours import OpeningHours
from sahay.domain.routing import Assignment, Reopen, Rules
from sahay.flow.dispatch import Dispatch
from sahay.flow.hub import QUEUE, Hub
from sahay.flow.mover import Mover
from sahay.flow.periodic import Periodic
from sahay.flow.recall import Recall
from sahay.flow.texts import Texts
from sahay.store.base import Store

# How often the queue is looked at when nothing happens: offers run out, agents fall silent.
DISPATCH_SECONDS = 1.0
# How long it waits for what else happens, when somebody joins or leaves the queue.
DISPATCH_REST_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Routing:
    """`dispatcher` has `dispatch` work, about every second and, where those who wait
    come to agents, whenever the queue moves."""

    rules: Rules
    mover: Mover
    recall: Recall
    dispatch: Dispatch
    dispatcher: Periodic
    roster: Roster

    @classmethod
    def open(
        cls,
        settings: Settings,
        store: Store,
        texts: Texts,
        hub: Hub,
        clock: Clock,
        wake_outbox: Callable[[str], None],
    ) -> Self:
        """Raises ConfigError."""
        _require_titles(settings, texts)
        rules = rules_of(settings)
        hours = OpeningHours(settings.hours.week, frozenset(settings.hours.holidays), settings.shop.timezone)
        mover = Mover(texts, hub, clock, hours, wake_outbox)
        dispatch = Dispatch(store, mover, rules, clock)
        dispatcher = Periodic("dispatch", dispatch.work, seconds=DISPATCH_SECONDS, rest=DISPATCH_REST_SECONDS)
        if rules.assignment is not Assignment.MANUAL:
            hub.wake(QUEUE, dispatcher.wake)
        return cls(
            rules=rules,
            mover=mover,
            recall=Recall(mover, rules, clock),
            dispatch=dispatch,
            dispatcher=dispatcher,
            roster=Roster(store, hub, clock, rules, dispatcher.wake),
        )


def rules_of(settings: Settings) -> Rules:
    desk = settings.desk
    return Rules(
        assignment=Assignment(desk.assignment),
        offer=timedelta(seconds=desk.offer_seconds),
        silence=Silence(timedelta(minutes=desk.away_minutes), timedelta(minutes=desk.give_back_minutes)),
        patience=timedelta(minutes=desk.language_patience_minutes),
        reopen=Reopen(desk.reopen),
        reopen_within=timedelta(hours=desk.reopen_hours),
        teams={topic: team for team, topics in desk.teams.items() for topic in topics},
        reasons=desk.priority_of_reasons,
        topics=desk.priority_of_topics,
    )


def _require_titles(settings: Settings, texts: Texts) -> None:
    """Agents choose a next step by its title, and the customer is told it."""
    for intent in settings.desk.next_steps:
        try:
            texts.say(f"title_{intent}", settings.languages.default)
        except KeyError:
            raise ConfigError(f"sahay.yml: desk.next_steps: {intent} has no title in titles.yml") from None
