"""What the shop has of a customer besides the orders: points, newsletter, a second address, a firm."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sahay.shop.accounts import AccountKind
from sahay.shop.loyalty import Points
from sahay.shop.orders import Address, Customer

# One customer in so many.
_FIRMS = 9
_WITHOUT_POINTS = 6
_READERS = 2
_WITH_OFFICE = 4

_MOST_POINTS = 400
_YEAR = timedelta(days=365)  # as in data/faq/money.yml: points are good for a year


@dataclass(frozen=True, slots=True)
class Habits:
    """`points.worth` is the shop's to say, and 0 here."""

    kind: AccountKind
    points: Points | None
    reads_newsletter: bool
    office: Address | None


def habits(customer: Customer, today: date) -> Habits:
    """The same for a customer every day; only the day on which points expire moves along."""
    random = Random(f"sahay demo habits {customer.id}")
    kind = AccountKind.PERSONAL if random.randrange(_FIRMS) else AccountKind.BUSINESS
    points = _points(random, today) if random.randrange(_WITHOUT_POINTS) else None
    reads_newsletter = random.randrange(_READERS) == 0
    at_home = customer.address
    office = Address(f"{random.randrange(2, 90)} Station Road", at_home.city, at_home.region, at_home.pin)
    return Habits(kind, points, reads_newsletter, None if random.randrange(_WITH_OFFICE) else office)


def _points(random: Random, today: date) -> Points:
    balance = random.randrange(5, _MOST_POINTS)
    expiring = random.randrange(balance)
    return Points(balance, 0, expiring, today + _YEAR / 12 if expiring else None)
