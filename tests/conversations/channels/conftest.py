"""A customer in each channel, beside the engine and the actions that the scripts have."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import pytest_asyncio

from sahay.shop.orders import Customer as Account
from tests.conversations.bot import Bot
from tests.conversations.channels.email import EmailCustomer
from tests.conversations.channels.house import House, house
from tests.conversations.channels.providers import Providers, providers
from tests.conversations.channels.sms import SmsCustomer
from tests.conversations.channels.story import Customer, story
from tests.conversations.channels.telegram import TelegramCustomer
from tests.conversations.channels.web import WebCustomer
from tests.conversations.channels.whatsapp import WhatsAppCustomer
from tests.integration.http.whatsapp import SECRETS


def _web(_: Providers, at: House, account: Account) -> Customer:
    return WebCustomer(at.client())


def _telegram(by: Providers, at: House, account: Account) -> Customer:
    return TelegramCustomer(by.telegram)


def _whatsapp(by: Providers, at: House, account: Account) -> Customer:
    return WhatsAppCustomer(by.graph, at.client(), SECRETS["SAHAY_WHATSAPP_APP_SECRET"], account.phone)


def _sms(by: Providers, at: House, account: Account) -> Customer:
    return SmsCustomer(by.twilio, at.client(), account.phone)


def _email(by: Providers, at: House, account: Account) -> Customer | None:
    return EmailCustomer(by.mail.dovecot, by.mail.post, account.email) if by.mail else None


CUSTOMERS: Mapping[str, Callable[[Providers, House, Account], Customer | None]] = {
    "web": _web,
    "telegram": _telegram,
    "whatsapp": _whatsapp,
    "sms": _sms,
    "email": _email,
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")  # the scripts go on without the app
async def stories(
    bot: Bot, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, "asyncio.Task[None]"]]:
    """The story in each channel that there is here. All begin at once, so that a test only waits for its own."""
    async with providers() as by, house(bot, by.environ(tmp_path_factory.mktemp("channels"))) as at:
        customers = {channel: make(by, at, at.orders[channel].customer) for channel, make in CUSTOMERS.items()}
        tasks = {
            channel: asyncio.create_task(story(customer, at.agent, at.orders[channel]))
            for channel, customer in customers.items()
            if customer
        }
        yield tasks
        await asyncio.gather(*tasks.values(), return_exceptions=True)
