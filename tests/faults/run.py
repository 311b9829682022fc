"""One run: two tabs and an agent write through a storm; once it is over everybody must see the same."""

import time
from dataclasses import dataclass

import httpx
from playwright.sync_api import BrowserContext, Error

from tests.browser.shop import wait_until
from tests.browser.widget.chat import Chat
from tests.faults.checker import View, check
from tests.faults.plan import KILL, RELOAD, WEATHERS, Step, plan
from tests.faults.proxy import CLEAR
from tests.faults.world import World

# A page that has not come after so long is asked for again. Milliseconds.
PAGE_PATIENCE = 10_000
# After the storm everything has arrived within so long: the widget's longest pause, and a server that starts.
CALM_SECONDS = 45.0
# What could still come twice would have come by then, in seconds.
AFTERWARDS = 0.5
PERSON = {"client_id": "person", "payload": "/contact_human_agent"}
ROWS = """(rows) => rows.map((row) => [
    ['customer', 'bot', 'agent', 'system'].find((kind) => row.classList.contains(kind)),
    row.querySelector('.bubble').textContent,
    ['sending', 'waiting', 'failed'].find((state) => row.classList.contains(state)),
])"""


@dataclass(frozen=True, slots=True)
class Result:
    seed: int
    faults: tuple[str, ...]
    lines: int
    wrong: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        said = f"seed {self.seed}: {self.lines} lines, {self.seconds:.0f} s, {', '.join(self.faults)}"
        return "\n    ".join([said, *self.wrong])


def run(world: World, seed: int) -> Result:
    began = time.monotonic()
    steps = list(plan(seed))
    context = world.browser.new_context(base_url=world.proxy.url, locale="en-IN")
    context.set_default_timeout(PAGE_PATIENCE)
    try:
        storm = Storm(world, context)
        for step in steps:
            storm.take(step)
        wrong = storm.calm()
    finally:
        world.proxy.become(CLEAR)
        world.is_back()
        context.close()
    faults = tuple(step.what for step in steps if step.what)
    return Result(seed, faults, storm.lines, tuple(wrong), time.monotonic() - began)


class Storm:
    """One conversation, which the agent has when it begins."""

    def __init__(self, world: World, context: BrowserContext) -> None:
        self._world = world
        self._tabs = {name: Chat(context.new_page()) for name in ("tab 1", "tab 2")}
        for tab in self._tabs.values():
            _load(tab)
        wait_until(lambda: bool(self._rows("tab 1")), "the conversation begins")
        session = self._tabs["tab 1"].session
        self._conversation = str(session["conversation"])
        headers = {"Authorization": f"Bearer {session['token']}"}
        httpx.post(f"{world.proxy.url}/api/chat/messages", json=PERSON, headers=headers).raise_for_status()
        tab = self._tabs["tab 2"]
        tab.widget.locator("header[data-owner=queued]").wait_for()
        world.agent.takes(self._conversation)
        tab.widget.locator("header[data-owner=agent]").wait_for()
        self._written: dict[str, list[str]] = {}
        self.lines = 0

    def take(self, step: Step) -> None:
        time.sleep(step.pause)
        if step.text:
            self._say(step.who, step.text)
        elif step.what == KILL:
            self._world.kill(step.seconds)
        elif step.what == RELOAD:
            _load(self._tabs[step.who])
        else:
            self._world.proxy.become(WEATHERS[step.what], step.seconds)

    def calm(self) -> list[str]:
        """What is wrong once everything has had its time to arrive."""
        self._world.proxy.become(CLEAR)
        self._world.is_back()
        self._world.agent.has_said()
        end = time.monotonic() + CALM_SECONDS
        while self._check() and time.monotonic() < end:
            time.sleep(0.1)
        time.sleep(AFTERWARDS)
        wrong = self._check()
        self._world.agent.resolves(self._conversation)
        return wrong

    def _say(self, who: str, text: str) -> None:
        self._written.setdefault(who, []).append(text)
        if who in self._tabs:
            self._tabs[who].says(text)
        else:
            self._world.agent.says(self._conversation, text)

    def _check(self) -> list[str]:
        rows = {name: self._rows(name) for name in self._tabs}
        desk = self._world.agent.sees(self._conversation)
        self.lines = len(desk)
        views: dict[str, View] = {"the desk": desk}
        views |= {name: [(author, text) for author, text, _ in shown] for name, shown in rows.items()}
        unsent = [f"{text} in {name} ({state})" for name, shown in rows.items() for _, text, state in shown if state]
        return check(self._written, views, unsent)

    def _rows(self, tab: str) -> list[tuple[str, str, str | None]]:
        """Author, text, and the state of what is not sent."""
        return [tuple(row) for row in self._tabs[tab].rows.evaluate_all(ROWS)]


def _load(chat: Chat) -> None:
    """As somebody does who presses reload until the page is there, and opens the chat."""
    end = time.monotonic() + CALM_SECONDS
    while True:
        try:
            chat.page.goto("/", wait_until="commit")
            chat.launcher.click()
            chat.input.wait_for()
            return
        except Error:
            # A server that does not come back at all is no storm.
            if time.monotonic() > end:
                raise
