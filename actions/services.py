"""What the actions work with."""

from dataclasses import dataclass

from actions.titles import Titles
from sahay.config import ROOT, Settings
from sahay.domain.clock import Clock, SystemClock
from sahay.shop.faq import Faq
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.orders import Orders
from sahay.shop.sql import SqlOrders
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """The settings, the shop's ports, the clock."""

    settings: Settings
    orders: Orders
    faq: Faq
    titles: Titles
    clock: Clock

    @classmethod
    def open(cls, settings: Settings, database: Database) -> "Services":
        """The real ones. Raises TitlesError."""
        default = settings.languages.default
        return cls(
            settings=settings,
            orders=SqlOrders.from_settings(settings, database),
            faq=SqlFaq(database, default),
            titles=Titles.load(ROOT / "data" / "responses", default),
            clock=SystemClock(),
        )
