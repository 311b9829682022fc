"""The widget as browsers get it: one script, read once, shrunk, compressed, and known by its hash."""

import base64
import gzip
import hashlib
from pathlib import Path
from typing import NamedTuple

from rjsmin import jsmin

from sahay.web.bundle import join

try:
    import minify
except ImportError:  # it has no wheel for macOS
    minify = None

ENTRY = "widget"


class Script(NamedTuple):
    body: bytes  # gzip
    etag: str
    integrity: str  # for the tag's `integrity`, and for a page's Content-Security-Policy


def read_widget(folder: Path) -> Script:
    """The modules in `folder` as `/widget.js`. Raises BundleError."""
    sources = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.js")}
    plain = shrink(join(sources, ENTRY)).encode()
    body = gzip.compress(plain, mtime=0)
    integrity = "sha384-" + base64.b64encode(hashlib.sha384(plain).digest()).decode()
    return Script(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"', integrity)


def shrink(script: str) -> str:
    """Without comments and needless spaces; where the better library is there, with short local names too."""
    shrunk: str = minify.string("text/javascript", script) if minify else jsmin(script)
    return shrunk
