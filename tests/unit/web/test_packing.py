"""The texts as they are sent, and what comes out of them in the browser."""

import re

import pytest

from sahay.config import ROOT
from sahay.web.bundle import BundleError
from sahay.web.packing import pack

TEXTS = ROOT / "sahay" / "web" / "widget" / "texts.js"
SOURCE = (
    "// Why.\nconst en = {\n  yes: 'Yes…',\n  no: 'No, {name}',\n};\nconst hi = {\n  yes: 'हाँ।',\n  no: 'A ना',\n};\n"
)


def unpacked(packed: str) -> dict[str, dict[str, str]]:
    """What the browser makes of it."""
    [keys] = re.findall(r"const KEYS = '([^']*)'", packed)
    found = re.findall(r"const (\w\w) = unpack\(`(.*?)`, (\d+)\);", packed, re.DOTALL)
    return {tag: dict(zip(keys.split(), back(text, int(far)).split("\n"), strict=True)) for tag, text, far in found}


def back(text: str, far: int) -> str:
    return "".join(chr(ord(letter) + far) if "\x80" <= letter <= "\xff" else letter for letter in text)


def test_a_language_becomes_lines_and_its_letters_latin_ones() -> None:
    packed = pack(SOURCE)
    assert "हा" not in packed
    assert "// Why.\n" in packed
    assert unpacked(packed) == {
        "en": {"yes": "Yes…", "no": "No, {name}"},
        "hi": {"yes": "हाँ।", "no": "A ना"},
    }


def test_every_text_of_the_widget_comes_out_as_it_was() -> None:
    source = TEXTS.read_text(encoding="utf-8")
    languages = unpacked(pack(source))
    assert set(languages) == {"en", "hi", "gu"}
    for texts in languages.values():
        assert all(f"  {key}: '{text}',\n" in source for key, text in texts.items())


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("'Yes…'", '"Yes"', 'texts.js: en: this is no row with a key and a plain text: yes: "Yes",'),
        ("'Yes…'", "'It\\'s'", "texts.js: en: this is no row"),
        ("'Yes…'", "'`'", "texts.js: en: this is no row"),
        ("'Yes…'", "'é'", "texts.js: en: this is no row"),  # where the other scripts' letters are put
        ("  no: 'A ना',\n", "", "texts.js: the languages must have the same keys in the same order"),
    ],
)
def test_what_it_cannot_pack_it_names(before: str, after: str, message: str) -> None:
    with pytest.raises(BundleError, match=f"^{re.escape(message)}"):
        pack(SOURCE.replace(before, after))
