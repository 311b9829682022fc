"""Everything about Chatwoot, wired."""

from dataclasses import dataclass
from functools import partial

import httpx

from sahay.config import Settings
from sahay.config.forwarding import ChatwootSecrets
from sahay.desk.service import Desk
from sahay.domain.clock import Clock
from sahay.flow.periodic import Periodic
from sahay.flow.worker import KeyedWorker
from sahay.forwarding.chatwoot.agent import be_there
from sahay.forwarding.chatwoot.arrivals import Arrivals
from sahay.forwarding.chatwoot.client import ChatwootClient
from sahay.forwarding.chatwoot.forwarder import Forwarder
from sahay.store.base import Store
from sahay.store.database import Database

# Well within what an open console may be silent before its agent counts as away.
PRESENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class OpenChatwoot:
    secrets: ChatwootSecrets
    arrivals: Arrivals
    forwarder: Forwarder
    worker: KeyedWorker
    presence: Periodic

    @classmethod
    def open(
        cls,
        settings: Settings,
        database: Database,
        store: Store,
        desk: Desk,
        clock: Clock,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> "OpenChatwoot | None":
        """None where conversations go to our own console."""
        if settings.chatwoot is None:
            return None
        client = ChatwootClient(settings.forwarding, settings.chatwoot, transport)
        forwarder = Forwarder(store, database, client, clock)
        worker = KeyedWorker("chatwoot", forwarder.drain, forwarder.pending)
        return cls(
            secrets=settings.chatwoot,
            arrivals=Arrivals(desk, store, database, clock, worker.wake),
            forwarder=forwarder,
            worker=worker,
            presence=Periodic("chatwoot", partial(be_there, database, clock), seconds=PRESENCE_SECONDS),
        )

    def start(self) -> None:
        self.worker.start()
        self.presence.start()

    async def stop(self) -> None:
        await self.worker.stop()
        await self.presence.stop()
        await self.forwarder.close()
