"""The widget as browsers get it: one script, and its texts in each language but English, which the script has.

All of it is read once, shrunk, compressed, and known by its hash.

`python -m sahay.web.scripts` prints the hash, for pages that name it.
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import zopfli.gzip
from rjsmin import jsmin

from sahay.web.bundle import join

try:
    import minify
except ImportError:  # it has no wheel for macOS
    minify = None

ENTRY = "widget"
# The module that says by what the texts are known.
VERSIONS = "versions"
# A style sheet in a script, as its author has marked it.
_STYLE = re.compile(r"/\* css \*/ `([^`]*)`")


class Script(NamedTuple):
    body: bytes  # gzip
    etag: str
    integrity: str  # for the tag's `integrity`, and for a page's Content-Security-Policy


class Texts(NamedTuple):
    """Every word of the widget in one language: a list as JSON, in the order of the English ones in the script."""

    body: bytes  # gzip
    version: str  # another one for other words


def read_widget(folder: Path) -> Script:
    """The modules in `folder` as `/widget.js`. Raises BundleError."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    versions = {language: texts.version for language, texts in read_texts(folder).items()}
    plain = shrink(join(sources | {VERSIONS: f"export const VERSIONS = {json.dumps(versions)};\n"}, ENTRY)).encode()
    body = _compress(plain)
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(plain).digest()).decode()
    return Script(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"', integrity)


def read_texts(folder: Path) -> Mapping[str, Texts]:
    """By language, what is in `folder`/texts."""
    plain = {path.stem: _list(path.read_text(encoding="utf-8")) for path in folder.glob("texts/*.json")}
    return {language: Texts(_compress(each), hashlib.sha256(each).hexdigest()[:6]) for language, each in plain.items()}


def _list(texts: str) -> bytes:
    """Without the keys, which would be a third of it."""
    return json.dumps(list(json.loads(texts).values()), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _compress(plain: bytes) -> bytes:
    """As small as gzip can be, which takes a third of a second."""
    return bytes(zopfli.gzip.compress(plain, numiterations=30))


def shrink(script: str) -> str:
    """Without comments and needless spaces; where the better library is there, with short local names too."""
    script = _STYLE.sub(_shrink_style, script)
    shrunk: str = minify.string("text/javascript", script) if minify else jsmin(script)
    return shrunk


def _shrink_style(found: re.Match[str]) -> str:
    """Spaces mean nothing around these signs."""
    style = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", found[1], flags=re.DOTALL))
    return "`" + re.sub(r" ?([{};,]) ?", r"\1", style).replace(": ", ":").replace(";}", "}") + "`"


if __name__ == "__main__":
    sys.stdout.write(read_widget(Path(__file__).parent / "widget").integrity + "\n")
