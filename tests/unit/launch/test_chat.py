"""The conversation in a terminal or a pipe: what goes to the API, and what is printed."""

import io
import itertools

import pytest

from sahay.launch import chat
from sahay.launch.chat import Talk
from sahay.launch.chat_client import Page, Refused

WELCOME = {
    "seq": 1,
    "author": "bot",
    "text": "Welcome!",
    "buttons": [
        {"title": "Track my order", "payload": "/track_order"},
        {"title": "Talk to a person", "payload": "/contact_human_agent"},
    ],
}


class ScriptedApi:
    """Answers each message with the next of `turns`: a list of messages without seq, or what `send` raises."""

    def __init__(self, *turns, owners=("bot",)):
        self.sent = []
        self._turns = iter(turns)
        self._owners = itertools.chain(owners, itertools.repeat(owners[-1]))
        self._owner = "bot"
        self._seq = 1
        self._news = [WELCOME]

    async def send(self, **content):
        self.sent.append(content)
        turn = next(self._turns)
        if isinstance(turn, Exception):
            raise turn
        self._owner = next(self._owners)
        self._seq += 1
        asked = self._seq
        self._add({"author": "customer", "text": "as shown", "seq": asked})
        for message in turn:
            self._seq += 1
            self._add({**message, "seq": self._seq})
        return asked

    async def new(self):
        news, self._news = self._news, []
        return Page(self._owner, news)

    def _add(self, message):
        self._news.append(message)


@pytest.fixture
def talk(within):
    """What is printed in answer to these lines."""

    async def run(api, *lines):
        out = io.StringIO()
        await within(Talk(api, "Saral Store", io.StringIO("\n".join(lines)), out).run())
        return out.getvalue().splitlines()

    return run


def bot(text, **more):
    return {"author": "bot", "text": text, **more}


async def test_the_welcome_and_its_buttons_with_numbers(talk):
    assert await talk(ScriptedApi()) == [
        "Saral Store: Welcome!",
        "  1. Track my order",
        "  2. Talk to a person",
    ]


async def test_lines_are_sent_as_text_and_all_answers_shown_in_order(talk):
    api = ScriptedApi([bot("one"), bot("two")], [bot("three")])
    printed = await talk(api, "hello", "", "and?")
    assert api.sent == [{"text": "hello"}, {"text": "and?"}]  # an empty line says nothing
    assert printed[3:] == ["Saral Store: one", "Saral Store: two", "Saral Store: three"]


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("2", {"payload": "/contact_human_agent"}),
        ("3", {"text": "3"}),  # there is no third button
        ("0", {"text": "0"}),
        ("10006", {"text": "10006"}),  # an order's number
        ("-1", {"text": "-1"}),
        ("२", {"payload": "/contact_human_agent"}),  # a Hindi keyboard's 2
        ("²", {"text": "²"}),  # a digit to Python, but no number
        ("/track_order", {"text": "/track_order"}),  # typed is not clicked
    ],
)
async def test_a_number_presses_the_button(talk, line, sent):
    api = ScriptedApi([bot("fine")])
    await talk(api, line)
    assert api.sent == [sent]


async def test_the_last_buttons_count(talk):
    api = ScriptedApi([bot("choose", buttons=[{"title": "Yes", "payload": "/affirm"}])], [bot("fine")])
    await talk(api, "hello", "1")
    assert api.sent[1] == {"payload": "/affirm"}


async def test_agents_have_a_name_and_the_system_has_brackets(talk):
    api = ScriptedApi(
        [{"author": "system", "text": "You are number 1."}, {"author": "agent", "name": "Asha", "text": "Hi"}]
    )
    assert (await talk(api, "a person please"))[3:] == ["(You are number 1.)", "Asha: Hi"]


async def test_a_silent_queue_is_not_waited_for(talk):
    """An agent may take long to answer; the next line can be said before."""
    api = ScriptedApi([], [], owners=("queued",))
    await talk(api, "are you there?", "hello?")
    assert len(api.sent) == 2


async def test_what_the_api_refuses_is_said_and_the_talk_goes_on(talk):
    api = ScriptedApi(Refused("Please shorten your message."), [bot("fine")])
    assert (await talk(api, "x" * 9999, "hello"))[3:] == ["(Please shorten your message.)", "Saral Store: fine"]


async def test_no_answer_is_not_waited_for_for_ever(talk, monkeypatch):
    monkeypatch.setattr(chat, "ANSWER_SECONDS", 0.05)
    assert (await talk(ScriptedApi([]), "hello"))[3:] == ["(no answer)"]


async def test_quit_leaves_the_rest_unsaid(talk):
    api = ScriptedApi([bot("fine")])
    await talk(api, "hello", "/quit", "never")
    assert api.sent == [{"text": "hello"}]
