"""The app tells the engine what is sold, and goes on when it cannot."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import insert

from sahay.config import load_settings
from sahay.http.services import Services, build_services
from sahay.shop import tables

ROW = {"sku": "K1", "name": "Kurta", "aliases": ["कुर्ता"], "category": "clothing", "hsn": "6205", "gst_percent": 5}


@pytest.fixture
async def services(prepared: Path, tmp_path: Path) -> Services:
    """Of a shop that sells one thing, not yet started."""
    shutil.copy(prepared, tmp_path)
    services = build_services(load_settings(environ={"SAHAY_VAR": str(tmp_path)}))
    async with services.database.write() as connection:
        await connection.execute(insert(tables.product).values(**ROW, price=89900))
    return services


async def test_the_products_are_written_at_the_start(services: Services, tmp_path: Path) -> None:
    await services.start()
    await services.stop()

    told = json.loads((tmp_path / "catalogue.json").read_text("utf-8"))
    assert told == [{"sku": "K1", "name": "Kurta", "aliases": ["कुर्ता"]}]


async def test_the_app_starts_and_stops_without_being_able_to(services: Services, tmp_path: Path) -> None:
    (tmp_path / "catalogue.json").mkdir()
    await services.start()
    await services.stop()

    assert list((tmp_path / "catalogue.json").iterdir()) == []
