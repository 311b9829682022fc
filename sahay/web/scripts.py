"""The widget's modules as browsers get them: read once, without comments and needless spaces, compressed."""

import gzip
import hashlib
from pathlib import Path
from typing import NamedTuple

from rjsmin import jsmin

ENTRY = "widget"


class Script(NamedTuple):
    body: bytes  # gzip
    etag: str


def read_scripts(folder: Path) -> dict[str, Script]:
    """Address -> module: `/widget.js`, and its siblings at `/widget/<name>.js`."""
    return {_address(path.stem): _script(path) for path in folder.glob("*.js")}


def _address(name: str) -> str:
    return f"/{name}.js" if name == ENTRY else f"/{ENTRY}/{name}.js"


def _script(path: Path) -> Script:
    body = gzip.compress(jsmin(path.read_text(encoding="utf-8")).encode(), mtime=0)
    return Script(body, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
