"""docs/backends.md says what each system can do, and the adapters say the same."""

from pathlib import Path

import pytest

from sahay.shop.backend import Capability
from sahay.shop.shopify.shop import CAPABILITIES as SHOPIFY
from sahay.shop.sql import SqlBackend
from sahay.shop.woocommerce.shop import CAPABILITIES as WOOCOMMERCE

PAGE = Path(__file__).parents[3] / "docs" / "backends.md"
BY_SETTING = {"delivery_options": "with `delivery_days`"}


def rows():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    kinds = cells[0][1:]
    return {row[0]: dict(zip(kinds, row[1:], strict=True)) for row in cells[2:]}


def test_every_capability_has_its_row():
    assert [name for name in rows() if name in set(Capability)] == [each.value for each in Capability]


@pytest.mark.parametrize(
    ("kind", "able"),
    [("sql", SqlBackend.capabilities), ("woocommerce", WOOCOMMERCE), ("shopify", SHOPIFY)],
)
def test_the_table_says_what_the_adapter_says(kind, able):
    told = {name: row[kind] for name, row in rows().items() if name in set(Capability)}
    expected = {each.value: "yes" if each in able else "no" for each in Capability}
    if kind == "woocommerce":
        expected |= BY_SETTING

    assert told == expected


def test_a_service_of_the_shops_own_says_it_itself():
    assert {row["http"] for name, row in rows().items() if name in set(Capability)} == {"as the shop says"}
