"""A shop on Shopify, all ports together."""

from sahay.config import Shop
from sahay.shop.backend import BackendError, Capability, Health
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.remote.pace import Pace, RealPace
from sahay.shop.shopify import documents, wire
from sahay.shop.shopify.accounts import ShopifyAccounts
from sahay.shop.shopify.client import Client
from sahay.shop.shopify.goods import ShopifyCatalogue
from sahay.shop.shopify.newsletter import ShopifySubscriptions
from sahay.shop.shopify.orders import ShopifyOrders
from sahay.shop.shopify.repayment import Repayment, ShopifyRefunds
from sahay.shop.shopify.sending_back import ShopifyReturns
from sahay.shop.shopify.settings import Shopify
from sahay.shop.unsupported import NoDelivery, NoInvoices, NoLoyalty, NoReviews

# What Shopify itself has. Delivery by PIN code, invoices, points and reviews are apps of others, each with an API of
# its own or none; see docs/backends.md.
CAPABILITIES = frozenset(
    {
        Capability.CANCEL_ORDER,
        Capability.CHANGE_ITEMS,
        Capability.CHANGE_ADDRESS,
        Capability.REQUEST_REFUND,
        Capability.REQUEST_RETURN,
        Capability.WITHDRAW_RETURN,
        Capability.CREATE_ACCOUNT,
        Capability.EDIT_ACCOUNT,
        Capability.ADD_ADDRESS,
        Capability.NEWSLETTER,
    }
)


class Currency(wire.Struct):
    currency_code: str


class Found(wire.Struct):
    shop: Currency


class ShopifyBackend:
    """See `sahay.shop.backend.Backend`."""

    capabilities: frozenset[Capability] = CAPABILITIES

    def __init__(self, client: Client, options: Shopify, shop: Shop, pace: Pace | None = None) -> None:
        self._client = client
        self._currency = shop.currency
        self.orders = ShopifyOrders(client, options, shop, pace or RealPace())
        self.catalogue = ShopifyCatalogue(client, options)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.refunds = ShopifyRefunds(self.orders, Repayment(client, options))
        self.returns = ShopifyReturns(client, self.orders, options)
        self.accounts = ShopifyAccounts(client, shop)
        self.subscriptions = ShopifySubscriptions(client, self.accounts)
        self.delivery = NoDelivery()
        self.invoices = NoInvoices()
        self.loyalty = NoLoyalty()
        self.reviews = NoReviews()

    async def health(self) -> Health:
        """One small look-up that needs the token."""
        try:
            said = await self._client.read(documents.SHOP, Found)
        except BackendError as error:
            return Health(ok=False, detail=str(error))
        if said.shop.currency_code != self._currency:
            return Health(ok=False, detail=f"the shop's money is {said.shop.currency_code}, not {self._currency}")
        return Health(ok=True)

    async def close(self) -> None:
        await self._client.close()
