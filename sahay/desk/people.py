"""Everything by which people get into the desk, built from the settings."""

from dataclasses import dataclass
from datetime import timedelta

from sahay.config import ROOT, Settings
from sahay.desk.accounts import Accounts
from sahay.desk.audit import Audit
from sahay.desk.invitations import Invitations
from sahay.desk.letters import Letters
from sahay.desk.login import Login
from sahay.desk.pictures import Pictures
from sahay.desk.second_factor import SecondFactors
from sahay.desk.security import Security
from sahay.desk.sessions import Sessions
from sahay.domain.clock import Clock
from sahay.mail import Outbox
from sahay.mail.texts import MailTexts
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class People:
    sessions: Sessions
    login: Login
    security: Security
    invitations: Invitations
    letters: Letters
    pictures: Pictures

    @classmethod
    def open(
        cls,
        settings: Settings,
        database: Database,
        accounts: Accounts,
        audit: Audit,
        mails: Outbox,
        clock: Clock,
    ) -> "People":
        """Raises MailTextsError."""
        texts = MailTexts.load(ROOT / "data" / "responses", settings.languages.default)
        sessions = Sessions(database, clock)
        factors = SecondFactors(settings.session_key, settings.shop.name, clock)
        login = Login(database, clock, sessions, factors, audit)
        about = (settings.shop.name,)
        required = settings.people.second_factor
        life = timedelta(days=settings.people.invitation_days)
        return cls(
            sessions,
            login,
            Security(database, accounts, sessions, login, factors, audit, required, about),
            Invitations(database, clock, accounts, sessions, audit, life, about),
            Letters(mails, texts, settings.languages.default, settings.shop.name),
            Pictures(database),
        )
