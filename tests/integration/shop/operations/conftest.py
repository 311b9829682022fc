"""Changes with each ledger, against a shop that does what it is told to."""

import pytest

from sahay.mail.memory import MemoryOutbox
from sahay.mail.texts import MailTexts
from sahay.shop.operations import Asker
from sahay.shop.operations.memory import MemoryLedger
from sahay.shop.operations.running import Changes
from sahay.shop.operations.sql import SqlLedger
from sahay.shop.operations.writes import Means
from sahay.shop.tickets.memory import MemoryTickets
from sahay.store.memory import MemoryStore
from sahay.store.sql import SqlStore
from tests.fakes import ManualClock
from tests.integration.shop.databases import DATABASES
from tests.stand_in_shop import StandInShop

# Of which a change has 70 %: those who wait in these tests wait for so long.
ACTION_SECONDS = 0.5
TEXTS = MailTexts(
    {
        "en": {
            "mail_invoice_subject": "Invoice",
            "mail_invoice": "Of {order_number}, {shop}",
            "mail_password_link_subject": "Password",
            "mail_password_link": "Go to {link}, {shop}",
        }
    },
    "en",
)
ASHA = Asker("c1", "c1:2", "en", "c-1")


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def shop():
    return StandInShop()


@pytest.fixture
def mails(clock):
    return MemoryOutbox(clock)


@pytest.fixture
def tickets():
    return MemoryTickets(lambda _, now: now)


@pytest.fixture
def means(shop, tickets, mails):
    return Means(shop, tickets, mails, TEXTS, "Saral Store")


@pytest.fixture(params=["memory", *DATABASES])
async def kept(request, tmp_path):
    """A store of conversations, and the ledger that goes with it."""
    if request.param == "memory":
        yield MemoryStore(), MemoryLedger()
        return
    async with DATABASES[request.param](tmp_path) as opened:
        yield SqlStore(opened), SqlLedger(opened)


@pytest.fixture
def ledger(kept):
    return kept[1]


@pytest.fixture
def store(kept):
    return kept[0]


@pytest.fixture
def changes(ledger, means, clock):
    return Changes(ledger, means, clock, "a secret for tests", ACTION_SECONDS)


@pytest.fixture
def other_process(ledger, means, clock):
    return Changes(ledger, means, clock, "a secret for tests", ACTION_SECONDS)
