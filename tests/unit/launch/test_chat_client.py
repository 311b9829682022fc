"""The client of the public chat API, against an API that is played."""

import json

import httpx
import pytest

from sahay.launch import chat_client
from sahay.launch.chat_client import ChatClient, Refused

SESSION = httpx.Response(201, json={"token": "a-token", "conversation_id": "c1", "language": "en"})


@pytest.fixture
def api(monkeypatch):
    """Answers the requests with `answers`, in order, and keeps the requests."""
    monkeypatch.setattr(chat_client, "RETRY_SECONDS", 0)

    class Api:
        def __init__(self):
            self.answers = [SESSION]
            self.requests = []

        def answer(self, request):
            self.requests.append(request)
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        def client(self, language=None):
            return ChatClient("http://127.0.0.1:8000", language, httpx.MockTransport(self.answer))

    return Api()


@pytest.mark.parametrize(("language", "body"), [(None, {}), ("gu", {"language": "gu"})])
async def test_it_opens_a_conversation_and_proves_it(api, language, body):
    api.answers.append(httpx.Response(202, json={"seq": 2}))
    async with api.client(language) as client:
        assert await client.send(text="hello") == 2
    opening, sending = api.requests
    assert json.loads(opening.content) == body
    assert sending.headers["Authorization"] == "Bearer a-token"
    assert json.loads(sending.content)["text"] == "hello"


async def test_each_page_begins_behind_the_last(api):
    page = {"owner": "bot", "messages": [{"seq": 1}, {"seq": 3}]}
    api.answers += [httpx.Response(200, json=page), httpx.Response(200, json={"owner": "agent", "messages": []})]
    async with api.client() as client:
        assert [message["seq"] for message in (await client.new()).messages] == [1, 3]
        assert (await client.new()).owner == "agent"
    assert [request.url.query for request in api.requests[1:]] == [b"after=0", b"after=3"]


async def test_an_app_that_restarts_is_waited_for_and_told_once(api):
    """The same client_id twice: the app knows what it has committed already."""
    api.answers += [httpx.ConnectError("refused"), httpx.ReadError("reset"), httpx.Response(202, json={"seq": 2})]
    async with api.client() as client:
        assert await client.send(payload="/greet") == 2
    bodies = [json.loads(request.content) for request in api.requests[1:]]
    assert bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["client_id"]


async def test_an_app_that_stays_away_is_given_up(api, monkeypatch):
    monkeypatch.setattr(chat_client, "PATIENCE_SECONDS", 0.02)
    api.answers = [httpx.ConnectError("refused")] * 100_000
    with pytest.raises(Refused, match=r"^the app does not answer$"):
        await api.client().__aenter__()


async def test_the_apis_own_words_are_kept(api):
    refusal = {"error": {"code": "rate_limited", "message": "One moment, please."}}
    api.answers.append(httpx.Response(429, json=refusal))
    async with api.client() as client:
        with pytest.raises(Refused, match=r"^One moment, please\.$"):
            await client.send(text="hello")


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>"),  # somebody else's server
        httpx.Response(404, json={"detail": "Not Found"}),
        httpx.Response(500, json="no"),
    ],
)
async def test_something_else_on_the_port(api, answer):
    api.answers = [answer]
    with pytest.raises(Refused, match=r"^what answers on http://127\.0\.0\.1:8000 is not Sahay$"):
        await api.client().__aenter__()
