"""The catalogue's file: read when it changes, and never in the way."""

import json
import os

import pytest

from components.details.catalogue import Catalogue

KURTA = {"sku": "K1", "name": "Cotton kurta"}
SAREE = {"sku": "S1", "name": "Silk saree", "aliases": ["sari"]}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "catalogue.json"


def write(path, content, at):
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    os.utime(path, (at, at))  # the clock of a file is coarse: an edit in a test may not move it


def skus(catalogue, text):
    return [named.sku for named in catalogue.products.find(text.split())]


def test_without_a_file_there_are_no_products(path):
    assert skus(Catalogue(path), "kurta") == []


def test_a_file_that_comes_changes_and_goes(path):
    catalogue = Catalogue(path)
    assert skus(catalogue, "kurta") == []
    write(path, [KURTA], 1)
    assert skus(catalogue, "kurta and sari") == ["K1"]
    write(path, [KURTA, SAREE], 2)
    assert skus(catalogue, "kurta and sari") == ["K1", "S1"]
    path.unlink()
    assert skus(catalogue, "kurta") == []


def test_a_file_that_is_as_it_was_is_not_read_again(path):
    write(path, [KURTA], 1)
    catalogue = Catalogue(path)
    assert catalogue.products is catalogue.products


@pytest.mark.parametrize(
    "wrong",
    ["", "{", "{}", "[1]", [{"sku": "K1"}], [{"sku": 1, "name": "x"}], [{**KURTA, "aliases": "x"}], "[\x00]"],
)
def test_a_wrong_file_leaves_the_last_good_products_and_is_said_once(wrong, path, capsys):
    write(path, [KURTA], 1)
    catalogue = Catalogue(path)
    assert skus(catalogue, "kurta") == ["K1"]
    capsys.readouterr()
    write(path, wrong, 2)
    assert [skus(catalogue, "kurta"), skus(catalogue, "kurta")] == [["K1"], ["K1"]]
    assert capsys.readouterr().out.count("catalogue.wrong") == 1


def test_common_words_name_nothing_alone(path):
    write(path, [{"sku": "B1", "name": "Masala box"}], 1)
    assert skus(Catalogue(path, ["box"]), "box") == []
    assert skus(Catalogue(path), "box") == ["B1"]
