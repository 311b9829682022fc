"""One shop that is asked over HTTP, with all its ports."""

from sahay.shop.backend import BackendError, Capability, Health
from sahay.shop.remote.calls import Calls
from sahay.shop.remote.goods import RemoteCatalogue, RemoteDelivery
from sahay.shop.remote.money import RemoteInvoices, RemotePayments, RemoteRefunds
from sahay.shop.remote.orders import RemoteOrders, RemoteShipments
from sahay.shop.remote.people import RemoteAccounts, RemoteLoyalty, RemoteReviews, RemoteSubscriptions
from sahay.shop.remote.returns import RemoteReturns


class RemoteBackend:
    """See `sahay.shop.backend.Backend`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self.orders = RemoteOrders(calls)
        self.catalogue = RemoteCatalogue(calls)
        self.delivery = RemoteDelivery(calls)
        self.shipments = RemoteShipments(calls)
        self.payments = RemotePayments(calls)
        self.refunds = RemoteRefunds(calls)
        self.returns = RemoteReturns(calls)
        self.invoices = RemoteInvoices(calls)
        self.accounts = RemoteAccounts(calls)
        self.subscriptions = RemoteSubscriptions(calls)
        self.loyalty = RemoteLoyalty(calls)
        self.reviews = RemoteReviews(calls)

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self._calls.capabilities

    async def health(self) -> Health:
        """Whether the shop answers, having asked also what it can do now."""
        try:
            told = await self._calls.health()
            await self._calls.learn()
        except BackendError as error:
            return Health(False, f"{type(error).__name__}: {error}")
        return Health(told.ok, told.detail)

    async def close(self) -> None:
        await self._calls.close()
