"""What is sold, and how it comes to the customer, in every adapter."""

import pytest

from sahay.shop.backend import Capability
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.conftest import needs


async def test_the_products_come_whole_and_by_their_sku(backend, adapter):
    expected = sorted((adapter.product(product) for product in small.PRODUCTS), key=lambda each: each.sku)
    assert list(await backend.catalogue.products()) == expected


@pytest.mark.parametrize("product", small.PRODUCTS, ids=lambda product: product.sku)
async def test_a_product_is_found_by_its_sku(backend, adapter, product):
    assert await backend.catalogue.product(product.sku) == adapter.product(product)


@pytest.mark.parametrize("sku", ["XX-1", "", "hh-103", "../HH-103", "HH-103/x", "%"])
async def test_what_is_not_sold_is_none(backend, sku):
    assert await backend.catalogue.product(sku) is None


async def test_a_cart_is_a_page_of_the_shop(backend):
    urls = {backend.catalogue.cart_url(lines) for lines in ([("HH-103", 1)], [("HH-103", 2)], [("CL-201", 1)])}
    assert len(urls) == 3
    assert all(url.startswith(("https://", "http://")) for url in urls)


@needs(Capability.DELIVERY_OPTIONS)
class TestDelivery:
    @pytest.mark.parametrize(
        ("pin", "value", "options"),
        [
            ("380001", 500_00, [("Standard", 79_00, True), ("Express", 149_00, False)]),  # at home
            ("380001", 999_00, [("Standard", 0, True), ("Express", 149_00, False)]),  # free from here on
            ("110024", 998_99, [("Standard", 79_00, True)]),
            ("110024", 10_000_01, [("Standard", 0, False)]),  # too much to carry in cash
            ("194101", 500_00, []),  # Leh is not served, though the rest of 1 is
            ("68203", 500_00, []),  # no PIN code
            ("6820366", 500_00, []),
            ("082036", 500_00, []),
            ("", 500_00, []),
            ("०१२३४५", 500_00, []),
        ],
    )
    async def test_the_ways_to_a_pin_code_come_the_cheapest_first(self, backend, pin, value, options):
        found = await backend.delivery.options(pin, value)
        assert [(option.name, option.charge, option.cash_on_delivery) for option in found] == options

    async def test_days_are_the_fewest_and_the_most(self, backend):
        standard, express = await backend.delivery.options("380001")
        assert (standard.days, express.days) == ((4, 7), (1, 2))


@needs(Capability.INVOICE_DOCUMENT)
async def test_an_invoice_is_a_file_where_there_is_one(backend):
    document = await backend.invoices.document("A1005")
    assert document.media_type == "application/pdf"
    assert document.content.startswith(b"%PDF-")
    assert document.name.endswith(".pdf")
    assert "/" not in document.name
    assert await backend.invoices.document("A1001") is None  # not shipped yet
    assert await backend.invoices.document("A9999") is None
