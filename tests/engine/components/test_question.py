"""What the channel takes, and what it says to everything else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import question
from components.payload import Vocabulary
from components.question import MESSAGE_CHARACTERS, BadQuestion, Question

LANGUAGES = frozenset({"en", "hi"})
VOCABULARY = Vocabulary(frozenset({"greet", "ask_faq"}), frozenset({"faq"}))
METADATA = {"message_id": "c1:1", "language": "hi", "channel": "web", "fresh": False, "kind": "text"}
GOOD = {"sender": "c1", "message": "hello", "metadata": METADATA}
GONE = object()


def body(metadata: dict[str, Any] | None = None, **changes: Any) -> bytes:
    content = GOOD | changes | {"metadata": METADATA | (metadata or {})}
    for part in (content, content["metadata"]):
        for name in [name for name, value in part.items() if value is GONE]:
            del part[name]
    return json.dumps(content).encode()


def parse(content: bytes) -> Question:
    return question.parse(content, LANGUAGES, VOCABULARY)


def test_a_good_question() -> None:
    assert parse(body()) == Question("c1", "hello", "c1:1", "hi", "web", fresh=False, kind="text")


@pytest.mark.parametrize(
    ("metadata", "phone"),
    [
        ({"verified_phone": "+919812345678"}, "+919812345678"),
        ({"verified_phone": None}, None),  # as good as absent
    ],
)
def test_a_verified_phone_is_optional(metadata: dict, phone: str | None) -> None:
    assert parse(body(metadata)).verified_phone == phone


@pytest.mark.parametrize(
    "at",
    [
        "2026-11-21T04:30:00+00:00",
        "2026-11-21T10:00:00.123456+05:30",
        "2026-11-21T04:30:00Z",
        None,  # as good as absent
    ],
)
def test_a_message_may_say_when_it_was_written(at: str | None) -> None:
    assert parse(body({"at": at})).at == at


def test_the_bot_sees_what_is_known_of_a_message_and_nothing_else() -> None:
    known = {name: METADATA[name] for name in ("message_id", "language", "channel", "kind")}
    assert parse(body()).metadata == known
    more = {"at": "2026-11-21T04:30:00+00:00", "verified_phone": "+919812345678"}
    assert parse(body(more)).metadata == known | more


@pytest.mark.parametrize(
    "message",
    [
        "x" * MESSAGE_CHARACTERS,  # the longest
        "🙂",
        "नमस्ते",
        '/ask_faq{"faq": "returns"}',  # typed: text like any other
        "EXTERNAL: greet",
        "<script>'; DROP TABLE tracker; --",  # ordinary text
        "\u0000",  # JSON may hold it, and so may we
    ],
)
def test_any_text_is_a_message(message: str) -> None:
    assert parse(body(message=message)).message == message


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (b"", "must be JSON"),
        (b"{", "must be JSON"),
        (b"\xff\xfe{}", "must be JSON"),  # no UTF-8
        (b'{"sender": NaN}', "must be JSON"),  # Python would take it
        (b"[" * 100_000, "must be JSON"),  # too deep
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (body(more=1), "'more': no such field"),
        (body({"phone": "1"}), "metadata.'phone': no such field"),
        (body(sender=GONE), "sender: must be"),
        (body(sender=""), "sender: must be"),
        (body(sender=7), "sender: must be"),
        (body(sender="c 1"), "sender: must be"),
        (body(sender="c\n1"), "sender: must be"),
        (body(sender="x" * 256), "sender: must be"),
        (body(message=GONE), "message: must be"),
        (body(message=None), "message: must be"),
        (body(message=" \n"), "message: must be"),
        (body(message={"text": "hello"}), "message: must be"),
        (body(message="x" * (MESSAGE_CHARACTERS + 1)), "message: must be"),
        (body(message="\ud83d"), "message: must be"),  # half an emoji
        (b'{"sender": "c1", "message": "hello"}', "metadata: must be an object"),
        (body({"message_id": GONE}), "metadata.message_id: must be"),
        (body({"message_id": ""}), "metadata.message_id: must be"),
        (body({"language": "fr"}), "metadata.language: must be one of en, hi"),
        (body({"language": ["en"]}), "metadata.language: must be one of en, hi"),
        (body({"channel": 1}), "metadata.channel: must be"),
        (body({"fresh": "yes"}), "metadata.fresh: must be true or false"),
        (body({"fresh": GONE}), "metadata.fresh: must be true or false"),
        (body({"kind": GONE}), "metadata.kind: must be one of text, payload"),
        (body({"kind": "button"}), "metadata.kind: must be"),
        (body({"kind": ["text"]}), "metadata.kind: must be"),
        (body({"verified_phone": 91}), "metadata.verified_phone: must be a phone number"),
        (body({"at": "yesterday"}), "metadata.at: must be a moment in ISO 8601 with a zone"),
        (body({"at": "2026-11-21T10:00:00"}), "metadata.at: must be"),  # where?
        (body({"at": "2026-11-21"}), "metadata.at: must be"),
        (body({"at": "2026-13-21T10:00:00Z"}), "metadata.at: must be"),
        (body({"at": ""}), "metadata.at: must be"),
        (body({"at": 1795228200}), "metadata.at: must be"),
        (body({"at": {}}), "metadata.at: must be"),
    ],
)
def test_anything_else_is_refused_by_name(given: bytes, complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        parse(given)


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        ("/greet", None),
        ('/ask_faq{"faq": "returns"}', None),
        ('/ask_faq{"faq": "वापसी"}', None),
        ("/ask_faq{}", None),
        ("greet", "must be /intent"),
        ("/", "must be /intent"),
        ("/Greet", "must be /intent"),
        (" /greet", "must be /intent"),
        ("/\u3000greet", "must be /intent"),
        ("/greet ", "must be /intent"),
        ("/greet@0.5", "must be /intent"),  # Rasa would take a confidence
        ('/greet{"faq": "a"} and more', "must be /intent"),
        ("/buy", "must name an intent"),
        ("/restart", "must name an intent"),  # Rasa's own
        ('/greet{"order": "1"}', "must name entities"),
        ("/greet{faq}", "must have its entities as"),
        ('/greet{"faq": ' + "[" * 3000 + "}", "must have its entities as"),
        ('/greet{"faq": 1}', "must give each entity a text"),
        ('/greet{"faq": null}', "must give each entity a text"),
        ('/greet{"faq": ["a"]}', "must give each entity a text"),
        ('/greet{"faq": {"a": "b"}}', "must give each entity a text"),
        ('/greet{"faq": "\\ud800"}', "must give each entity a text"),  # half a character, escaped twice
    ],
)
def test_a_payload_names_what_the_bot_knows(message: str, complaint: str | None) -> None:
    given = body({"kind": "payload"}, message=message)
    if complaint is None:
        assert parse(given).kind == "payload"
        return
    with pytest.raises(BadQuestion, match=f"message: {complaint}"):
        parse(given)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.one_of(st.binary(), JSON.map(json.dumps).map(str.encode), st.builds(lambda value: body(message=value), JSON)))
def test_nothing_gets_through_that_is_no_question(given: bytes) -> None:
    try:
        question = parse(given)
    except BadQuestion:
        return
    assert question.message.encode()
