"""The catalogue's file: as the shop is, written when it must be, and never half."""

import asyncio
import json
from pathlib import Path

import pytest

from sahay.shop.catalogue import Product
from sahay.shop.catalogue.file import CatalogueFile
from sahay.shop.memory import MemoryBackend

KURTA = Product("K1", "Cotton kurta", ("कुर्ता",))
SAREE = Product("S1", 'Silk saree "Chanderi"')


def file(folder, *products):
    return CatalogueFile(MemoryBackend(products=products).catalogue, folder)


def read(folder):
    return json.loads((folder / "catalogue.json").read_text("utf-8"))


def names(folder):
    return [path.name for path in folder.iterdir()]


async def test_the_file_is_what_the_engine_reads(tmp_path):
    assert await file(tmp_path, SAREE, KURTA).refresh()
    assert read(tmp_path) == [
        {"sku": "K1", "name": "Cotton kurta", "aliases": ["कुर्ता"]},
        {"sku": "S1", "name": 'Silk saree "Chanderi"', "aliases": []},
    ]
    assert "कुर्ता" in (tmp_path / "catalogue.json").read_text("utf-8")  # people may look, too


async def test_the_folder_is_made(tmp_path):
    assert await file(tmp_path / "var" / "shop", KURTA).refresh()
    assert names(tmp_path / "var" / "shop") == ["catalogue.json"]


async def test_nothing_is_written_when_nothing_changed(tmp_path):
    first = file(tmp_path, KURTA)
    await first.refresh()
    before = (tmp_path / "catalogue.json").stat()
    assert not await first.refresh()
    assert not await file(tmp_path, KURTA).refresh()  # nor by another app, or after a restart
    assert (tmp_path / "catalogue.json").stat() == before


@pytest.mark.parametrize(
    "found",
    [
        b"[]",  # other products
        b"",  # a disk that was full
        b'[{"sku": ',
        b"\xff",
        None,  # somebody cleaned up
    ],
)
async def test_what_is_there_instead_is_replaced(found, tmp_path):
    catalogue = file(tmp_path, KURTA)
    await catalogue.refresh()
    path = tmp_path / "catalogue.json"
    path.unlink()
    if found is not None:
        path.write_bytes(found)
    assert await catalogue.refresh()
    assert [each["sku"] for each in read(tmp_path)] == ["K1"]


async def test_a_change_of_the_products_is_written(tmp_path):
    await file(tmp_path, KURTA).refresh()
    assert await file(tmp_path, KURTA, SAREE).refresh()
    assert [each["sku"] for each in read(tmp_path)] == ["K1", "S1"]
    assert await file(tmp_path).refresh()
    assert read(tmp_path) == []


async def test_several_apps_at_once_leave_one_whole_file(tmp_path):
    many = [Product(f"P{number}", "A product of a long name " * 20) for number in range(200)]
    apps = [file(tmp_path, *many[:count]) for count in (100, 150, 200) for _ in range(4)]
    await asyncio.gather(*(app.refresh() for app in apps))
    assert len(read(tmp_path)) in {100, 150, 200}
    assert names(tmp_path) == ["catalogue.json"]
    await apps[-1].refresh()  # what older products left is put right
    assert len(read(tmp_path)) == 200


async def test_a_file_that_cannot_be_read_is_trouble(tmp_path):
    (tmp_path / "catalogue.json").mkdir()
    with pytest.raises(OSError, match=r"catalogue\.json"):
        await file(tmp_path, KURTA).refresh()


async def test_a_folder_that_cannot_be_written_is_trouble(tmp_path):
    (tmp_path / "var").write_text("a file")
    with pytest.raises(OSError, match="var"):
        await file(tmp_path / "var", KURTA).refresh()


async def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    await file(tmp_path, KURTA).refresh()

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        await file(tmp_path, SAREE).refresh()
    assert [each["sku"] for each in read(tmp_path)] == ["K1"]
    assert names(tmp_path) == ["catalogue.json"]
