"""The settings of a Shopify shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.sections import setting
from sahay.shop.orders import PaymentMethod
from sahay.shop.woocommerce.settings import table, truth

# A version is supported for a year: https://shopify.dev/docs/api/usage/versioning. 2026-01 is the first whose refunds
# take an idempotency key.
VERSION = "2026-10"
FIRST_VERSION = "2026-01"
SECONDS_OF_A_CALL = 8.0


def version(value: Any) -> str:
    said = str(checks.shaped(r"20\d\d-(01|04|07|10)", 'must be a version in quotes, as "2026-10"')(value))
    if said < FIRST_VERSION:
        raise Invalid(f"must be {FIRST_VERSION} or later")
    return said


def metafield(value: Any) -> str:
    return str(checks.shaped(r"[\w$:-]+\.[\w-]+", 'must be namespace and key, as "custom.warranty_months"')(value))


@dataclass(frozen=True, kw_only=True)
class Shopify:
    """`backend:` of a shop on Shopify. The token is SAHAY_SHOPIFY_TOKEN.

    shop                     the name before .myshopify.com, or the whole of it
    version                  of the API
    payment_methods          what the shop's gateways are, by Shopify's name for them ("Razorpay": upi)
    refund_days              within how many days a refund has arrived
    notify_customers         whether Shopify writes its own mail of a cancellation, a change and a refund
    warranty_metafield       the product's metafield with its months of warranty
    specification_namespace  the namespace of metafields that are told as the product's details
    timeout_seconds          for one request
    """

    shop: str = setting(
        checks.shaped(r"[a-z0-9][a-z0-9-]*(\.myshopify\.com)?", "must be the shop's name before .myshopify.com")
    )
    version: str = setting(version, VERSION)
    payment_methods: Mapping[str, PaymentMethod] = field(default_factory=dict, metadata={"check": table(PaymentMethod)})
    refund_days: int = setting(checks.whole(1), 7)
    notify_customers: bool = setting(truth, True)
    warranty_metafield: str = setting(metafield, "custom.warranty_months")
    specification_namespace: str = setting(checks.line, "specification")
    timeout_seconds: float = setting(checks.seconds, SECONDS_OF_A_CALL)

    @property
    def domain(self) -> str:
        return f"{self.shop.removesuffix('.myshopify.com')}.myshopify.com"

    def method(self, gateway: str, *, manual: bool) -> PaymentMethod:
        """Manual gateways are those that the shop settles itself: cash on delivery, or a transfer to its bank."""
        if known := self.payment_methods.get(gateway):
            return known
        if not manual:
            return PaymentMethod.CARD
        return PaymentMethod.COD if "cash on delivery" in gateway.casefold() else PaymentMethod.NETBANKING
