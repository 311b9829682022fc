"""Everything about webhooks, wired."""

from dataclasses import dataclass
from datetime import timedelta

from sahay.config import Settings
from sahay.desk.audit import Audit
from sahay.desk.webhooks.delivering import Deliveries
from sahay.desk.webhooks.registry import Webhooks
from sahay.desk.webhooks.sender import Sender
from sahay.domain.clock import Clock
from sahay.flow.periodic import Periodic
from sahay.flow.worker import KeyedWorker
from sahay.store.database import Database

TIDY_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class OpenWebhooks:
    registry: Webhooks
    deliveries: Deliveries
    worker: KeyedWorker
    tidying: Periodic

    @classmethod
    def open(cls, settings: Settings, database: Database, audit: Audit, clock: Clock) -> "OpenWebhooks":
        wanted, key = settings.webhooks, settings.session_key
        sender = Sender(wanted.allowed_networks, wanted.timeout_seconds)
        deliveries = Deliveries(database, sender, key, timedelta(days=wanted.keep_days), clock)
        return cls(
            registry=Webhooks(database, audit, key, wanted.allowed_networks, clock),
            deliveries=deliveries,
            worker=KeyedWorker("webhooks", deliveries.drain, deliveries.pending),
            tidying=Periodic("webhooks", deliveries.tidy, seconds=TIDY_SECONDS),
        )

    def start(self) -> None:
        self.worker.start()
        self.tidying.start()

    async def stop(self) -> None:
        await self.worker.stop()
        await self.tidying.stop()
        await self.deliveries.close()
