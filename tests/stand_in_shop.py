"""A shop for tests of what is around it: it makes every change, once for each key, and does what a test tells it to.

`Effects` are what it has done; `trouble` is called around each effect, and may hang, raise, or end the process.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sahay.shop.accounts import Account
from sahay.shop.backend import Capability, Health
from sahay.shop.invoices import Document
from sahay.shop.operations import Kind, Write
from sahay.shop.orders import Address, Customer, Item, Order, OrderState, OrderView, Refund, RefundState
from sahay.shop.refusal import Refusal
from sahay.shop.returns import PickupSlot, Return, ReturnKind, ReturnLine, ReturnReason, ReturnState
from sahay.shop.reviews import Review

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
HOME = Address("12 MG Road", "Ahmedabad", "Gujarat", "380001")
WORK = Address("4 Ring Road", "Surat", "Gujarat", "395002")
CUSTOMER = Customer("c-1", "Meera Shah", "meera@example.com", "+919825012345", HOME)
ITEMS = (Item("K1", "Kurta", 2, 80000, 5), Item("S1", "Saree", 1, 150000, 5))
VIEW = OrderView("10234", "Meera Shah", OrderState.CONFIRMED, NOW, date(2026, 11, 25), HOME, ITEMS, 0, 0, 310000, ())
REFUND = Refund("r-1", "p-1", RefundState.PENDING, 310000, NOW, date(2026, 11, 30))
SLOT = PickupSlot("s-1", NOW, NOW)
RETURN = Return(
    "R-1",
    "10234",
    ReturnKind.REFUND,
    ReturnState.REQUESTED,
    (ReturnLine("K1", 1),),
    ReturnReason.DAMAGED,
    SLOT,
    NOW,
)
ACCOUNT = Account("c-1", "Meera Shah", "meera@example.com", "+919825012345", addresses=(HOME,))
REVIEW = Review("v-1", "K1", 5, "Good", NOW)
LINK = "https://shop.example/password/secret"

HOME_JSON = {"line": "12 MG Road", "city": "Ahmedabad", "region": "Gujarat", "pin": "380001"}
WORK_JSON = {"line": "4 Ring Road", "city": "Surat", "region": "Gujarat", "pin": "395002"}
NUMBER = {"order_number": "10234"}

# A write of each kind.
WRITES: dict[Kind, Write] = {
    kind: Write(kind, "order 10234", arguments)
    for kind, arguments in {
        Kind.CANCEL_ORDER: NUMBER | {"fee": 4900, "reason": "changed_mind"},
        Kind.REINSTATE_ORDER: NUMBER | {"fee": 4900, "reason": "changed_mind"},
        Kind.CHANGE_ITEMS: NUMBER | {"lines": [{"sku": "K1", "quantity": 1}, {"sku": "B1", "quantity": 3}]},
        Kind.CHANGE_ADDRESS: NUMBER | {"address": WORK_JSON},
        Kind.REQUEST_REFUND: NUMBER | {"payment_id": "p-1", "amount": 310000, "reason": "taken_twice"},
        Kind.REQUEST_RETURN: NUMBER
        | {"kind": "refund", "lines": [{"sku": "K1", "quantity": 1}], "reason": "damaged", "slot_id": "s-1"},
        Kind.WITHDRAW_RETURN: {"return_number": "R-1"},
        Kind.SEND_INVOICE: NUMBER | {"email": "meera@example.com"},
        Kind.CREATE_ACCOUNT: {"name": "Meera Shah", "email": "meera@example.com", "phone": "+919825012345"},
        Kind.EDIT_ACCOUNT: {"account_id": "c-1", "changes": {"name": "Meera S. Shah"}},
        Kind.ADD_ADDRESS: {"account_id": "c-1", "address": WORK_JSON},
        Kind.SEND_PASSWORD_LINK: {"account_id": "c-1"},
        Kind.SET_NEWSLETTER: {"email": "meera@example.com", "on": True},
        Kind.ADD_REVIEW: {"sku": "K1", "account_id": "c-1", "stars": 5, "text": "Good"},
        Kind.OPEN_TICKET: {"kind": "complaint", "priority": "high", "text": "The box came open."},
    }.items()
}

Trouble = Callable[[str], Awaitable[None]]


class Effects(Protocol):
    """What the shop has done, by key."""

    def add(self, key: str, name: str) -> bool:
        """Keep that it was done; False when it was done before with this key."""


@dataclass
class Remembered:
    """Effects in memory. `done` counts them by the name of the call, `keys` are in order."""

    keys: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def add(self, key: str, name: str) -> bool:
        if key in self.keys:
            return False
        self.keys.append(key)
        self.done[name] += 1
        return True


async def no_trouble(moment: str) -> None:
    """`moment` is "before" or "after" the effect."""


class StandInShop:
    """See `sahay.shop.backend.Backend`. `answers` replace what a call answers; `asked` are the calls that came."""

    capabilities = frozenset(Capability)

    def __init__(self, effects: Effects | None = None, trouble: Trouble = no_trouble) -> None:
        self.effects = effects or Remembered()
        self.trouble = trouble
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []
        self.newsletter_on = False
        self.orders = self.catalogue = self.delivery = self.shipments = self.payments = self
        self.refunds = self.returns = self.invoices = self.accounts = self.subscriptions = self.loyalty = self
        self.reviews = _Reviews(self)

    async def do(self, name: str, key: str, answer: Any) -> Any:
        self.asked.append(name)
        await self.trouble("before")
        answer = self.answers.get(name, answer)
        if not isinstance(answer, Refusal):
            self.effects.add(key, name)
        await self.trouble("after")
        return answer

    async def find(self, number: str) -> Order | None:
        return Order(CUSTOMER, VIEW) if number == VIEW.number else None

    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> Any:
        return await self.do("cancel", key, replace(VIEW, state=OrderState.CANCELLED, refunds=(REFUND,)))

    async def reinstate(self, number: str, *, key: str, now: datetime) -> Any:
        return await self.do("reinstate", key, VIEW)

    async def change_items(self, number: str, lines: Sequence[Any], *, key: str, now: datetime) -> Any:
        return await self.do("change_items", key, replace(VIEW, total=230000))

    async def change_address(self, number: str, address: Address, *, key: str, now: datetime) -> Any:
        return await self.do("change_address", key, replace(VIEW, address=address))

    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Any:
        return await self.do("withdraw", key, replace(RETURN, state=ReturnState.WITHDRAWN))

    async def request(self, *wanted: Any, key: str, now: datetime) -> Any:
        """Of refunds and of returns."""
        return await self.do("request", key, RETURN if len(wanted) == 1 else REFUND)

    async def document(self, order_number: str) -> Document | None:
        return Document("invoice.pdf", "application/pdf", b"%PDF")

    async def get(self, account_id: str) -> Account | None:
        return ACCOUNT

    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Any:
        return await self.do("create", key, ACCOUNT)

    async def edit(self, account_id: str, changes: Any, *, key: str, now: datetime) -> Any:
        return await self.do("edit", key, ACCOUNT)

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Any:
        return await self.do("add_address", key, ACCOUNT)

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> Any:
        return await self.do("password_link", key, LINK)

    async def newsletter(self, email: str) -> bool:
        return self.newsletter_on

    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> Any:
        return await self.do("set_newsletter", key, on)

    async def health(self) -> Health:
        return Health(ok=True)

    async def close(self) -> None:
        pass


@dataclass
class _Reviews:
    shop: StandInShop

    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Any:
        return await self.shop.do("review", key, REVIEW)
