"""The settings of a shop in a database: `backend:` with `kind: sql` in sahay.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.sections import setting
from sahay.shop.orders import OrderState

# What can be read of each table: the columns that must be named, and those that may be.
COLUMNS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "orders": (
        ("number", "customer", "state", "placed_at", "total"),
        ("expected_on", "delivered_at", "address_line", "city", "region", "pin", "delivery_charge", "discount"),
    ),
    "items": (("order", "sku", "name", "quantity", "unit_price"), ("gst_percent",)),
    "customers": (("id", "name", "email", "phone"), ("address_line", "city", "region", "pin")),
    "products": (
        ("sku", "name"),
        ("price", "category", "stock", "url", "warranty_months", "return_days"),
    ),
}
TABLE: Final = "table"
AMOUNTS: Final = {"hundredths": 1, "units": 100}


def columns(name: str) -> checks.Check:
    """One table: `table`, and the columns that are there, each by its name in the shop's database."""

    def check(value: Any) -> Mapping[str, str]:
        if not isinstance(value, dict):
            raise checks.refuse("must be keys with values", value)
        must, may = COLUMNS[name]
        for key in (TABLE, *must):
            if key not in value:
                raise Invalid(f"{key} is missing")
        for key, column in value.items():
            if key not in {TABLE, *must, *may}:
                raise Invalid(f"{key} is not known; known are {', '.join((TABLE, *must, *may))}")
            checks.line(column)
        return {key: column.strip() for key, column in value.items()}

    return check


def tables(value: Any) -> Mapping[str, Mapping[str, str]]:
    if not isinstance(value, dict):
        raise checks.refuse("must be keys with values", value)
    for name in COLUMNS:
        if name not in value:
            raise Invalid(f"{name} is missing")
    for name in value:
        if name not in COLUMNS:
            raise Invalid(f"{name} is not known; known are {', '.join(COLUMNS)}")
    read = {}
    for name, columns_of in value.items():
        try:
            read[name] = columns(name)(columns_of)
        except Invalid as invalid:
            raise Invalid(f"{name}: {invalid.rule}") from None
    return read


@dataclass(frozen=True, kw_only=True)
class SqlOptions:
    """Without `tables` Sahay's own tables. With them the shop's own, which are only read: in Sahay's database, or in
    that of SAHAY_SHOP_DATABASE_URL.

    tables   what is where: `{orders: {table: sales, number: order_no, ...}, items: ..., customers: ..., products: ...}`
    states   what the shop's own words for an order's state mean: `{paid: confirmed, sent: shipped}`
    amounts  whether money is kept in hundredths (paise) or in units (rupees)
    """

    tables: Mapping[str, Mapping[str, str]] = setting(tables, default_factory=dict)
    states: Mapping[str, str] = setting(checks.named(checks.line, checks.one_of(*OrderState)), default_factory=dict)
    amounts: str = setting(checks.one_of(*AMOUNTS), "hundredths")

    def state(self, said: str) -> OrderState | None:
        """What the shop's word means; its own words may be ours."""
        meant = self.states.get(said, said)
        return OrderState(meant) if meant in list(OrderState) else None
