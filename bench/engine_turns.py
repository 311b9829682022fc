"""What a turn costs as a conversation grows: `.venv/engine/bin/python -m bench.engine_turns [--model MODEL]`.

The same messages through the same model, turn by turn in the same run: once our way (StrictProcessor on
OneRowTrackerStore), once Rasa's (MessageProcessor on SQLTrackerStore), both on SQLite files, with an action server on
loopback that answers at once. Shown are medians of windows of ten turns: wall milliseconds, and CPU milliseconds of the
engine together with that server.
"""

import argparse
import asyncio
import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import redirect_stdout
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from components import launcher

launcher.prepare()

from rasa.core.agent import Agent  # noqa: E402  after the launcher has prepared this process
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.core.processor import MessageProcessor  # noqa: E402
from rasa.core.tracker_store import SQLTrackerStore  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

from components.nlg import LocalisedTexts  # noqa: E402
from components.question import Question  # noqa: E402
from components.tracker_store import OneRowTrackerStore  # noqa: E402
from components.turns import Turns  # noqa: E402

# A customer who greets, asks the shop something, tracks an order, and is not understood: text that is parsed, an
# action in most turns, a form in some.
SAID = ("hello", "how do I return something?", "where is my order", "10001", "asha@example.com", "thanks", "qwer zxcv")
WINDOWS = (1, 41, 91, 141, 191, 241, 291)  # the first turn of each
WINDOW = 10


class Cost(NamedTuple):
    wall: float
    cpu: float


class Answering(BaseHTTPRequestHandler):
    """An action server in a line: every action says one word."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        silent = request["next_action"].startswith("validate_")
        body = json.dumps({"events": [], "responses": [] if silent else [{"text": "Done."}]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default=str(launcher.ROOT / "models"), help="a model, or a directory of models")
    parser.add_argument("--turns", type=int, default=WINDOWS[-1] + WINDOW - 1)
    arguments = parser.parse_args()
    server = HTTPServer(("127.0.0.1", 0), Answering)
    Thread(target=server.serve_forever, daemon=True).start()
    # Our own log goes nowhere; Rasa's is as quiet as ever.
    with tempfile.TemporaryDirectory() as directory, Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        url = f"http://127.0.0.1:{server.server_port}/webhook"
        ours, peer = asyncio.run(_measure(arguments.model, url, Path(directory), arguments.turns))
    server.shutdown()
    _show(ours, peer)


async def _measure(model: str, url: str, directory: Path, turns: int) -> tuple[list[Cost], list[Cost]]:
    agent = Agent(
        generator=LocalisedTexts(EndpointConfig()),
        tracker_store=OneRowTrackerStore(host=f"sqlite:///{directory}/ours.db"),
        action_endpoint=EndpointConfig(url),
    )
    agent.load_model(model)
    processor, answering = agent.processor, Turns()
    rasas = MessageProcessor(
        model_path=model,
        tracker_store=SQLTrackerStore(agent.domain, db=str(directory / "peer.db")),
        lock_store=agent.lock_store,
        generator=agent.nlg,
        action_endpoint=EndpointConfig(url),
    )
    ours, peer = [], []
    gc.disable()  # a collection would bill one for what the other left behind
    for turn in range(turns):
        if turn % WINDOW == 0:
            gc.collect()
        text, name = SAID[turn % len(SAID)], f"c1:{turn}"
        question = Question(
            "c1", text, name, "en", "web", fresh=False, kind="payload" if text.startswith("/") else "text"
        )
        message = UserMessage(text, sender_id="c1", input_channel="sahay", metadata=question.metadata)
        ours.append(await _cost(lambda asked=question: answering.answer(processor, asked)))
        peer.append(await _cost(lambda asked=message: rasas.handle_message(asked)))
    return ours, peer


async def _cost(work: Callable[[], Awaitable[object]]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await work()
    return Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _show(ours: list[Cost], peer: list[Cost]) -> None:
    print("turns        ours: wall  cpu ms    Rasa: wall  cpu ms    ratio of cpu")
    for first in WINDOWS:
        window = slice(first - 1, first - 1 + WINDOW)
        if len(ours) < window.stop:
            break
        mine, theirs = _median(ours[window]), _median(peer[window])
        print(
            f"{first:4}-{window.stop:<4}  {mine.wall:12.1f} {mine.cpu:7.1f}  {theirs.wall:13.1f} {theirs.cpu:7.1f}"
            f"  {theirs.cpu / mine.cpu:12.1f}"
        )


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.wall for cost in costs), statistics.median(cost.cpu for cost in costs))


if __name__ == "__main__":
    main()
