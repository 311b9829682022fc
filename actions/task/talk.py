"""The message, the state and the shop, as a task and its questions see them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_currency
from rasa_sdk.events import EventType, SlotSet

from actions.services import Services
from actions.task.state import State
from actions.turn import Button, Turn
from sahay.language.tag import locale
from sahay.shop.accounts import Account
from sahay.shop.identity import Identity
from sahay.shop.operations import Asker, Outcome, Write
from sahay.shop.orders import Address, Order, OrderView
from sahay.shop.refusal import Refusal

PAISE_IN_A_RUPEE = 100


class Talk:
    """Lives for one action call. `events` are added to what the action gives back."""

    def __init__(self, turn: Turn, state: State, services: Services) -> None:
        self.turn = turn
        self.state = state
        self.services = services
        self.events: list[EventType] = []
        self.has_changed = False  # a change was made, or may have been
        self._order: Order | None = None
        self._account: Account | None = None

    @property
    def now(self) -> datetime:
        return self.services.clock.now()

    @property
    def today(self) -> date:
        """The shop's date."""
        return self.now.astimezone(self.services.settings.shop.timezone).date()

    def local(self, moment: datetime) -> datetime:
        """The same moment by the clock at the shop."""
        return moment.astimezone(self.services.settings.shop.timezone)

    @property
    def details(self) -> dict[str, Any]:
        return self.state.details

    def say(self, key: str, values: Mapping[str, str] | None = None, buttons: Sequence[Button] = ()) -> None:
        self.turn.say(key, values, buttons)

    async def order(self) -> OrderView:
        """The order of the task, proved to be the customer's. Raises LookupError before it is, or when it is gone."""
        if self._order is None:
            if "proof" not in self.details:
                raise LookupError("the order is not proved")
            self._order = await self.services.backend.orders.find(self.details["order"])
        if self._order is None:
            raise LookupError("the order is gone")
        return self._order.view

    async def order_email(self) -> str:
        """The e-mail address behind the order of the task: the only one to which anything of it is sent."""
        await self.order()
        return self._order.customer.email if self._order else ""

    def told(self, order: OrderView) -> None:
        """The order is the one that is spoken of from now on."""
        self.events.append(SlotSet("known_order", order.number))

    def knows(self, order: Order) -> None:
        """What was just looked up need not be looked up again."""
        self._order = order

    async def identity(self) -> Identity | None:
        """Who the customer has shown to be, by login, phone or code; None for who has not."""
        return await self.services.identities.of(self.turn.conversation_id, self.now)

    async def account(self) -> Account | None:
        """The account of the customer who has shown to be one."""
        if self._account is None and (identity := await self.identity()):
            self._account = await self.services.backend.accounts.get(identity.account_id)
        return self._account

    async def run(self, write: Write) -> Outcome:
        """Have a change done, once. Raises `sahay.shop.backend.Unavailable` when nothing was changed."""
        outcome = await self.services.operations.run(write, await self.asker())
        self.has_changed = self.has_changed or not isinstance(outcome, Refusal)
        return outcome

    async def asker(self) -> Asker:
        identity = await self.identity()
        account = identity.account_id if identity else None
        return Asker(self.turn.conversation_id, self.turn.message_id, self.turn.language, account)

    def title(self, name: str) -> str:
        """The title `title_<name>` of data/responses, in the customer's language."""
        return self.services.titles.get(name, self.turn.language) or name

    def items(self, order: OrderView) -> str:
        """What is in an order: "2 × Copper bottle, 1 × Kurta"."""
        return ", ".join(f"{item.quantity} × {item.name}" for item in order.items)

    def address(self, address: Address) -> str:
        return f"{address.line}, {address.city} {address.pin}"

    def money(self, paise: int) -> str:
        """As it is written in the customer's language."""
        currency = self.services.settings.shop.currency
        return format_currency(Decimal(paise) / PAISE_IN_A_RUPEE, currency, locale=self._locale)

    def day(self, day: date | datetime, pattern: str = "EEEE, d MMMM") -> str:
        """A date in the customer's language; of a moment, the date at the shop."""
        if isinstance(day, datetime):
            day = day.astimezone(self.services.settings.shop.timezone).date()
        return format_date(day, pattern, locale=self._locale)

    def time(self, moment: datetime) -> str:
        """The time of day at the shop."""
        return format_time(moment, "short", tzinfo=self.services.settings.shop.timezone, locale=self._locale)

    @property
    def _locale(self) -> str:
        return locale(self.turn.language, self.services.settings.shop.country)
