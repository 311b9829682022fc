"""WooCommerce's shipping zones: https://woocommerce.github.io/woocommerce-rest-api-docs/#shipping-zones

A zone is found as the shop itself finds it (get_zone_id_from_package in class-wc-shipping-zone-data-store.php): the
first, in the shop's order, that names the country, the state or the continent or none of them, and whose post codes, if
it has any, hold this one; else zone 0. How long a delivery takes WooCommerce does not know: see `delivery_days`.
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Any

from sahay.config import Shop
from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import decimal, paise
from sahay.shop.delivery import DeliveryOption
from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.client import Client
from sahay.shop.woocommerce.pins import same_state, state_of
from sahay.shop.woocommerce.settings import WooCommerce

EVERYWHERE_ELSE = 0
AREAS = frozenset({"country", "state", "continent"})
ASIA = "AS"
# "49" or "49.50". Costs may be sums with [qty] or [cost], which depend on a cart: such a method is not told of.
_PLAIN = re.compile(r"\d+(\.\d+)?")
_RANGE = re.compile(r"(\d+)\.\.\.(\d+)")


class WooDelivery:
    """See `sahay.shop.delivery.Delivery`. Only methods whose price depends on nothing but the goods' value."""

    def __init__(self, client: Client, options: WooCommerce, shop: Shop) -> None:
        self._client = client
        self._days = options.delivery_days
        self._country = shop.country

    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        if self._days is None or not re.fullmatch(r"[1-9]\d{5}", pin):
            return ()
        zone = await self._zone(pin)
        methods, cash = await asyncio.gather(
            self._client.get(f"shipping/zones/{zone}/methods", list[wire.Method]),
            self._client.get("payment_gateways/cod", wire.Gateway),
        )
        priced = [(each, cost(each, value)) for each in methods or () if each.enabled]
        found = [
            DeliveryOption(each.title, charge, self._days, takes_cash(cash, each.method_id))
            for each, charge in priced
            if charge is not None
        ]
        return sorted(found, key=lambda option: option.charge)

    async def _zone(self, pin: str) -> int:
        zones = [each for each in await self._client.get("shipping/zones", list[wire.Zone]) or () if each.id]
        for zone in sorted(zones, key=lambda each: (each.order, each.id)):
            places = await self._client.get(f"shipping/zones/{zone.id}/locations", list[wire.Location]) or []
            if self._holds(places, pin):
                return zone.id
        return EVERYWHERE_ELSE

    def _holds(self, places: Sequence[wire.Location], pin: str) -> bool:
        codes = [each.code for each in places if each.type == "postcode"]
        if codes and not any(matches(code, pin) for code in codes):
            return False
        areas = [each for each in places if each.type in AREAS]
        return not areas or any(self._in_area(each, pin) for each in areas)

    def _in_area(self, area: wire.Location, pin: str) -> bool:
        if area.type != "state":
            return area.code == (self._country if area.type == "country" else ASIA)
        country, _, code = area.code.partition(":")
        if country != self._country:
            return False
        state = state_of(pin)
        if state is None:
            raise BadAnswer(f"zones are by state, and PIN codes that begin with {pin[:3]} lie in more than one")
        return same_state(code, state)


def matches(code: str, pin: str) -> bool:
    """A post code of a zone: "380001", "38*" or "380001...380061"."""
    plain = code.replace(" ", "")
    if span := _RANGE.fullmatch(plain):
        return int(span[1]) <= int(pin) <= int(span[2])
    return pin.startswith(plain[:-1]) if plain.endswith("*") else pin == plain


def cost(method: wire.Method, value: int) -> int | None:
    """Paise; None for a method that does not apply or whose price is not a plain amount."""
    rule = COSTS.get(method.method_id)
    return rule(method, value) if rule else None


def flat(method: wire.Method, _value: int) -> int | None:
    said = text(method, "cost") or "0"
    by_class = [name for name in settings(method) if name.startswith("class_cost_") and text(method, name)]
    return paise(said, "cost") if _PLAIN.fullmatch(said) and not by_class else None


def free(method: wire.Method, value: int) -> int | None:
    """Free from an amount on, if that is the only condition: a coupon is not ours to know of."""
    requires = text(method, "requires")
    if requires not in ("", "min_amount", "either"):
        return None
    least = text(method, "min_amount") or "0"
    return 0 if not requires or value >= paise(least, "min_amount") else None


COSTS = {"flat_rate": flat, "free_shipping": free}


def takes_cash(gateway: wire.Gateway | None, method_id: str) -> bool:
    """Whether cash on delivery goes with a method: all, unless the shop names some ("flat_rate", "flat_rate:3")."""
    if gateway is None or not gateway.enabled:
        return False
    limited = gateway.settings.get("enable_for_methods") if isinstance(gateway.settings, dict) else None
    names = limited.value if limited and isinstance(limited.value, list) else []
    return not names or any(str(name).partition(":")[0] == method_id for name in names)


def settings(method: wire.Method) -> dict[str, wire.Setting]:
    return method.settings if isinstance(method.settings, dict) else {}


def text(method: wire.Method, name: str) -> str:
    said: Any = settings(method).get(name, wire.Setting()).value
    return decimal(said * 100) if isinstance(said, int) and not isinstance(said, bool) else str(said or "")
