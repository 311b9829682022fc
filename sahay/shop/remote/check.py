"""Trying a shop that claims to keep to the contract: the questions that the bot asks, one after the other.

Nothing is changed, unless an order is named that may be cancelled and reinstated for the purpose.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from sahay.domain.clock import Clock
from sahay.shop.backend import BackendError, Capability
from sahay.shop.orders import Order
from sahay.shop.refusal import Refusal, Why
from sahay.shop.remote.backend import RemoteBackend
from sahay.shop.remote.calls import Calls
from sahay.shop.remote.gateway import Gateway, problem_of
from sahay.shop.remote.options import HttpOptions
from sahay.shop.remote.pace import Pace
from sahay.shop.remote.transport import Question, Transport, Trouble

# What a customer waits for without wondering.
SLOW_SECONDS: Final = 1.0
# Nothing in any shop is called so.
NOBODY: Final = "NO-SUCH-THING-0"


class Verdict(StrEnum):
    OK = "ok"
    SLOW = "SLOW"
    WRONG = "WRONG"
    LEFT_OUT = "-"


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of one check; `detail` says what is wrong, why it was left out, or what was found."""

    name: str
    verdict: Verdict
    detail: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What the shop really has, to look it up: an order's number, a PIN code, and an order that may be changed."""

    order: str | None = None
    pin: str | None = None
    change: str | None = None


class Wrong(Exception):
    """The message says what."""


class LeftOut(Exception):
    """The message says why."""


