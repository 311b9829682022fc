"""What the console works with, put together."""

from dataclasses import dataclass
from typing import Self

from sahay.config import Settings
from sahay.desk import contacts, tags
from sahay.desk.accounts import Accounts
from sahay.desk.audit import Audit
from sahay.desk.canned import CannedResponses
from sahay.desk.composing import Composing
from sahay.desk.contacts import Contacts
from sahay.desk.feed import Encode, Feed
from sahay.desk.files import FOLDER, Files
from sahay.desk.notes import Notes
from sahay.desk.orders import ShownOrders
from sahay.desk.profile import Profiles
from sahay.desk.search import Search
from sahay.desk.suggestions import Suggestions
from sahay.desk.tags import Tags
from sahay.desk.views import Views
from sahay.domain.clock import Clock
from sahay.flow.hub import Hub
from sahay.flow.periodic import Periodic
from sahay.shop.backend import Backend
from sahay.shop.faq import Faq
from sahay.shop.identity import Identities
from sahay.store.sql import SqlStore

# How often files are looked for that nobody sent.
SWEEP_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Console:
    views: Views
    feed: Feed
    notes: Notes
    tags: Tags
    contacts: Contacts
    profiles: Profiles
    canned: CannedResponses
    files: Files
    search: Search
    suggestions: Suggestions
    sweeper: Periodic

    @classmethod
    def open(
        cls,
        store: SqlStore,
        accounts: Accounts,
        audit: Audit,
        backend: Backend,
        identities: Identities,
        hub: Hub,
        clock: Clock,
        faq: Faq,
        encode: Encode,
        settings: Settings,
    ) -> Self:
        """`encode` makes an event as it goes over the line."""
        views = Views(store, accounts)
        notes, known = Notes(store, hub, clock, audit), Contacts(store, hub, clock, audit)
        profiles = Profiles(store.database, known, ShownOrders(store.database, backend, identities, clock), views)
        views.marks += [tags.marks, contacts.marks]
        views.sections += [notes.section, profiles.section, Composing(store, _templates(settings)).section]
        files = Files(store, settings.var / FOLDER, clock)
        return cls(
            views=views,
            feed=Feed(hub, views, clock, encode),
            notes=notes,
            tags=Tags(store, hub, audit),
            contacts=known,
            profiles=profiles,
            canned=CannedResponses(store.database, clock, audit),
            files=files,
            search=Search(store, views),
            suggestions=Suggestions(store, faq, settings.shop),
            sweeper=Periodic("files", files.remove_unsent, seconds=SWEEP_SECONDS),
        )

    def start(self) -> None:
        self.feed.start()
        self.sweeper.start()

    async def stop(self) -> None:
        await self.feed.stop()
        await self.sweeper.stop()


def _templates(settings: Settings) -> tuple[str, ...]:
    """The channels that have one for what an agent writes late."""
    return ("whatsapp",) if "agent_reply" in settings.channels.whatsapp.templates else ()
