"""How long and for whom data is kept, built from the settings."""

from dataclasses import dataclass

from sahay.config import Settings
from sahay.desk.audit import Audit
from sahay.desk.files import FOLDER, Files
from sahay.desk.privacy import Privacy
from sahay.desk.retention import SECONDS, Retention
from sahay.desk.trackers import Trackers
from sahay.domain.clock import Clock
from sahay.flow.hub import Hub
from sahay.flow.periodic import Periodic
from sahay.mail.folder import FolderTransport
from sahay.mail.opening import FOLDER as LETTERS
from sahay.mail.sql import SqlOutbox
from sahay.store.database import Database
from sahay.store.sql import SqlStore


@dataclass(frozen=True, slots=True)
class Keeping:
    """`daily` has retention do its work."""

    privacy: Privacy
    retention: Retention
    daily: Periodic

    @classmethod
    def open(cls, settings: Settings, database: Database, audit: Audit, hub: Hub, clock: Clock) -> "Keeping":
        files = Files(SqlStore(database), settings.var / FOLDER, clock)
        trackers = Trackers(settings.engine_database_url)
        mails = SqlOutbox.from_settings(settings, database, clock)
        retention = Retention(database, settings.retention, trackers, files, audit, clock)
        letters = FolderTransport(settings.var / LETTERS)
        privacy = Privacy(database, trackers, files, mails, letters, audit, hub, clock)
        return cls(privacy, retention, Periodic("retention", retention.work, seconds=SECONDS))
