"""What every adapter of the catalogue does: in memory, on SQLite and on PostgreSQL."""

from sahay.shop.memory import MemoryBackend
from sahay.shop.sql.catalogue import SqlCatalogue
from tests.integration.shop.conftest import add_products


async def test_every_product_is_told_whole_and_by_its_sku(catalogue, sold):
    assert [product.sku for product in await catalogue.products()] == ["B-1", "a-1", "b-2"]
    assert list(await catalogue.products()) == sorted(sold, key=lambda each: each.sku)


async def test_an_empty_shop_has_no_products(database):
    assert await SqlCatalogue(database, "").products() == await MemoryBackend().catalogue.products() == []


async def test_a_change_is_seen_at_once(database, sold):
    catalogue = SqlCatalogue(database, "")
    for count in range(1, len(sold) + 1):
        await add_products(database, sold[count - 1 : count])
        assert len(await catalogue.products()) == count
