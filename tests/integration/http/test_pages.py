"""What browsers load."""

import gzip
import re

import pytest

from sahay.config import ROOT
from sahay.web.scripts import read_widget
from tests.integration.http.conftest import App

WIDGET = ROOT / "sahay" / "web" / "widget"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/desk", "text/html"),
        ("/desk/", "text/html"),
        ("/desk/app.js", "text/javascript"),
        ("/desk/base.css", "text/css"),
        ("/shop/base.css", "text/css"),
        ("/shop/icon.svg", "image/svg+xml"),
        ("/widget.js", "text/javascript"),
    ],
)
async def test_every_file_is_served_as_what_it_is(app: App, path: str, kind: str) -> None:
    async with app.client() as browser:
        answer = await browser.get(path)
        head = await browser.head(path)

    assert (answer.status_code, head.status_code) == (200, 200)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_widget_is_sent_compact_and_compressed_to_who_can_read_it(app: App) -> None:
    body = read_widget(WIDGET).body
    expected = gzip.decompress(body).decode()
    async with app.client() as browser:
        packed = await browser.get("/widget.js", headers={"Accept-Encoding": "gzip"})
        plain = await browser.get("/widget.js", headers={"Accept-Encoding": "identity"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text == expected  # the client has unpacked the first
    assert int(packed.headers["content-length"]) == len(body)


async def test_an_unchanged_script_is_not_sent_again(app: App) -> None:
    async with app.client() as browser:
        first = await browser.get("/widget.js")
        again = await browser.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
        other = await browser.get("/widget.js", headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


async def test_the_consoles_files_are_kept_for_good_and_its_page_is_asked_for_each_time(app: App) -> None:
    async with app.client() as browser:
        page = await browser.get("/desk")
        again = await browser.get("/desk", headers={"If-None-Match": page.headers["etag"]})
        script = re.findall(r'script type="module" src="([^"]+)"', page.text)[0]
        file = await browser.get(script)
        plain = await browser.get(script, headers={"Accept-Encoding": "identity"})
        older = await browser.get(re.sub("/at/[^/]+/", "/at/older/", script))
        gone = await browser.get(script.replace("app.js", "../index.html"))

    assert (page.headers["cache-control"], again.status_code) == ("no-cache", 304)
    assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert file.headers["content-encoding"] == "gzip"
    assert file.text == plain.text == older.text
    assert older.headers["cache-control"] == "no-cache"  # an app of another version is beside us
    assert gone.status_code == 404
