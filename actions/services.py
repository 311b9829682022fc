"""What the actions work with."""

from dataclasses import dataclass

from actions.titles import Titles
from sahay.config import ROOT, Settings
from sahay.domain.clock import Clock, SystemClock
from sahay.mail.sql import SqlOutbox
from sahay.mail.texts import MailTexts
from sahay.shop.backend import Backend
from sahay.shop.faq import Faq
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.identity import Codes, Identities
from sahay.shop.identity.codes import MailedCodes
from sahay.shop.identity.mint import Mint
from sahay.shop.identity.sql import SqlCodeLedgers, SqlIdentities
from sahay.shop.opening import open_backend, open_ownership
from sahay.shop.operations import Operations
from sahay.shop.operations.running import Changes
from sahay.shop.operations.sql import SqlLedger
from sahay.shop.operations.writes import Means
from sahay.shop.ownership import Ownership
from sahay.shop.tickets import Tickets, promise
from sahay.shop.tickets.sql import SqlTickets
from sahay.store.database import Database

RESPONSES = ROOT / "data" / "responses"


@dataclass(frozen=True, slots=True)
class Services:
    """The settings, the shop with its ports, who owns an order, who the customer is, what is changed and kept for
    later, the knowledge base, the clock."""

    settings: Settings
    backend: Backend
    ownership: Ownership
    identities: Identities
    codes: Codes
    operations: Operations
    tickets: Tickets
    faq: Faq
    titles: Titles
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, database: Database, backend: Backend | None = None) -> "Services":
        """The real ones. Raises TitlesError and MailTextsError."""
        clock = SystemClock()
        default = settings.languages.default
        backend = backend or open_backend(settings, database)
        texts = MailTexts.load(RESPONSES, default)
        outbox = SqlOutbox.from_settings(settings, database, clock)
        identities = SqlIdentities.from_settings(settings, database)
        mint = Mint(settings.session_key, texts, settings.shop.name, settings.shop.country)
        tickets = SqlTickets(database, promise.from_settings(settings))
        means = Means(backend, tickets, outbox, texts, settings.shop.name)
        patience = settings.engine.timeout_seconds / 2  # as long as an action may take: `actions.skill`
        return cls(
            settings=settings,
            backend=backend,
            ownership=open_ownership(settings, database, backend.orders),
            identities=identities,
            codes=MailedCodes(SqlCodeLedgers(database, identities, outbox), backend.accounts, mint),
            operations=Changes(SqlLedger(database), means, clock, settings.session_key, patience),
            tickets=tickets,
            faq=SqlFaq.from_settings(settings, database),
            titles=Titles.load(RESPONSES, default),
            clock=clock,
        )
