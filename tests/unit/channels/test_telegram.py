"""Telegram keeps the contract of every channel, and each thing that arrives there is what it is."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

import sahay.channels.telegram as package
from sahay.channels import events
from sahay.channels.base import Choice, DeliveryError, Unreadable, Verdict
from sahay.channels.events import Event, Sender
from sahay.channels.health import Health
from sahay.channels.telegram import parsing
from sahay.channels.telegram.channel import TelegramChannel, keyboard
from sahay.channels.telegram.client import Client, Refused, classify
from sahay.channels.telegram.opening import secret_of
from sahay.channels.telegram.receiver import HEADER, TelegramReceiver
from tests.fakes import MORNING, ManualClock
from tests.fakes_channels.telegram import TOKEN
from tests.unit.channels.contract import ChannelContract, ReceiverContract

BODIES = {file.stem: file.read_bytes() for file in sorted((Path(package.__file__).parent / "payloads").glob("*.json"))}
SECRET = secret_of("key", TOKEN)
CLIENT = Client(TOKEN, "http://127.0.0.1:9")


async def nothing(_file_id: str) -> bytes:
    return b""


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


class TestChannel(ChannelContract):
    def channel(self) -> TelegramChannel:
        return TelegramChannel(CLIENT.bot, nothing)

    def errors(self) -> list[tuple[Exception, Verdict]]:
        return [
            (RetryAfter(7), Verdict.RETRY),
            (Forbidden("Forbidden: bot was blocked by the user"), Verdict.GIVE_UP),
            (ChatMigrated(-100), Verdict.GIVE_UP),
            (BadRequest("Bad Request: chat not found"), Verdict.GIVE_UP),
            (InvalidToken("Unauthorized"), Verdict.RETRY),
            (Conflict("terminated by other getUpdates request"), Verdict.RETRY),
            (Refused(500), Verdict.RETRY),  # an answer that says no
            (Refused(502), Verdict.RETRY),
            (Refused(504), Verdict.UNKNOWN),  # a gateway's word about somebody else
            (because(TimedOut(), httpx.ConnectTimeout("")), Verdict.RETRY),  # never sent
            (because(TimedOut(), httpx.PoolTimeout("")), Verdict.RETRY),
            (because(NetworkError("x"), httpx.ConnectError("")), Verdict.RETRY),
            (because(TimedOut(), httpx.ReadTimeout("")), Verdict.UNKNOWN),  # sent, and no answer
            (because(NetworkError("x"), httpx.RemoteProtocolError("")), Verdict.UNKNOWN),
        ]

    def classified(self, error: Exception) -> DeliveryError:
        return classify(error)  # type: ignore[arg-type]


class TestReceiver(ReceiverContract):
    def receiver(self) -> TelegramReceiver:
        return TelegramReceiver(CLIENT.bot, SECRET, Health("webhook", account="saral_bot"), ManualClock())

    def bodies(self) -> dict[str, bytes]:
        return BODIES

    def headers(self, body: bytes) -> dict[str, str]:
        return {HEADER: SECRET}

    def mutated(self, body: bytes, value: object, place: int) -> bytes:
        return mutated(body, value, place)


def mutated(body: bytes, value: object, place: int) -> bytes:
    """The body with its value at a place, counted through all levels, replaced."""
    document = json.loads(body)
    places: list[tuple[dict | list, str | int]] = []

    def walk(node: object) -> None:
        for key, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            places.append((node, key))
            walk(inner)

    walk(document)
    node, key = places[place % len(places)]
    node[key] = value
    return json.dumps(document).encode()


def read(name: str) -> Event:
    (event,) = parsing.events(BODIES[name], "saral_bot", MORNING)
    return event


MEERA = Sender("7001", "Meera Shah", "gu")
READ = {
    "text": events.Said,
    "command": events.Command,
    "photo_with_caption": events.Said,
    "photo_of_an_album": events.Said,
    "document": events.Said,
    "voice": events.Said,
    "video_note": events.Said,
    "animation": events.Said,
    "sticker": events.Reacted,
    "location": events.Said,
    "venue": events.Said,
    "contact_of_their_own": events.ContactShared,
    "contact_of_somebody": events.ContactShared,
    "poll": events.Unsupported,
    "dice": events.Unsupported,
    "pinned": events.Ignored,
    "reply_and_forward": events.Said,
    "edited": events.Edited,
    "tap": events.Tapped,
    "tap_under_a_message_that_is_gone": events.Tapped,
    "tap_without_a_message": events.Tapped,
    "group": events.Spoken,
    "group_that_names_us": events.Spoken,
    "group_that_answers_us": events.Spoken,
    "added_to_a_group": events.Spoken,
    "blocked": events.Blocked,
    "unblocked": events.Blocked,
    "reaction": events.Reacted,
    "channel_post": events.Ignored,
    "a_kind_of_tomorrow": events.Ignored,
}


def test_each_captured_body_is_what_it_is() -> None:
    assert {name: type(read(name)) for name in BODIES} == READ


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("text", {"sender": MEERA, "text": "मेरा ऑर्डर कहाँ है?", "at": datetime(2025, 11, 21, 4, 30, tzinfo=UTC)}),
        ("command", {"name": "start", "argument": "from_order_10234", "text": "/start from_order_10234"}),
        ("photo_with_caption", {"text": "It came broken"}),
        ("venue", {"location": events.Location(23.0225, 72.5714, "Manek Chowk")}),
        ("sticker", {"emoji": "👍"}),
        ("contact_of_their_own", {"phone": "+919812345678", "is_own": True}),
        ("contact_of_somebody", {"phone": "+919800000000", "is_own": False}),  # proves nothing
        ("poll", {"kind": "poll"}),
        ("edited", {"text": "order 10234"}),
        ("tap", {"choice": f"{'c' * 22}:1:0", "token": "4382bfdwdsb323b2d9"}),
        ("tap_without_a_message", {"choice": "", "token": "4382bfdwdsb323b2db"}),  # is answered all the same
        ("group", {"to_us": False}),
        ("group_that_names_us", {"to_us": True}),
        ("group_that_answers_us", {"to_us": True}),
        ("blocked", {"on": True}),
        ("unblocked", {"on": False}),
        ("reaction", {"emoji": "👍"}),
    ],
)
def test_what_is_told_is_read(name: str, told: dict[str, object]) -> None:
    event = read(name)

    assert {key: getattr(event, key) for key in told} == told


@pytest.mark.parametrize(
    ("name", "ref", "called"),
    [
        ("photo_with_caption", "AgAClarge", "photo.jpg"),  # the largest of its sizes
        ("document", "BQAC", "invoice.pdf"),
        ("voice", "AwAC", "voice.ogg"),
        ("video_note", "DQAC", "video.mp4"),
        ("animation", "CgAC", "hi.mp4"),  # and not once more as a document
    ],
)
def test_files_can_be_fetched(name: str, ref: str, called: str) -> None:
    event = read(name)

    assert isinstance(event, events.Said)
    assert [(media.ref, media.name) for media in event.media] == [(ref, called)]


def test_a_correction_is_another_event_than_what_it_corrects() -> None:
    assert len({read(name).id for name in BODIES}) == len(BODIES)


@pytest.mark.parametrize(
    ("text", "name", "argument"),
    [
        ("/help", "help", ""),
        ("/HELP@saral_bot", "help", ""),
        ("/start  a b ", "start", "a b"),
        ("/language\nhi", "language", "hi"),
        ("/", None, None),
        ("/track_order{}", None, None),  # a text like any other
        ("say /help", None, None),
    ],
)
def test_commands(text: str, name: str | None, argument: str | None) -> None:
    body = json.loads(BODIES["text"])
    body["message"]["text"] = text
    (event,) = parsing.events(json.dumps(body).encode(), None, MORNING)

    assert (getattr(event, "name", None), getattr(event, "argument", None)) == (name, argument)


def test_short_buttons_share_a_row() -> None:
    titles = ["Yes", "No", "Something that is longer than half", "Later", "Never", "Perhaps"]
    markup = keyboard(tuple(Choice(str(number), title) for number, title in enumerate(titles)))

    assert markup is not None
    assert [[button.text for button in row] for row in markup.inline_keyboard] == [
        ["Yes", "No"],
        ["Something that is longer than half"],
        ["Later", "Never"],
        ["Perhaps"],
    ]


@given(st.text(max_size=50))
def test_the_secret_is_what_telegram_takes(key: str) -> None:
    assert len(secret_of(key, TOKEN)) == 64
    assert secret_of(key, TOKEN).isalnum()


@pytest.mark.parametrize(
    ("change", "kind", "emoji"),
    [
        ({"new_reaction": []}, events.Reacted, ""),  # taken away
        ({"new_reaction": [{"type": "custom_emoji", "custom_emoji_id": "1"}]}, events.Reacted, ""),
        ({"chat": {"id": -100, "type": "supergroup"}}, events.Ignored, None),
        ({"user": None, "actor_chat": {"id": -100, "type": "channel"}}, events.Ignored, None),
    ],
)
def test_reactions_that_say_nothing(change: dict[str, object], kind: type[Event], emoji: str | None) -> None:
    body = json.loads(BODIES["reaction"])
    body["message_reaction"].update(change)
    (event,) = parsing.events(json.dumps(body).encode(), None, MORNING)

    assert type(event) is kind
    assert getattr(event, "emoji", None) == emoji


def test_what_no_database_keeps_is_left_out() -> None:
    (event,) = parsing.events(BODIES["text"].replace(b'"text": "', b'"text": "a\\u0000b'), None, MORNING)

    assert isinstance(event, events.Said)
    assert event.text.startswith("ab")


@pytest.mark.parametrize("broken", [b'{"\x92": 0}', b"[" * 100_000])
def test_what_nobody_reads_may_be_broken(broken: bytes) -> None:
    """A fuzzer's: a part of a message that is passed over at first, and looked at when nothing else is in it."""
    body = (
        b'{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "dice": %b, '
    )
    body += b'"from": {"id": 1}}}'
    try:
        assert parsing.events(body % broken, None, MORNING)
    except Unreadable:
        return


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [(7, 7.0), (timedelta(seconds=7), 7.0), ("\x00", None), (-1, None), (1e308, None), (None, None)],
)
def test_a_wish_that_nobody_can_wait_for_is_none(wish: object, seconds: float | None) -> None:
    error = RetryAfter(1)
    error._retry_after = wish  # type: ignore[assignment]

    assert classify(error).after_seconds == seconds
