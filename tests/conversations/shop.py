"""The shop of the scripts: what it sells, and where it delivers.

It sells what the demo sells, thousands of each but of what is SOLD_OUT, and delivers as ZONES say. Each script has
orders of its own (own_orders.py).
"""

from datetime import datetime

from sahay.config import ROOT, Settings
from sahay.shop import tables
from sahay.shop.catalogue.file import CatalogueFile
from sahay.shop.demo.seed import seed
from sahay.shop.faq import sql as faq
from sahay.shop.faq.files import read_directory
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.delivery import put_zones
from sahay.shop.zones import Way, Zone
from sahay.store.database import open_database
from sahay.store.migrate import migrate
from tests.conversations.own_orders import SOLD_OUT

STOCK = 5000

STANDARD = Way("Standard", 79_00, (4, 7), free_from=999_00, cash_up_to=10_000_00)
EXPRESS = Way("Express", 149_00, (1, 2))
# Everywhere, express in Ahmedabad (38...); nothing comes to Leh (194...), and nobody fetches in Kerala (68...).
ZONES = (
    *(Zone(digit, (STANDARD,)) for digit in "123456789"),
    Zone("38", (STANDARD, EXPRESS)),
    Zone("194"),
    Zone("68", (STANDARD,), fetches=False),
)


async def furnish(settings: Settings) -> None:
    """Make the database, with the demo's products and knowledge base."""
    await migrate(settings.database_url)
    now = datetime.now(settings.shop.timezone)
    database = open_database(settings.database_url)
    await seed(database, now)
    await faq.load(database, read_directory(ROOT / "data" / "faq", settings.languages.offered))
    async with database.write() as connection:
        await put_zones(connection, ZONES)
        await connection.execute(tables.product.update().values(stock=STOCK))
        sold_out = tables.product.c.sku == SOLD_OUT
        await connection.execute(tables.product.update().where(sold_out).values(stock=0))
    await CatalogueFile(SqlCatalogue(database, settings.shop.url), settings.var).refresh()
    await database.close()
