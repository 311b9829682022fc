"""A folder of modules and style sheets under an address that changes whenever one of them does: browsers keep such
files for good, and a second visit asks for the page alone."""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

TYPES: Mapping[str, str] = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
# What a file says of another one: `"/desk/element.js"`, `/desk/texts/${code}/index.js`.
_ADDRESS = r"""(["'`])/{name}/(?=[^"'`\n]+\.(?:js|css)\1)"""
# The imports that come before a module runs.
_IMPORT = re.compile(r'^(?:import|\} from|import\b[^"\n]* from) "([^"]+)";', re.MULTILINE)


class File(NamedTuple):
    body: bytes  # gzip
    type: str


class Versioned(NamedTuple):
    """`files` by their path below `/<name>/<VERSIONS>/<version>/`; `page` is the folder's index.html, which asks for
    them there."""

    version: str
    files: Mapping[str, File]
    page: str


# Between the folder's address and a version.
VERSIONS = "at"


def read_versioned(folder: Path, entry: str) -> Versioned:
    """The folder as `/<its name>/`; `entry` is the module that its page loads."""
    sources = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES
    }
    page = (folder / "index.html").read_text(encoding="utf-8")
    version = hashlib.sha256(repr((sources, page)).encode()).hexdigest()[:12]
    root = f"/{folder.name}/{VERSIONS}/{version}/"
    address = re.compile(_ADDRESS.replace("{name}", folder.name))
    moved = {path: address.sub(rf"\1{root}", source) for path, source in sources.items()}
    files = {
        path: File(gzip.compress(source.encode(), mtime=0), TYPES[Path(path).suffix]) for path, source in moved.items()
    }
    return Versioned(version, files, _preloaded(address.sub(rf"\1{root}", page), root, moved, entry))


def _preloaded(page: str, root: str, sources: Mapping[str, str], entry: str) -> str:
    """Browsers would find modules only one behind the other, as each is read."""
    links = "".join(f'    <link rel="modulepreload" href="{root}{path}" />\n' for path in _needed(root, sources, entry))
    return page.replace("  </head>", f"{links}  </head>", 1)


def _needed(root: str, sources: Mapping[str, str], entry: str) -> Iterator[str]:
    """`entry` and all that it imports."""
    seen, waiting = {entry}, [entry]
    while waiting:
        path = waiting.pop()
        yield path
        imported = [found.removeprefix(root) for found in _IMPORT.findall(sources[path])]
        waiting += dict.fromkeys(each for each in imported if each not in seen)
        seen.update(imported)
