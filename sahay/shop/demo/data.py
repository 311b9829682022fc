"""What the demo is made from: people, products, carriers and zones, out of the files beside this module."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sahay.shop.orders import Address, Customer
from sahay.shop.zones import Way, Zone

HERE = Path(__file__).parent

# India sets no numbers aside for fiction. These look like mobile numbers, so that they are recognised as such, but
# the series 6500 is allotted to no operator, and as a landline's they cannot be dialled (none begins with 0).
FIRST_PHONE = 6500001001


@dataclass(frozen=True, slots=True)
class Product:
    """As `sahay.shop.catalogue.Product`, with what the tax authority wants to know of it."""

    sku: str
    name: str
    category: str
    hsn: str
    gst_percent: int
    price: int
    aliases: tuple[str, ...] = ()
    stock: int | None = None
    url: str = ""
    specification: Mapping[str, str] = field(default_factory=dict)
    warranty_months: int = 0
    return_days: int | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Routes:
    """`hubs` are by region; the warehouse's own region has none."""

    city: str
    region: str
    carriers: tuple[Carrier, ...]
    hubs: Mapping[str, str]


@cache
def customers() -> tuple[Customer, ...]:
    return tuple(_customer(number, person) for number, person in enumerate(_document("people.yml")))


@cache
def products() -> tuple[Product, ...]:
    return tuple(_product(category, each) for category, goods in _document("products.yml").items() for each in goods)


@cache
def zones() -> tuple[Zone, ...]:
    return tuple(_zone(each) for each in _document("zones.yml"))


@cache
def routes() -> Routes:
    document = _document("carriers.yml")
    carriers = tuple(Carrier(each["name"], each["prefix"]) for each in document["carriers"])
    return Routes(document["warehouse"]["city"], document["warehouse"]["region"], carriers, document["hubs"])


def _product(category: str, each: Mapping[str, Any]) -> Product:
    return Product(
        sku=each["sku"],
        name=each["name"],
        category=category,
        hsn=each["hsn"],
        gst_percent=each["gst"],
        price=each["price"] * 100,
        aliases=tuple(each.get("aliases", ())),
        stock=each.get("stock"),
        specification=each.get("spec", {}),
        warranty_months=each.get("warranty", 0),
        return_days=each.get("return_days"),
    )


def _zone(each: Mapping[str, Any]) -> Zone:
    ways = each.get("ways", {})
    return Zone(each["prefix"], tuple(_way(name, way) for name, way in ways.items()), each.get("fetches", bool(ways)))


def _way(name: str, way: Mapping[str, Any]) -> Way:
    fewest, most = way["days"]
    return Way(name, way["charge"] * 100, (fewest, most), way["free_from"] * 100, way["cash_up_to"] * 100)


def _customer(number: int, person: Mapping[str, str]) -> Customer:
    letters = (char if char.isalpha() else "." for char in person["name"].lower().replace("'", ""))
    return Customer(
        id=f"demo-{number + 1:02}",
        name=person["name"],
        email=f"{''.join(letters)}@example.com",
        phone=f"+91{FIRST_PHONE + number}",
        address=Address(person["line"], person["city"], person["region"], person["pin"]),
    )


def _document(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
