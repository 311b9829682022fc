"""The migrations make what the tables say, and take it back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, select, text

from sahay.shop.tables import product  # registers all of the shop's tables in the metadata
from sahay.store.database import open_database
from sahay.store.migrate import alembic_config, migrate
from sahay.store.schema import metadata


def _is_described(name: str | None, _kind: str, _parents: object) -> bool:
    """All but the search's index, which each database has in a shape of its own."""
    return not (name or "").startswith("message_search")


async def test_migrating_twice_changes_nothing_more(empty_url: str) -> None:
    assert "(was empty)" in await migrate(empty_url)
    assert "already" in await migrate(empty_url)


async def test_a_migrated_database_has_exactly_the_tables_of_the_code(empty_url: str) -> None:
    await migrate(empty_url)

    def differences(connection: Connection) -> list[object]:
        opts = {"compare_type": True, "include_name": _is_described}
        return list(compare_metadata(MigrationContext.configure(connection, opts=opts), metadata))

    database = open_database(empty_url)
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_a_product_of_an_older_database_has_no_aliases(empty_url: str) -> None:
    database = open_database(empty_url)
    row = "INSERT INTO shop_product (sku, name, category, hsn, gst_percent, price) VALUES ('K1', 'Kurta', '', '', 5, 1)"
    async with database.write() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), "0003"))
        await connection.execute(text(row))
    assert "(was 0003)" in await migrate(empty_url)
    async with database.read() as connection:
        assert (await connection.execute(select(product.c.sku, product.c.aliases))).all() == [("K1", [])]
    await database.close()


async def test_every_migration_can_be_taken_back(empty_url: str) -> None:
    await migrate(empty_url)
    database = open_database(empty_url)
    async with database.write() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "base"))
        assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["alembic_version"]
    await database.close()
