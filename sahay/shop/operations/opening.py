"""Everything that changes need, built from the settings: for the actions, which make them, and the app, which settles
what is left over."""

from dataclasses import dataclass
from typing import Self

from sahay.config import ROOT, Settings
from sahay.domain.clock import Clock
from sahay.mail import Outbox
from sahay.mail.texts import MailTexts
from sahay.shop.backend import Backend
from sahay.shop.operations.running import Changes
from sahay.shop.operations.settler import Settler
from sahay.shop.operations.sql import SqlLedger
from sahay.shop.operations.writes import Means
from sahay.shop.tickets import Tickets
from sahay.shop.tickets.promise import from_settings
from sahay.shop.tickets.sql import SqlTickets
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class OpenChanges:
    """`changes` makes them and takes them back (`sahay.shop.operations.Operations`)."""

    tickets: Tickets
    changes: Changes
    settler: Settler

    @classmethod
    def open(cls, settings: Settings, database: Database, backend: Backend, mail: Outbox, clock: Clock) -> Self:
        """`database` is Sahay's own. Raises MailTextsError."""
        tickets = SqlTickets(database, from_settings(settings))
        ledger = SqlLedger(database)
        texts = MailTexts.load(ROOT / "data" / "responses", settings.languages.default)
        means = Means(backend, tickets, mail, texts, settings.shop.name)
        # An action has half of the app's patience with the engine: see actions/skill.py.
        changes = Changes(ledger, means, clock, settings.session_key, settings.engine.timeout_seconds / 2)
        return cls(tickets, changes, Settler(ledger, changes, tickets))
