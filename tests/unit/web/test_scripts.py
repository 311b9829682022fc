"""The widget's one script as it is sent: whole, small, and the same with and without the better library."""

import base64
import gzip
import hashlib
import re
import sys
from pathlib import Path

import pytest

from sahay.config import ROOT
from sahay.web import scripts
from sahay.web.bundle import BundleError

WIDGET = ROOT / "sahay" / "web" / "widget"
# What a customer's phone has to load before the chat is there, compressed: the script, and one language at most.
MOST_BYTES = 20 * 1024


def test_it_is_small(capsys: pytest.CaptureFixture[str]) -> None:
    script = len(scripts.read_widget(WIDGET).body)
    most = script + max(len(texts.body) for texts in scripts.read_texts(WIDGET).values())
    with capsys.disabled():
        sys.stdout.write(f" /widget.js: {script:,}, with a language {most:,} of {MOST_BYTES:,} bytes ")
    assert most <= MOST_BYTES


def test_the_script_knows_the_texts_of_each_language_by_their_version(tmp_path: Path) -> None:
    (tmp_path / "widget.js").write_text("import { VERSIONS } from './versions.js';\nf(VERSIONS);\n")
    (tmp_path / "versions.js").write_text("export const VERSIONS = {};\n")
    (tmp_path / "texts").mkdir()
    versions = []
    for word in ("हाँ", "हा", "हाँ"):
        (tmp_path / "texts" / "hi.json").write_text(f'{{\n  "yes": "{word}"\n}}\n', encoding="utf-8")
        texts = scripts.read_texts(tmp_path)
        assert list(texts) == ["hi"]
        assert gzip.decompress(texts["hi"].body).decode() == f'["{word}"]'
        assert texts["hi"].version in gzip.decompress(scripts.read_widget(tmp_path).body).decode()
        versions.append(texts["hi"].version)
    assert versions[0] == versions[2] != versions[1]


@pytest.mark.parametrize("library", ["tdewolff-minify", "rjsmin"])
def test_a_script_is_shrunk_by_what_is_installed(library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "widget.js").write_text(
        "/** Why. */\nimport { long } from './a.js';\n\nlet longer = long; // Why.\nf(longer);"
    )
    (tmp_path / "a.js").write_text("export const long = `a  b`;\n")
    if library == "rjsmin":
        monkeypatch.setattr(scripts, "minify", None)
    script = gzip.decompress(scripts.read_widget(tmp_path).body).decode()
    assert "Why" not in script
    assert "`a  b`" in script  # what is in a text stays as it is
    assert ("longer" in script) == (library == "rjsmin")


def test_its_hash_is_that_of_what_the_browser_runs() -> None:
    script = scripts.read_widget(WIDGET)
    kind, _, code = script.integrity.partition("-")
    assert hashlib.new(kind, gzip.decompress(script.body)).digest() == base64.b64decode(code)
    assert re.fullmatch(r'"[0-9a-f]{16}"', script.etag)


def test_modules_that_do_not_fit_together_are_no_script(tmp_path: Path) -> None:
    (tmp_path / "widget.js").write_text("export default 1;\n")
    with pytest.raises(BundleError, match=r"widget\.js"):
        scripts.read_widget(tmp_path)
