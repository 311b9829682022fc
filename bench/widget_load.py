"""What the chat costs the page that embeds it: size, requests, main thread, layout, measured in Chromium.

    .venv/app/bin/python -m bench.widget_load [--write] [--runs N]

A page of another origin is loaded again and again, with the tag and without, with an empty cache each time, on this
machine's processor and on one that is held to a quarter of its speed (an old phone). `--write` keeps the figures in
reports/widget.md.
"""

import argparse
import gzip
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from sahay.config import ROOT
from sahay.web.scripts import read_texts, read_widget
from tests.browser.chromium import ARGUMENTS, CHROMIUM, DESKTOP
from tests.browser.engine import StandInEngine
from tests.browser.shop import Shop

REPORT = ROOT / "reports" / "widget.md"
WIDGET = ROOT / "sahay" / "web" / "widget"
LIMITS = {"sessions_per_minute": 1000}
# As the browser's own tools slow a desktop down to an old phone.
SLOW = 4
# A task that is longer keeps the page from answering (https://w3c.github.io/longtasks/): what is over it is "blocking".
LONG_MILLISECONDS = 50
# Of the layout and paint that follow the script.
SETTLED_MILLISECONDS = 600

OBSERVE = """
    window.seen = {tasks: [], shifts: []};
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((each) => each.duration)))
        .observe({type: 'longtask', buffered: true});
    new PerformanceObserver((list) => seen.shifts.push(...list.getEntries().map((each) => each.value)))
        .observe({type: 'layout-shift', buffered: true});
"""
CHAT = "document.querySelector('sahay-chat')?.shadowRoot"
LAUNCHER = f"{CHAT}?.querySelector('.launcher:not([hidden])')"
FILLER = "<p>" + "Everyday things, kept simple. " * 40 + "</p>"


@dataclass(frozen=True)
class Load:
    """One load of the page. Times in milliseconds."""

    requests: float
    bytes: float
    main_thread: float  # all that the page's thread did, in the browser's own count
    script: float
    longest: float  # task, of those that the browser calls long
    blocking: float  # by how much tasks were longer than 50 ms, together
    shift: float  # https://web.dev/articles/cls


@contextmanager
def site(tag: str) -> Iterator[str]:
    """A page of somebody else's, with this tag."""
    page = f"<!doctype html><html lang=en><head>{tag}</head><body><h1>Elsewhere</h1>{FILLER * 20}</body></html>"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode() if self.path == "/" else b"")

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


# What the tag says, what is done on the page, and what is then there; without a tag, nothing.
STATES = {
    "without the tag": (None, "", "document.body"),
    "with it": ("", "", LAUNCHER),
    "with it, in Hindi": ('data-language="hi"', "", LAUNCHER),
    "with it, opened": ("", "document.querySelector('sahay-chat').open()", f"{CHAT}?.querySelector('.bubble')"),
}


def load(browser: Browser, address: str, slow: int, act: str, there: str) -> Load:
    """In a new context, so that nothing is in a cache."""
    context = browser.new_context(viewport=DESKTOP, locale="en-IN")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})  # what others do on the machine does not count
    devtools.send("Network.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    sizes: dict[str, float] = {}
    asked: dict[str, str] = {}
    devtools.on("Network.requestWillBeSent", lambda each: asked.update({each["requestId"]: each["request"]["url"]}))
    devtools.on("Network.loadingFinished", lambda each: sizes.update({each["requestId"]: each["encodedDataLength"]}))
    page.add_init_script(OBSERVE)
    page.goto(address)
    if act:
        page.wait_for_function(LAUNCHER)
        page.evaluate(act)
    page.wait_for_function(there)
    page.wait_for_timeout(SETTLED_MILLISECONDS)
    told = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    seen = page.evaluate("seen")
    context.close()
    own = [request for request, url in asked.items() if not url.startswith(address)]
    return Load(
        requests=len(own),
        bytes=int(sum(sizes.get(request, 0) for request in own)),
        main_thread=told["TaskDuration"] * 1000,
        script=told["ScriptDuration"] * 1000,
        longest=max(seen["tasks"], default=0.0),
        blocking=sum(max(0.0, task - LONG_MILLISECONDS) for task in seen["tasks"]),
        shift=sum(seen["shifts"]),
    )


def measure(browser: Browser, shop: Shop, runs: int) -> dict[tuple[int, str], Load]:
    """The median of each figure, by how slow the processor is and what was done."""
    found = {}
    for slow in (1, SLOW):
        for state, (says, act, there) in STATES.items():
            tag = "" if says is None else f'<script src="{shop.url}/widget.js" {says} async></script>'
            with site(tag) as address:
                loads = [load(browser, address, slow, act, there) for _ in range(runs)]
                found[slow, state] = Load(
                    *(statistics.median(column) for column in zip(*map(astuple, loads), strict=True))
                )
    return found


def report(found: dict[tuple[int, str], Load], runs: int) -> str:
    script = read_widget(WIDGET)
    plain = gzip.decompress(script.body)
    languages = ", ".join(f"{language} {len(texts.body):,}" for language, texts in sorted(read_texts(WIDGET).items()))
    rows = [
        f"| {'this machine' if slow == 1 else f'{slow} times slower'} | {state} | {each.requests:.0f} "
        f"| {each.bytes / 1000:.1f} | {each.main_thread:.0f} | {each.script:.0f} | {each.longest:.0f} "
        f"| {each.blocking:.0f} | {each.shift:.3f} |"
        for (slow, state), each in found.items()
    ]
    return "\n".join(
        [
            "# What the chat costs a page",
            "",
            f"`/widget.js`: {len(script.body):,} bytes compressed, {len(plain):,} before. It speaks English; who wants "
            f"another language loads its texts once, compressed too: {languages} bytes.",
            "",
            "| processor | a page of another origin | requests to Sahay | kB received | main thread, ms "
            "| of it script, ms | longest task over 50 ms | blocking, ms | layout shift |",
            "|---|---|---|---|---|---|---|---|---|",
            *rows,
            "",
            f"Medians of {runs} loads with empty caches, in Chromium, the server on the same machine; "
            f"{datetime.now(UTC):%d %B %Y}. The main thread's time is processor time, for the whole page: what the "
            "chat adds is the difference to the page without it. Blocking is by how much tasks are longer than 50 ms, "
            "by the clock.",
            "",
            "Made by `.venv/app/bin/python -m bench.widget_load --write`.",
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep the figures in reports/")
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    with TemporaryDirectory() as var, StandInEngine() as engine, sync_playwright() as playwright:
        shop = Shop(Path(var), engine.port, LIMITS).prepare()
        shop.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        text = report(measure(browser, shop, wanted.runs), wanted.runs)
        browser.close()
        shop.stop()
    print(text)
    if wanted.write:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
