"""A shop on WooCommerce, all ports together."""

from sahay.config import Shop
from sahay.shop.backend import BackendError, Capability, Health
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.unsupported import NoInvoices, NoLoyalty, NoReturns, NoSubscriptions
from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.accounts import WooAccounts
from sahay.shop.woocommerce.catalogue import WooCatalogue
from sahay.shop.woocommerce.client import Client
from sahay.shop.woocommerce.delivery import WooDelivery
from sahay.shop.woocommerce.orders import WooOrders
from sahay.shop.woocommerce.repayment import Repayment, WooRefunds
from sahay.shop.woocommerce.reviews import WooReviews
from sahay.shop.woocommerce.settings import WooCommerce

# What WooCommerce itself has. Returns, invoices, points and the newsletter are other people's plugins, each with an API
# of its own or none; see docs/backends.md.
CAPABILITIES = frozenset(
    {
        Capability.CANCEL_ORDER,
        Capability.REINSTATE_ORDER,
        Capability.CHANGE_ITEMS,
        Capability.CHANGE_ADDRESS,
        Capability.REQUEST_REFUND,
        Capability.CREATE_ACCOUNT,
        Capability.EDIT_ACCOUNT,
        Capability.REVIEW,
    }
)


class WooCommerceBackend:
    """See `sahay.shop.backend.Backend`."""

    def __init__(self, client: Client, options: WooCommerce, shop: Shop) -> None:
        self._client = client
        told = {Capability.DELIVERY_OPTIONS} if options.delivery_days else set()
        self.capabilities: frozenset[Capability] = CAPABILITIES | told
        self.orders = WooOrders(client, options, shop)
        self.catalogue = WooCatalogue(client, options.url)
        self.delivery = WooDelivery(client, options, shop)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.refunds = WooRefunds(self.orders, Repayment(client, options))
        self.accounts = WooAccounts(client, self.orders, shop)
        self.reviews = WooReviews(client, self.accounts)
        self.returns = NoReturns()
        self.invoices = NoInvoices()
        self.subscriptions = NoSubscriptions()
        self.loyalty = NoLoyalty()

    async def health(self) -> Health:
        """One small look-up that needs the keys."""
        try:
            await self._client.get("orders", list[wire.Order], per_page=1)
        except BackendError as error:
            return Health(ok=False, detail=str(error))
        return Health(ok=True)

    async def close(self) -> None:
        await self._client.close()
