"""What the channel takes, and what it says to everything else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.question import MESSAGE_CHARACTERS, BadQuestion, Question, parse

LANGUAGES = frozenset({"en", "hi"})
METADATA = {"message_id": "c1:1", "language": "hi", "channel": "web", "fresh": False}
GOOD = {"sender": "c1", "message": "hello", "metadata": METADATA}
GONE = object()


def body(metadata: dict[str, Any] | None = None, **changes: Any) -> bytes:
    content = GOOD | changes | {"metadata": METADATA | (metadata or {})}
    for part in (content, content["metadata"]):
        for name in [name for name, value in part.items() if value is GONE]:
            del part[name]
    return json.dumps(content).encode()


def test_a_good_question() -> None:
    assert parse(body(), LANGUAGES) == Question("c1", "hello", "c1:1", "hi", "web", fresh=False)


@pytest.mark.parametrize(
    ("metadata", "phone"),
    [
        ({"verified_phone": "+919812345678"}, "+919812345678"),
        ({"verified_phone": None}, None),  # as good as absent
    ],
)
def test_a_verified_phone_is_optional(metadata: dict, phone: str | None) -> None:
    assert parse(body(metadata), LANGUAGES).verified_phone == phone


@pytest.mark.parametrize(
    "message",
    [
        "x" * MESSAGE_CHARACTERS,  # the longest
        "🙂",
        "नमस्ते",
        '/ask_faq{"faq": "returns"}',  # a button
        "<script>'; DROP TABLE tracker; --",  # ordinary text
        "\u0000",  # JSON may hold it, and so may we
    ],
)
def test_any_text_is_a_message(message: str) -> None:
    assert parse(body(message=message), LANGUAGES).message == message


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
        (body({"verified_phone": 91}), "metadata.verified_phone: must be a phone number"),
    ],
)
def test_anything_else_is_refused_by_name(given: bytes, complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        parse(given, LANGUAGES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.one_of(st.binary(), JSON.map(json.dumps).map(str.encode), st.builds(lambda value: body(message=value), JSON)))
def test_nothing_gets_through_that_is_no_question(given: bytes) -> None:
    try:
        question = parse(given, LANGUAGES)
    except BadQuestion:
        return
    assert question.message.encode()
