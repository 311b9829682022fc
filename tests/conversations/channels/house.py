"""The app and its desk, beside an engine and actions that run already, with a customer for each channel."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import insert

from sahay.config import load_settings
from sahay.desk.accounts import Accounts
from sahay.domain.clock import SystemClock
from sahay.flow.periodic import Periodic
from sahay.flow.worker import KeyedWorker
from sahay.http.services import Services, build_services
from sahay.shop import tables
from sahay.shop.orders import Customer, Order
from sahay.shop.sql.rows import customer_row, insert_orders
from tests.conversations.bot import Bot
from tests.conversations.channels.agent import Agent
from tests.conversations.channels.story import PROOFS
from tests.conversations.own_orders import order
from tests.conversations.own_shop import HOME
from tests.integration.http.conftest import listening
from tests.integration.http.whatsapp import plain

ASHA, PASSWORD = "asha@example.com", "correct horse battery"
NEVER_SECONDS = 3600.0
# Nobody else's (`own_shop`).
PHONES, NUMBERS = "+91981290", 71011


@dataclass(frozen=True)
class House:
    """`orders` are on their way, one in each channel; `client` makes a new one of the app's."""

    agent: Agent
    orders: Mapping[str, Order]
    client: Callable[[], httpx.AsyncClient]


@asynccontextmanager
async def house(bot: Bot, environ: Mapping[str, str]) -> AsyncIterator[House]:
    """The app is told `environ`; somebody has signed in at the desk."""
    orders = await _orders(bot)
    async with AsyncExitStack() as stack:
        stack.enter_context(pytest.MonkeyPatch.context()).setenv("SANIC_TOUCHUP", "False")  # see `served`
        app = await stack.enter_async_context(listening(await _services(bot, environ)))

        def client() -> httpx.AsyncClient:
            made = httpx.AsyncClient(base_url=app.url, transport=plain(), timeout=30)
            stack.push_async_callback(made.aclose)
            return made

        agent = Agent(client())
        await agent.signs_in(ASHA, PASSWORD)
        yield House(agent, orders, client)


async def _orders(bot: Bot) -> Mapping[str, Order]:
    now = SystemClock().now()
    accounts = [
        Customer(f"{channel}-customer", "Meera Shah", f"meera.{channel}@example.com", f"{PHONES}{place:04}", HOME)
        for place, channel in enumerate(PROOFS)
    ]
    made = [
        order("shipped", str(NUMBERS + place), account, now - timedelta(minutes=1))
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
