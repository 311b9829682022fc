"""Every word of the widget is there in every language, with the same blanks."""

import json
import re

import pytest

from sahay.config import ROOT

WIDGET = ROOT / "sahay" / "web" / "widget"
SOURCE = (WIDGET / "texts.js").read_text(encoding="utf-8")
ENGLISH = dict(
    re.findall(r"^  (\w+): '([^']*)',$", SOURCE.partition("ENGLISH = {")[2].partition("\n};")[0], re.MULTILINE)
)
LANGUAGES = ("gu", "hi")


def blanks(text: str) -> list[str]:
    return sorted(re.findall(r"{\w+}", text))


def test_each_language_has_its_texts_and_a_place_among_the_versions() -> None:
    offered = re.findall(r"(\w\w): '", SOURCE.partition("LANGUAGES = {")[2].partition("}")[0])
    versions = re.findall(r"(\w\w): ''", (WIDGET / "versions.js").read_text(encoding="utf-8"))
    assert sorted(set(offered) - {"en"}) == sorted(versions) == list(LANGUAGES)
    assert sorted(path.stem for path in WIDGET.glob("texts/*")) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_what_english_says(language: str) -> None:
    texts = json.loads((WIDGET / "texts" / f"{language}.json").read_text(encoding="utf-8"))
    assert list(texts) == list(ENGLISH)  # in the same order, to be read side by side
    assert {key: blanks(text) for key, text in texts.items()} == {key: blanks(text) for key, text in ENGLISH.items()}
    assert all(text.strip() for text in texts.values())
