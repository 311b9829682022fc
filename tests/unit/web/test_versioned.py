"""A folder under an address that changes with it."""

import gzip
from pathlib import Path

import pytest

from sahay.web.versioned import Versioned, read_versioned

PAGE = """<head>
    <link rel="icon" href="/desk/icon.svg" />
    <link rel="stylesheet" href="/desk/base.css" />
    <script type="module" src="/desk/app.js"></script>
  </head>"""
FILES = {
    "index.html": PAGE,
    "base.css": "a { color: red }",
    "app.js": 'import "/desk/list.js";\nimport {\n  one,\n} from "/desk/one.js";\nimport("/desk/later.js");\n',
    "list.js": 'import { one } from "/desk/one.js";\nfetch("/api/desk/queue");\nlocation = "/desk#/c/1";\n',
    "one.js": "export const one = (code) => import(`/desk/texts/${code}/index.js`);\n",
    "later.js": 'const frame = "/desk/preview.html";\n',
    "texts/en/index.js": "export default {};\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        file = tmp_path / "desk" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path / "desk"


def said(versioned: Versioned, path: str) -> str:
    return gzip.decompress(versioned.files[path].body).decode()


def test_files_ask_for_one_another_under_the_version(folder: Path) -> None:
    versioned = read_versioned(folder, "app.js")
    root = f"/desk/at/{versioned.version}/"

    assert set(versioned.files) == set(FILES) - {"index.html"}
    assert said(versioned, "app.js") == FILES["app.js"].replace("/desk/", root)
    assert said(versioned, "one.js") == FILES["one.js"].replace("/desk/", root)
    # An address of the API, of a place in the page, of a page in a frame: none of these is a file of the folder.
    assert said(versioned, "list.js") == FILES["list.js"].replace("/desk/one.js", f"{root}one.js")
    assert said(versioned, "later.js") == FILES["later.js"]
    assert f'src="{root}app.js"' in versioned.page
    assert 'href="/desk/icon.svg"' in versioned.page


def test_what_the_first_module_needs_is_fetched_at_once(folder: Path) -> None:
    versioned = read_versioned(folder, "app.js")
    preloaded = [line.partition('href="')[2] for line in versioned.page.splitlines() if "modulepreload" in line]

    assert sorted(each.partition('"')[0].rpartition("/")[2] for each in preloaded) == ["app.js", "list.js", "one.js"]


@pytest.mark.parametrize("name", FILES)
def test_any_change_is_another_version(folder: Path, name: str) -> None:
    before = read_versioned(folder, "app.js").version
    assert read_versioned(folder, "app.js").version == before
    (folder / name).write_text(FILES[name] + "\n", encoding="utf-8")
    assert read_versioned(folder, "app.js").version != before
