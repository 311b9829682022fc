"""What the demo is made from: people, products and carriers, out of the files beside this module."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sahay.shop.orders import Address, Customer

HERE = Path(__file__).parent

# India sets no numbers aside for fiction. These look like mobile numbers, so that they are recognised as such, but
# the series 6500 is allotted to no operator, and as a landline's they cannot be dialled (none begins with 0).
FIRST_PHONE = 6500001001


@dataclass(frozen=True, slots=True)
class Product:
    """`price` is in paise and includes GST; `aliases` are what else customers call it."""

    sku: str
    name: str
    category: str
    hsn: str
    gst_percent: int
    price: int
    aliases: tuple[str, ...] = ()


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
    )


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