class Inspection:
    """One run of the checks on the shop at `options.url`; most is seen without repetitions, by a patient breaker."""

    def __init__(self, options: HttpOptions, token: str, sample: Sample, clock: Clock, pace: Pace) -> None:
        self._transport = Transport(options, token)
        self._stranger = Transport(options, f"{token}x")
        self._calls = Calls(Gateway(options, self._transport, clock, pace))
        self._shop = RemoteBackend(self._calls)
        self._options = options
        self._sample = sample
        self._clock = clock
        self._pace = pace
        self._order: Order | None = None

    async def close(self) -> None:
        await self._transport.close()
        await self._stranger.close()

    async def findings(self) -> AsyncIterator[Finding]:
        for name, check in self._checks():
            begun = self._pace.monotonic()
            try:
                detail = await check()
            except LeftOut as reason:
                yield Finding(name, Verdict.LEFT_OUT, str(reason))
                continue
            except (Wrong, BackendError, Trouble) as error:
                kind = "" if isinstance(error, Wrong) else f"{type(error).__name__}: "
                yield Finding(name, Verdict.WRONG, f"{kind}{error}")
                continue
            seconds = self._pace.monotonic() - begun
            yield Finding(name, Verdict.SLOW if seconds > SLOW_SECONDS else Verdict.OK, detail, seconds)

    def _checks(self) -> Sequence[tuple[str, Callable[[], Awaitable[str]]]]:
        return (
            ("health", self._health),
            ("a wrong token is refused", self._wrong_token),
            ("capabilities", self._capabilities),
            ("an order that does not exist", self._no_order),
            ("an account that does not exist", self._no_account),
            ("a product that does not exist", self._no_product),
            ("products", self._products),
            ("an order", self._an_order),
            ("its parcels", self._parcels),
            ("its payments", self._payments),
            ("its invoice", self._invoice),
            ("its returns", self._returns),
            ("its customer's account", self._account),
            ("its customer's orders", self._orders),
            ("its customer's points", self._points),
            ("the newsletter", self._newsletter),
            ("delivery options", self._delivery),
            ("pick-up slots", self._slots),
            ("a change without its key", self._keyless),
            ("cancelling twice with one key", self._cancel),
            ("reinstating twice with one key", self._reinstate),
        )

    async def _health(self) -> str:
        told = await self._calls.health()
        if not told.ok:
            raise Wrong(f"not well: {told.detail}")
        return told.detail

    async def _wrong_token(self) -> str:
        answer = await self._stranger.ask(Question("readOrder", "GET", ("orders", NOBODY)), self._seconds)
        if answer.status != HTTPStatus.UNAUTHORIZED:
            raise Wrong(f"status {answer.status} instead of 401")
        return ""

    async def _capabilities(self) -> str:
        told = await self._calls.learn()
        unknown = set(told.capabilities) - {each.value for each in Capability}
        if unknown:
            raise Wrong(f"unknown: {', '.join(sorted(unknown))}")
        return ", ".join(sorted(told.capabilities)) or "none: orders and products can be looked up"

    async def _no_order(self) -> str:
        return _nothing(await self._shop.orders.find(NOBODY))

    async def _no_account(self) -> str:
        return _nothing(await self._shop.accounts.get(NOBODY))

    async def _no_product(self) -> str:
        return _nothing(await self._shop.catalogue.product(NOBODY))

    async def _products(self) -> str:
        products = await self._shop.catalogue.products()
        if not products:
            raise Wrong("none")
        first = products[0].sku
        if await self._shop.catalogue.product(first) is None:
            raise Wrong(f"{first} is listed, but is not found by its SKU")
        return f"{len(products)}; a cart: {self._shop.catalogue.cart_url([(first, 1)])}"

    async def _an_order(self) -> str:
        if self._sample.order is None:
            raise LeftOut("name one with --order")
        self._order = await self._shop.orders.find(self._sample.order)
        if self._order is None:
            raise Wrong("not found")
        return self._order.view.state.value

    async def _parcels(self) -> str:
        told = await self._shop.shipments.of_order(self._known.view.number)
        missing = {each.id for each in self._known.view.shipments} - {each.id for each in told}
        if missing:
            raise Wrong(f"the order names more parcels: {', '.join(sorted(missing))}")
        return str(len(told))

    async def _payments(self) -> str:
        told = await self._shop.payments.of_order(self._known.view.number)
        missing = {each.id for each in self._known.view.payments} - {each.id for each in told}
        if missing:
            raise Wrong(f"the order names more payments: {', '.join(sorted(missing))}")
        return str(len(told))

    async def _invoice(self) -> str:
        self._need(Capability.INVOICE_DOCUMENT)
        document = await self._shop.invoices.document(self._known.view.number)
        return f"{document.name}, {document.media_type}" if document else "none yet"

    async def _returns(self) -> str:
        self._need(Capability.REQUEST_RETURN)
        return str(len(await self._shop.returns.of_order(self._known.view.number)))

    async def _account(self) -> str:
        customer = self._known.customer
        if await self._shop.accounts.get(customer.id) is None:
            raise Wrong("not found by the id that the order names")
        for contact in filter(None, (customer.email, customer.phone)):
            if customer.id not in {each.id for each in await self._shop.accounts.having(contact)}:
                raise Wrong("not found by the e-mail address or phone number that the order names")
        return ""

    async def _orders(self) -> str:
        told = await self._shop.orders.of_customer(self._known.customer.id, limit=100)
        if len(told) < 100 and self._known.view.number not in {each.number for each in told}:
            raise Wrong("the order is not among them")
        return str(len(told))

    async def _points(self) -> str:
        self._need(Capability.LOYALTY)
        points = await self._shop.loyalty.points(self._known.customer.id)
        return str(points.balance) if points else "takes no part"

    async def _newsletter(self) -> str:
        self._need(Capability.NEWSLETTER)
        return "gets it" if await self._shop.subscriptions.newsletter(self._known.customer.email) else "does not get it"

    async def _delivery(self) -> str:
        self._need(Capability.DELIVERY_OPTIONS)
        return ", ".join(each.name for each in await self._shop.delivery.options(self._pin)) or "no delivery there"

    async def _slots(self) -> str:
        self._need(Capability.REQUEST_RETURN)
        return str(len(await self._shop.returns.slots(self._pin, self._now)))

    async def _keyless(self) -> str:
        number = self._changeable(Capability.CANCEL_ORDER)
        question = Question("cancelOrder", "POST", ("orders", number, "cancel"), body=b'{"fee": 0}')
        answer = await self._transport.ask(question, self._seconds)
        if answer.status != HTTPStatus.BAD_REQUEST or problem_of(answer) is None:
            raise Wrong(f"status {answer.status} instead of 400 with problem details")
        return ""

    async def _cancel(self) -> str:
        number, key, now = self._changeable(Capability.CANCEL_ORDER), f"check:{uuid4()}", self._now
        first, again = [
            await self._shop.orders.cancel(number, fee=0, reason="check", key=key, now=now) for _ in range(2)
        ]
        return _same(first, again)

    async def _reinstate(self) -> str:
        number, key, now = self._changeable(Capability.REINSTATE_ORDER), f"check:{uuid4()}", self._now
        first, again = [await self._shop.orders.reinstate(number, key=key, now=now) for _ in range(2)]
        return _same(first, again)

    @property
    def _seconds(self) -> float:
        return self._options.timeout_seconds

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    @property
    def _known(self) -> Order:
        if self._order is None:
            raise LeftOut("no order is known")
        return self._order

    @property
    def _pin(self) -> str:
        pin = self._sample.pin or (self._order.view.address.pin if self._order else None)
        if pin is None:
            raise LeftOut("name a PIN code with --pin")
        return pin

    def _need(self, capability: Capability) -> None:
        if capability not in self._shop.capabilities:
            raise LeftOut("not among the capabilities")

    def _changeable(self, capability: Capability) -> str:
        self._need(capability)
        if self._sample.change is None:
            raise LeftOut("name an order that may be cancelled with --change")
        return self._sample.change


def _nothing(found: object) -> str:
    if found is not None:
        raise Wrong("found")
    return ""


def _same(first: object, again: object) -> str:
    if first != again:
        raise Wrong("the second answer to the same key is another one")
    if isinstance(first, Refusal):
        if first.why is Why.NOT_FOUND:
            raise Wrong("there is no such order")
        return f"refused both times: {first.why.value}"
    return "done once"
