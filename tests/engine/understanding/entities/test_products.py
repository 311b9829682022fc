"""Names of the catalogue in a text."""

import pytest

from components.details.products import Entry, Products

PRODUCTS = Products(
    [
        Entry("K1", "Cotton kurta for men (M)"),
        Entry("K2", "Printed kurti (L)"),
        Entry("S1", "Round neck T-shirt (XL)"),
        Entry("S2", "Polo T-shirt (M)"),
        Entry("S3", "Linen shirt (40)"),
        Entry("P1", "Power bank 20000 mAh"),
        Entry("C1", "Cotton socks", ("moja", "मोज़े", "मोड़ा")),
        Entry("F1", "Bluetooth speaker 10 W"),
    ],
    common=["cotton", "power", "bank", "round", "printed", "charge"],
)


def skus(text):
    return [named.sku for named in PRODUCTS.find(text.split())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kurta", ["K1"]),  # the one word that no other has
        ("kurtas", ["K1"]),
        ("कुर्ता", ["K1"]),
        ("kurti", ["K2"]),  # not a slip of the kurta
        ("cotton kurta", ["K1"]),
        ("kurta cotton", ["K1"]),
        ("polo t shirt", ["S2"]),
        ("polo t - shirt", ["S2"]),
        ("polo tshirt", ["S2"]),
        ("shirt", ["S3"]),
        ("powerbank", ["P1"]),
        ("power bank", ["P1"]),  # common words, side by side as in the name
        ("blutooth speaker", ["F1"]),
        ("ब्लूटूथ स्पीकर", ["F1"]),
        ("moja", ["C1"]),
        ("मोजे", ["C1"]),
        ("મોજે", ["C1"]),  # the same letters in the other script
        ("મોડા", ["C1"]),
        ("मोदा", []),  # in Latin letters the same as an alias, which is short
        ("kurta aur socks", ["K1", "C1"]),
        ("kurta ? kurta", ["K1"]),  # once
        ("cotton", []),  # two things are
        ("bank", []),
        ("bank power", []),
        ("round", []),
        ("t shirt", []),  # two
        ("bluetooth", []),  # not what the thing is
        ("men", []),
        ("mah", []),
        ("speak", []),  # too far
        ("shart", []),
        ("", []),
        ("? !", []),
    ],
)
def test_what_is_named(text, expected):
    assert skus(text) == expected


def test_where_it_is_named():
    [named] = PRODUCTS.find(["my", "cotton", "kurta", "tore"])
    assert (named.start, named.end) == (1, 3)


def test_what_is_something_else_is_not_looked_at():
    assert PRODUCTS.find(["cotton", None, "kurta"]) == PRODUCTS.find([None, None, "kurta"])


def test_an_empty_catalogue_names_nothing():
    assert Products([]).find(["kurta"]) == []
