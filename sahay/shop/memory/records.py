"""What a shop in memory has. A change is one step that awaits nothing, so that no other comes between."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sahay.shop.accounts import Account
from sahay.shop.catalogue import Product
from sahay.shop.loyalty import Points
from sahay.shop.orders import Customer, Item, Order
from sahay.shop.refusal import Refusal
from sahay.shop.returns import Return
from sahay.shop.reviews import Review
from sahay.shop.zones import Zone

T = TypeVar("T")

USUAL_GST_PERCENT = 18  # of a product of which nothing else is said


@dataclass(slots=True)
class Records:
    orders: dict[str, Order] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    points: Mapping[str, Points] = field(default_factory=dict)
    newsletter: set[str] = field(default_factory=set)
    zones: tuple[Zone, ...] = ()
    gst_percent: Mapping[str, int] = field(default_factory=dict)
    hsn: Mapping[str, str] = field(default_factory=dict)
    returns: dict[str, Return] = field(default_factory=dict)
    exchanges: dict[str, str | None] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)
    done: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        orders: Iterable[Order],
        products: Iterable[Product],
        accounts: Iterable[Account] = (),
        points: Mapping[str, Points] | None = None,
        newsletter: Iterable[str] = (),
        zones: Iterable[Zone] = (),
        gst_percent: Mapping[str, int] | None = None,
        hsn: Mapping[str, str] | None = None,
    ) -> "Records":
        """Who ordered has an account."""
        listed = {order.view.number: order for order in orders}
        buyers = {order.customer.id: order.customer for order in listed.values()}
        return cls(
            orders=listed,
            products={each.sku: each for each in sorted(products, key=lambda each: each.sku)},
            accounts={each.id: _account(each) for each in buyers.values()} | {each.id: each for each in accounts},
            points=dict(points or {}),
            newsletter={email.lower() for email in newsletter},
            zones=tuple(zones),
            gst_percent=dict(gst_percent or {}),
            hsn=dict(hsn or {}),
        )

    def once(self, change: str, key: str, work: Callable[[], T | Refusal]) -> T | Refusal:
        """What `work` gives, or what it gave when the change was made with this key before."""
        if (change, key) not in self.done:
            self.done[change, key] = work()
        result: T | Refusal = self.done[change, key]
        return result

    def goods(self, skus: Iterable[str]) -> dict[str, Item]:
        """One piece of each of these products, at today's price."""
        sold = [self.products[sku] for sku in skus if sku in self.products]
        gst = self.gst_percent
        return {
            each.sku: Item(each.sku, each.name, 1, each.price, gst.get(each.sku, USUAL_GST_PERCENT)) for each in sold
        }

    def take(self, pieces: Mapping[str, int]) -> bool:
        """Take these from the stock, or give back where negative; nothing when there are not enough of one."""
        stock = {sku: product.stock for sku in pieces if (product := self.products.get(sku))}
        left = {sku: count - pieces[sku] for sku, count in stock.items() if count is not None}
        if any(count < 0 for count in left.values()):
            return False
        for sku, count in left.items():
            self.products[sku] = replace(self.products[sku], stock=count)
        return True


def _account(customer: Customer) -> Account:
    return Account(customer.id, customer.name, customer.email, customer.phone, addresses=(customer.address,))
