"""Where a shop delivers: areas by the first digits of their PIN codes. Money is in paise."""

from collections.abc import Iterable
from dataclasses import dataclass

from sahay.shop.delivery import DeliveryOption

PIN_DIGITS = 6  # https://www.indiapost.gov.in: six, the first of them not 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to bring a parcel: free for goods worth `free_from` (None: never), in cash up to `cash_up_to`."""

    name: str
    charge: int
    days: tuple[int, int]
    free_from: int | None = None
    cash_up_to: int = 0

    def option(self, value: int) -> DeliveryOption:
        is_free = self.free_from is not None and value >= self.free_from
        return DeliveryOption(self.name, 0 if is_free else self.charge, self.days, value <= self.cash_up_to)


@dataclass(frozen=True, slots=True)
class Zone:
    """All PIN codes that begin with `prefix`, but for those of a zone with a longer one. Without ways the shop does
    not deliver there. `fetches`: a courier comes for what goes back."""

    prefix: str
    ways: tuple[Way, ...] = ()
    fetches: bool = True


def is_pin(text: str) -> bool:
    return len(text) == PIN_DIGITS and text.isascii() and text.isdigit() and text[0] != "0"


def prefixes(pin: str) -> list[str]:
    """All that a zone of this PIN code can be called; none for what is no PIN code."""
    return [pin[:length] for length in range(PIN_DIGITS + 1)] if is_pin(pin) else []


def zone_of(zones: Iterable[Zone], pin: str) -> Zone | None:
    """The zone with the longest prefix of the PIN code."""
    named = prefixes(pin)
    return max((zone for zone in zones if zone.prefix in named), key=lambda zone: len(zone.prefix), default=None)


def options(zone: Zone | None, value: int) -> tuple[DeliveryOption, ...]:
    """The zone's ways for goods worth `value`, the cheapest first."""
    ways = zone.ways if zone else ()
    return tuple(sorted((way.option(value) for way in ways), key=lambda option: (option.charge, option.days)))
