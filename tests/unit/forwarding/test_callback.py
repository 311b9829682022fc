"""Chatwoot's calls: which are its own, and what they tell."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahay.forwarding.chatwoot.callback import (
    WINDOW_SECONDS,
    AgentSaid,
    Resolved,
    Unreadable,
    WrongSignature,
    read,
    verify,
)
from tests.fakes import MORNING
from tests.fakes_desk.chatwoot import message_created, signed, status_changed

SECRET = "inbox-secret"


def test_a_signed_call() -> None:
    body, headers = signed(message_created(1, 5, "नमस्ते"), SECRET, MORNING)

    verify(body, headers["X-Chatwoot-Timestamp"], headers["X-Chatwoot-Signature"], SECRET, MORNING)


@pytest.mark.parametrize(
    "change",
    [
        {"secret": "another"},
        {"body": b"{}"},
        {"timestamp": str(int(MORNING.timestamp()) + 1)},
        {"timestamp": ""},
        {"timestamp": "\u0967"},
        {"timestamp": "9" * 400},
        {"signature": ""},
        {"signature": "sha256="},
        {"signature": "sha256=\udcff"},
    ],
)
def test_a_call_that_is_not_its_own(change: dict) -> None:
    body, headers = signed(message_created(1, 5, "Hello"), SECRET, MORNING)
    call = {"body": body, "timestamp": headers["X-Chatwoot-Timestamp"], "signature": headers["X-Chatwoot-Signature"]}
    with pytest.raises(WrongSignature):
        verify(**{**call, "secret": SECRET, "now": MORNING, **change})


@pytest.mark.parametrize(
    ("age", "taken"), [(0, True), (WINDOW_SECONDS, True), (WINDOW_SECONDS + 1, False), (-301, False)]
)
def test_an_old_call_is_not_taken_again(age: int, taken: bool) -> None:
    body, headers = signed({}, SECRET, MORNING)
    timestamp, signature = headers["X-Chatwoot-Timestamp"], headers["X-Chatwoot-Signature"]
    try:
        verify(body, timestamp, signature, SECRET, MORNING + timedelta(seconds=age))
    except WrongSignature:
        assert not taken
    else:
        assert taken


FILE = {"attachments": [{"data_url": "https://chatwoot.example/file.png"}]}


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (message_created(1, 5, "Hello"), AgentSaid("1", 5, "Meera", "Hello", resolved=False)),
        (message_created(1, 5, "Hello", message_type=1), AgentSaid("1", 5, "Meera", "Hello", resolved=False)),
        (message_created(1, 5, None, **FILE), AgentSaid("1", 5, "Meera", "https://chatwoot.example/file.png", False)),
        (
            message_created(1, 5, "Bye", conversation={"id": 1, "status": "resolved"}),
            AgentSaid("1", 5, "Meera", "Bye", True),
        ),
        (message_created(1, 5, "Hello", sender=None), AgentSaid("1", 5, "", "Hello", resolved=False)),
        (message_created(1, 5, "Hello", private=True), None),  # a note among agents
        (message_created(1, 5, "Hello", message_type="incoming"), None),  # the customer's own
        (message_created(1, 5, "Hello", message_type="template"), None),  # Chatwoot's own
        (message_created(1, 5, "Hello", content_attributes={"sahay": "line 2"}), None),  # ours, come back
        (message_created(1, 5, " \u0000"), None),  # nothing to say
        (message_created(1, None, "Hello"), None),
        (status_changed(1, "resolved"), Resolved("1", "Meera")),
        (status_changed(1, "open"), None),
        (status_changed(1, "snoozed"), None),
        ({"event": "conversation_typing_on"}, None),
        ({"event": "something_new", "id": 9}, None),
    ],
)
def test_what_a_call_tells(call: dict, told: AgentSaid | Resolved | None) -> None:
    assert read(json.dumps(call).encode()) == told


SCALARS = st.none() | st.integers() | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=5
)


@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_anything_else_is_unreadable_or_nothing(body: bytes) -> None:
    with suppress(Unreadable):
        assert read(body) is None
