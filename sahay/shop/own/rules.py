"""What a shop needs to know of itself to act."""

import hmac
from dataclasses import dataclass, field
from datetime import date, datetime

from sahay.config import Policies, Shop
from sahay.shop import pickup, policy
from sahay.shop.changes import Promise
from sahay.shop.orders import PaymentMethod
from sahay.shop.returns import PickupSlot
from sahay.shop.workdays import working_days_after


@dataclass(frozen=True, slots=True)
class Rules:
    """`secret` signs the addresses of pages that only one customer may open."""

    shop: Shop
    secret: str = field(repr=False)
    policies: Policies = field(default_factory=Policies)
    holidays: tuple[date, ...] = ()

    def today(self, now: datetime) -> date:
        return now.astimezone(self.shop.timezone).date()

    def in_working_days(self, count: int, now: datetime) -> date:
        return working_days_after(self.today(now), count, self.holidays)

    def promise(self, now: datetime) -> Promise:
        """By when money is back that is given back now."""

        def by(method: PaymentMethod) -> date:
            return self.in_working_days(policy.refund_due(method, self.policies), now)

        return by

    def slots(self, now: datetime, limit: int) -> tuple[PickupSlot, ...]:
        return pickup.slots(now, self.shop.timezone, self.holidays, limit)

    def slot(self, slot_id: str, now: datetime) -> PickupSlot | None:
        return pickup.slot(slot_id, now, self.shop.timezone, self.holidays)

    def label(self, return_number: str) -> str:
        """Where the label of a return is. It has the customer's address on it, so nobody may guess the page."""
        return self.page(f"returns/{return_number}/label?key={self.sign('return label', return_number)}")

    def page(self, path: str) -> str:
        return f"{self.shop.url.rstrip('/')}/{path}"

    def sign(self, what: str, text: str) -> str:
        """Unguessable, and the same each time. `what` keeps one use apart from another."""
        return hmac.digest(self.secret.encode(), f"{what}\n{text}".encode(), "sha256").hex()
