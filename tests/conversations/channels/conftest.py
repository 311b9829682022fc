"""The app with every channel open, beside the engine and the actions that the scripts have."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import insert

from sahay.config import load_settings
from sahay.desk.accounts import Accounts
from sahay.domain.clock import SystemClock
from sahay.flow.periodic import Periodic
from sahay.flow.worker import KeyedWorker
from sahay.http.services import Services, build_services
from sahay.shop import tables
from sahay.shop.orders import Customer as Account
from sahay.shop.orders import Order
from sahay.shop.sql.rows import customer_row, insert_orders
from tests.conversations.bot import Bot
from tests.conversations.channels.agent import Agent
from tests.conversations.channels.email import EmailCustomer
from tests.conversations.channels.providers import Providers, providers
from tests.conversations.channels.sms import SmsCustomer
from tests.conversations.channels.story import PROOFS, Customer, story
from tests.conversations.channels.telegram import TelegramCustomer
from tests.conversations.channels.web import WebCustomer
from tests.conversations.channels.whatsapp import WhatsAppCustomer
from tests.conversations.own_orders import order
from tests.conversations.own_shop import HOME
from tests.integration.http.conftest import listening
from tests.integration.http.whatsapp import SECRETS, plain

ASHA, PASSWORD = "asha@example.com", "correct horse battery"
NEVER_SECONDS = 3600.0


@dataclass(frozen=True)
class Places:
    """Where somebody can write: the providers, and the app itself. `client` makes one of the app's own."""

    providers: Providers
    client: Callable[[], httpx.AsyncClient]


def _web(at: Places, _: Account) -> Customer:
    return WebCustomer(at.client())


def _telegram(at: Places, _: Account) -> Customer:
    return TelegramCustomer(at.providers.telegram)


def _whatsapp(at: Places, account: Account) -> Customer:
    return WhatsAppCustomer(at.providers.graph, at.client(), SECRETS["SAHAY_WHATSAPP_APP_SECRET"], account.phone)


def _sms(at: Places, account: Account) -> Customer:
    return SmsCustomer(at.providers.twilio, at.client(), account.phone)


def _email(at: Places, account: Account) -> Customer | None:
    mail = at.providers.mail
    return EmailCustomer(mail.dovecot, mail.post, account.email) if mail else None


CUSTOMERS: Mapping[str, Callable[[Places, Account], Customer | None]] = {
    "web": _web,
    "telegram": _telegram,
    "whatsapp": _whatsapp,
    "sms": _sms,
    "email": _email,
}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stories(
    bot: Bot, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, "asyncio.Task[None]"]]:
    """The story in each channel that there is here. All begin at once, so that a test only waits for its own."""
    orders = await _orders(bot)
    async with AsyncExitStack() as stack:
        who_is_between = await stack.enter_async_context(providers())
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("SANIC_TOUCHUP", "False")  # see `served`
        services = await _services(bot, who_is_between.environ(tmp_path_factory.mktemp("channels")))
        app = await stack.enter_async_context(listening(services))
        clients = [httpx.AsyncClient(base_url=app.url, transport=plain(), timeout=30) for _ in range(4)]
        for client in clients:
            stack.push_async_callback(client.aclose)
        agent, at = Agent(clients.pop()), Places(who_is_between, clients.pop)
        await agent.signs_in(ASHA, PASSWORD)
        customers = {channel: CUSTOMERS[channel](at, orders[channel].customer) for channel in PROOFS}
        tasks = {
            channel: asyncio.create_task(story(customer, agent, orders[channel]))
            for channel, customer in customers.items()
            if customer
        }
        yield tasks
        await asyncio.gather(*tasks.values(), return_exceptions=True)


async def _orders(bot: Bot) -> Mapping[str, Order]:
    """One on its way for the customer of each channel."""
    now = SystemClock().now()
    accounts = [
        Account(f"{channel}-customer", "Meera Shah", f"meera.{channel}@example.com", f"+91981290{place:04}", HOME)
        for place, channel in enumerate(PROOFS)
    ]
    made = [
        order("shipped", str(71011 + place), account, now - timedelta(minutes=1))
        for place, account in enumerate(accounts)
    ]
    async with bot.database.write() as connection:
        await connection.execute(insert(tables.customer), [customer_row(account) for account in accounts])
        await insert_orders(connection, made)
    return dict(zip(PROOFS, made, strict=True))


async def _services(bot: Bot, environ: Mapping[str, str]) -> Services:
    """With an agent, and without what would take the scripts' mails away and end what they leave open."""
    ports = {"ENGINE_PORT": str(bot.settings.engine_port), "ACTIONS_PORT": str(bot.settings.actions_port)}
    settings = load_settings(environ={**environ, **ports, "SAHAY_VAR": str(bot.settings.var)})
    await Accounts(bot.database, SystemClock()).add("Asha", ASHA, PASSWORD)

    async def nothing(*_: object) -> tuple[()]:
        return ()

    idle, never = KeyedWorker("mail", nothing, nothing), Periodic("settling", nothing, seconds=NEVER_SECONDS)
    return replace(build_services(settings), mail_worker=idle, settling=never)
