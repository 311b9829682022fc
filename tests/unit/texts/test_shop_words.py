"""The demo shop's own words, and its pictures: complete, and nothing in them that a browser would run."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sahay.config import ROOT
from sahay.shop.demo.data import products

SHOP = ROOT / "sahay" / "web" / "shop"
WORD = re.compile(r"^  (\w+):\s+['\"](.*)['\"],$", re.MULTILINE)
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "rect", "circle", "ellipse", "path"}


def words(language: str) -> dict[str, str]:
    return dict(WORD.findall((SHOP / f"words-{language}.js").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", ["hi", "gu"])
def test_the_languages_say_the_same(language: str) -> None:
    english, other = words("en"), words(language)

    assert list(other) == list(english)
    blanks = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in english.items()}
    assert {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in other.items()} == blanks


def test_every_word_that_is_said_is_there() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in [*SHOP.glob("[!w]*.js"), SHOP / "index.html"])
    said = set(re.findall(r"\bsay\('(\w+)'", source)) | set(re.findall(r'data-say="(\w+)"', source))

    assert said
    assert said <= words("en").keys()


def test_every_product_has_a_picture_and_no_picture_is_left_over() -> None:
    assert {path.stem for path in (SHOP / "pictures").iterdir()} == {product.sku for product in products()}


@pytest.mark.parametrize(
    "path", [*sorted((SHOP / "pictures").iterdir()), *SHOP.glob("*.svg")], ids=lambda path: path.stem
)
def test_a_picture_is_small_and_only_drawn(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    elements = list(ElementTree.fromstring(text).iter())  # noqa: S314  our own file

    assert len(text) < 4096
    assert {element.tag.removeprefix(SVG) for element in elements} <= DRAWN
    assert not [name for element in elements for name in element.attrib if "href" in name or name.startswith("on")]
