"""The widget's texts as they are sent: an eighth smaller, since three languages are much of a small script.

Each language becomes lines without their keys, which all languages share; and a letter of an Indian script becomes the
one that stands as far into Latin-1 as it stands into its own block of Unicode. The blocks are laid out alike, so that
one word in Hindi and in Gujarati is one word to the compression. `unpack` makes it undone in the browser.
"""

import re

from sahay.web.bundle import BundleError

_LANGUAGE = re.compile(r"^const (?P<tag>\w\w) = \{\n(?P<rows>.*?)^\};\n", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"  (?P<key>\w+): '(?P<text>[^'\\`$\x80-\xff\n]*)',")
# Where a script's letters begin (https://www.unicode.org/charts/), and where they are put: both blocks have 128 places.
_BLOCKS = {"hi": 0x0900, "gu": 0x0A80}
_PLACE = 0x80

_UNPACK = """\
const unpack = (texts, far) => Object.fromEntries(texts.split('\\n').map((text, at) => [
  KEYS[at], text.replace(/[\\x80-\\xff]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + far)),
]));
"""


def pack(source: str) -> str:
    """`texts.js` with its languages packed. Raises BundleError for a row that is not `  key: 'text',`."""
    languages = {found["tag"]: _rows(found["tag"], found["rows"]) for found in _LANGUAGE.finditer(source)}
    if not languages:
        return source
    first, *others = languages.values()
    for rows in others:
        if list(rows) != list(first):
            raise BundleError("texts.js: the languages must have the same keys in the same order")
    keys = f"const KEYS = '{' '.join(first)}'.split(' ');\n"
    return keys + _UNPACK + _LANGUAGE.sub(lambda found: _packed(found["tag"], languages[found["tag"]]), source)


def _rows(tag: str, text: str) -> dict[str, str]:
    rows = {}
    for line in text.splitlines():
        row = _ROW.fullmatch(line)
        if row is None:
            raise BundleError(f"texts.js: {tag}: this is no row with a key and a plain text: {line.strip()}")
        rows[row["key"]] = row["text"]
    return rows


def _packed(tag: str, rows: dict[str, str]) -> str:
    begin = _BLOCKS.get(tag, _PLACE)
    near = {letter: _PLACE + letter - begin for letter in range(begin, begin + 128)} if tag in _BLOCKS else {}
    lines = "\n".join(rows.values()).translate(near)
    return f"const {tag} = unpack(`{lines}`, {begin - _PLACE});\n"
