"""The composition root: every part of the app, built once from the settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from sahay.channels.web.channel import WebChannel
from sahay.config import ROOT, Settings
from sahay.desk.accounts import Accounts
from sahay.desk.audit import Audit
from sahay.desk.care import Care, Witnesses
from sahay.desk.console import Console
from sahay.desk.files import FOLDER, Files
from sahay.desk.keeping import Keeping
from sahay.desk.people import People
from sahay.desk.routing import Routing
from sahay.desk.service import Desk
from sahay.desk.tokens import ApiTokens
from sahay.desk.unanswered.teaching import Teaching
from sahay.desk.webhooks.opening import OpenWebhooks
from sahay.desk.webhooks.outbox import Announcer
from sahay.desk.widget import WidgetSettings
from sahay.domain.breaker import CircuitBreaker
from sahay.domain.clock import Clock, SystemClock
from sahay.domain.work import RetryPolicy
from sahay.engine.client import EngineClient
from sahay.flow.continuing import Continuing
from sahay.flow.delivering import Delivering, SqlLedger
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox
from sahay.flow.linking import Linking
from sahay.flow.outbox import Outbox
from sahay.flow.periodic import Periodic
from sahay.flow.relay import PostgresRelay
from sahay.flow.settling import Settling
from sahay.flow.texts import Texts
from sahay.flow.turn import Turns
from sahay.flow.worker import KeyedWorker
from sahay.forwarding.chatwoot.opening import OpenChatwoot
from sahay.forwarding.chatwoot.witness import ChatwootWitness
from sahay.http.channels import Doors, OpenChannels
from sahay.http.continuing import record_continuation, record_link
from sahay.http.links import Links
from sahay.http.rates import Rates
from sahay.http.sse import encode_event
from sahay.http.tokens import Tokens
from sahay.mail.opening import open_sender
from sahay.mail.sql import SqlOutbox
from sahay.shop.backend import Backend
from sahay.shop.catalogue.file import CatalogueFile
from sahay.shop.faq.sql import SqlFaq
from sahay.shop.identity.login import Logins
from sahay.shop.identity.phone import Recognition
from sahay.shop.identity.sql import SqlIdentities
from sahay.shop.identity.tokens import TokenReader
from sahay.shop.opening import open_backend
from sahay.shop.operations.opening import OpenChanges
from sahay.shop.tickets import Tickets
from sahay.store.database import Database, open_database
from sahay.store.sql import SqlStore
from sahay.store.watched import WatchedStore

# How long a change of the products may take to reach the engine.
CATALOGUE_SECONDS = 60.0
# How often changes are looked for of which no reply told the customer.
SETTLING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    clock: Clock
    database: Database
    store: SqlStore
    hub: Hub
    texts: Texts
    engine: EngineClient
    backend: Backend
    inbox: Inbox
    channels: OpenChannels
    continuing: Continuing
    desk: Desk
    routing: Routing
    care: Care
    console: Console
    accounts: Accounts
    audit: Audit
    people: People
    keeping: Keeping
    api_tokens: ApiTokens
    webhooks: OpenWebhooks
    chatwoot: OpenChatwoot | None
    tokens: Tokens
    logins: Logins
    tickets: Tickets
    teaching: Teaching
    widget: WidgetSettings
    rates: Rates
    turn_worker: KeyedWorker
    outbox_worker: KeyedWorker
    mail_worker: KeyedWorker
    catalogue_writer: Periodic
    settling: Periodic
    relay: PostgresRelay | None

    async def start(self) -> None:
        """Take up whatever an earlier process left unfinished."""
        if self.database.is_sqlite:
            # One app works on a SQLite file: whoever held these rights is gone.
            async with self.store.transaction() as tx:
                await tx.release_all()
        if self.relay:
            self.relay.start()
        self.turn_worker.start()
        self.outbox_worker.start()
        self.channels.start()
        self.mail_worker.start()
        self.webhooks.start()
        if self.chatwoot:
            self.chatwoot.start()
        self.catalogue_writer.start()
        self.settling.start()
        self.keeping.daily.start()
        self.routing.dispatcher.start()
        self.care.start()
        self.console.start()

    async def stop(self) -> None:
        await self.console.stop()
        await self.care.stop()
        await self.routing.dispatcher.stop()
        await self.channels.stop()
        await self.turn_worker.stop()
        await self.outbox_worker.stop()
        await self.channels.close()
        await self.mail_worker.stop()
        await self.webhooks.stop()
        if self.chatwoot:
            await self.chatwoot.stop()
        await self.catalogue_writer.stop()
        await self.settling.stop()
        await self.keeping.daily.stop()
        if self.relay:
            await self.relay.stop()
        await self.engine.close()
        await self.backend.close()
        await self.database.close()


def build_services(settings: Settings, clock: Clock | None = None) -> Services:
    """Wire everything; nothing is opened or started yet. Must be called where an event loop will run."""
    clock = clock or SystemClock()
    database = open_database(settings.database_url)
    accounts, audit = Accounts(database, clock), Audit(database, clock)
    witnesses = Witnesses.open(settings, audit, clock)
    forwarding = (ChatwootWitness(),) if settings.chatwoot else ()
    store = WatchedStore(database, Announcer(), *witnesses.all, *forwarding)
    hub = Hub()
    texts = Texts.load(ROOT / "data" / "responses", settings.languages.default)
    files = Files(store, settings.var / FOLDER, clock)
    doors = Doors.open(settings, files, texts, clock)
    delivering = Delivering({WebChannel.name: WebChannel(hub), **doors.channels}, clock, SqlLedger(database, clock))
    outbox = Outbox(store, delivering, clock)
    outbox_worker = KeyedWorker("outbox", outbox.drain, outbox.pending)
    engine = _engine(settings, clock)
    backend = open_backend(settings, database, clock=clock)
    identities = SqlIdentities.from_settings(settings, database)
    recognition = Recognition(backend.accounts, identities, clock)
    mails = SqlOutbox.from_settings(settings, database, clock)
    mail = open_sender(settings, mails, clock)
    changes = OpenChanges.open(settings, database, backend, mails, clock)
    settling = Settling(store, changes.settler, texts, hub, clock, outbox_worker.wake)
    routing = Routing.open(settings, store, texts, hub, clock, outbox_worker.wake)
    care = Care.open(settings, store, witnesses, routing.mover, routing.recall, mails, hub, clock)
    turns = Turns(
        store,
        engine,
        texts,
        hub,
        clock,
        routing.mover,
        routing.rules,
        RetryPolicy(settings.engine.attempts, settings.engine.retry_seconds),
        settings.engine.patience_seconds - settings.engine.timeout_seconds,
        settings.languages.tags,
        changes.settler,
    )
    turns.readers.append(care.left_contact.read)
    turn_worker = KeyedWorker("turns", turns.drain, turns.pending)
    faq = SqlFaq.from_settings(settings, database)
    console = Console.open(store, accounts, audit, backend, identities, hub, clock, faq, encode_event, settings)
    care.show_in(console.views)
    inbox = Inbox(
        store,
        texts,
        hub,
        clock,
        settings.languages.tags,
        partial(_wake, (turn_worker, outbox_worker)),
        recognition.recognise,
        routing.recall,
        care.taps,
        [care.left_contact.read, Linking(clock, partial(record_link, audit)).read],
    )
    record = partial(record_continuation, audit)
    links = Links(doors.health)
    continuing = Continuing(store, routing.mover, clock, settings.shop.name, identities, record, texts, links)
    routing.mover.offers = continuing.buttons
    care.taps.add(continuing.taps)
    desk = Desk(store, texts, clock, routing.mover, routing.recall, routing.rules, turn_worker.wake)
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        store=store,
        hub=hub,
        texts=texts,
        engine=engine,
        backend=backend,
        inbox=inbox,
        channels=OpenChannels.open(doors, settings, store, inbox, texts, files, hub, clock, outbox_worker, continuing),
        continuing=continuing,
        desk=desk,
        routing=routing,
        care=care,
        console=console,
        accounts=accounts,
        audit=audit,
        people=People.open(settings, database, accounts, audit, mails, clock),
        keeping=Keeping.open(settings, database, audit, hub, clock),
        api_tokens=ApiTokens(database, accounts, audit, clock),
        webhooks=OpenWebhooks.open(settings, database, audit, clock),
        chatwoot=OpenChatwoot.open(settings, database, store, desk, clock),
        tokens=Tokens(settings.session_key, clock),
        logins=Logins(_token_reader(settings), backend.accounts, identities),
        tickets=changes.tickets,
        teaching=Teaching.from_settings(settings, database, store, clock),
        widget=WidgetSettings(settings, texts, database, audit, clock),
        rates=Rates(),
        turn_worker=turn_worker,
        outbox_worker=outbox_worker,
        mail_worker=KeyedWorker("mail", mail.drain, mail.pending),
        settling=Periodic("settling", settling.work, seconds=SETTLING_SECONDS),
        catalogue_writer=_catalogue_writer(settings, database),
        relay=None if database.is_sqlite else PostgresRelay(database.engine.url, hub),
    )


def _wake(workers: Iterable[KeyedWorker], conversation_id: str) -> None:
    """A customer's message may be a turn for the bot, or bring about lines of the app itself, which go out at once."""
    for worker in workers:
        worker.wake(conversation_id)


def _token_reader(settings: Settings) -> TokenReader | None:
    secret = settings.identity_secret or settings.demo_secret
    return TokenReader(secret) if secret else None


def _catalogue_writer(settings: Settings, database: Database) -> Periodic:
    file = CatalogueFile(open_backend(settings, database).catalogue, settings.var)
    return Periodic("catalogue", file.refresh, seconds=CATALOGUE_SECONDS)


def _engine(settings: Settings, clock: Clock) -> EngineClient:
    breaker = CircuitBreaker(clock, settings.engine.breaker_failures, settings.engine.breaker_reset_seconds)
    url = f"http://127.0.0.1:{settings.engine_port}"
    return EngineClient(url, settings.engine_token, settings.engine.timeout_seconds, breaker)
