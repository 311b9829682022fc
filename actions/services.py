"""What the actions work with."""

from dataclasses import dataclass

from actions.temporary import NoIdentities
from actions.titles import Titles
from sahay.config import ROOT, Settings
from sahay.domain.clock import Clock, SystemClock
from sahay.shop.backend import Backend
from sahay.shop.faq import Faq
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.identity import Codes, Identities
from sahay.shop.opening import open_backend, open_ownership
from sahay.shop.operations import Operations
from sahay.shop.ownership import Ownership
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The settings, the shop with its ports, who owns an order, the knowledge base, the clock."""

    settings: Settings
    backend: Backend
    ownership: Ownership
    identities: Identities
    codes: Codes
    operations: Operations
    faq: Faq
    titles: Titles
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, database: Database) -> "Services":
        """The real ones. Raises TitlesError."""
        default = settings.languages.default
        backend = open_backend(settings, database)
        return cls(
            settings=settings,
            backend=backend,
            ownership=open_ownership(settings, database, backend.orders),
            identities=NoIdentities(),  # type: ignore
            codes=None,  # type: ignore
            operations=None,  # type: ignore
            faq=SqlFaq(database, default),
            titles=Titles.load(ROOT / "data" / "responses", default),
            clock=SystemClock(),
        )
