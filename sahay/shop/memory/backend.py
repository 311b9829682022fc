"""The shop in memory, all ports together."""

from collections.abc import Iterable, Mapping

from sahay.config import Shop
from sahay.shop.accounts import Account
from sahay.shop.backend import Capability, Health
from sahay.shop.catalogue import Product
from sahay.shop.loyalty import Points
from sahay.shop.memory.accounts import MemoryAccounts, MemoryLoyalty, MemoryReviews, MemorySubscriptions
from sahay.shop.memory.catalogue import MemoryCatalogue
from sahay.shop.memory.orders import MemoryDelivery, MemoryInvoices, MemoryOrders, MemoryRefunds
from sahay.shop.memory.records import Records
from sahay.shop.memory.returns import MemoryReturns
from sahay.shop.orders import Order
from sahay.shop.own.rules import Rules
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.zones import Way, Zone

# Of a shop of which nothing else is said: it delivers everywhere, and signs with what everybody knows.
_RULES = Rules(
    Shop(name="A shop", url="https://shop.example", email="care@shop.example", phone="+91 79 4000 1234"),
    secret="not a secret",  # noqa: S106
)
_EVERYWHERE = (Zone("", (Way("Standard", 79_00, (4, 7), free_from=999_00, cash_up_to=10_000_00),)),)


class MemoryBackend:
    """See `sahay.shop.backend.Backend`. Who ordered has an account; `accounts` are others, or say more of these."""

    capabilities = frozenset(Capability)

    def __init__(
        self,
        orders: Iterable[Order] = (),
        products: Iterable[Product] = (),
        accounts: Iterable[Account] = (),
        *,
        points: Mapping[str, Points] | None = None,
        newsletter: Iterable[str] = (),
        zones: Iterable[Zone] = _EVERYWHERE,
        gst_percent: Mapping[str, int] | None = None,
        hsn: Mapping[str, str] | None = None,
        rules: Rules = _RULES,
    ) -> None:
        records = Records.of(orders, products, accounts, points, newsletter, zones, gst_percent, hsn)
        self.catalogue = MemoryCatalogue(records, rules.shop.url)
        self.delivery = MemoryDelivery(records.zones)
        self.orders = MemoryOrders(records, rules, self.delivery)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.refunds = MemoryRefunds(records, rules)
        self.returns = MemoryReturns(records, rules, self.delivery)
        self.invoices = MemoryInvoices(records, rules)
        self.accounts = MemoryAccounts(records, rules)
        self.subscriptions = MemorySubscriptions(records)
        self.loyalty = MemoryLoyalty(records)
        self.reviews = MemoryReviews(records)

    async def health(self) -> Health:
        return Health(ok=True)

    async def close(self) -> None:
        pass
