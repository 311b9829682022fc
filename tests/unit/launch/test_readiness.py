"""A process is ready once its address answers 200."""

import http.server
import threading

import pytest

from sahay.launch.readiness import until_ready


class Scripted(http.server.BaseHTTPRequestHandler):
    """Answers with the statuses of its server, one after the other."""

    def do_GET(self):
        self.send_response(self.server.statuses.pop(0))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Scripted) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


async def test_asks_until_the_answer_is_200(server, within, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # somebody's proxy is not asked
    server.statuses = [503, 404, 200, 500]
    pauses = []

    async def sleep(seconds):
        pauses.append(seconds)

    await within(until_ready(f"http://127.0.0.1:{server.server_port}/readyz", sleep))
    assert server.statuses == [500]
    assert len(pauses) == 2


async def test_nobody_listening_is_not_an_error(server, within):
    """As long as the process is still starting."""
    url = f"http://127.0.0.1:{server.server_port}/readyz"
    server.socket.close()
    pauses = []

    class Enough(Exception):
        pass

    async def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            raise Enough

    with pytest.raises(Enough):
        await within(until_ready(url, sleep))
