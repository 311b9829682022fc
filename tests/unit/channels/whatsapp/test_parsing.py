"""A notification becomes what happened: nothing of it vanishes, and no shape of it crashes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sahay.channels.base import Unreadable
from sahay.channels.events import (
    Command,
    Deleted,
    Edited,
    Event,
    Ignored,
    Location,
    Media,
    Moved,
    Reacted,
    Receipt,
    Received,
    Said,
    Sender,
    Tapped,
    Unsupported,
)
from sahay.channels.whatsapp import parsing
from sahay.channels.whatsapp.errors import WINDOW
from tests.unit.channels.whatsapp.captured import BODIES, NUMBER, document

USER, PHONE = "IN.13491208655302741918", "919812345678"
ASHA = Sender(USER, "Asha Patel", phone=f"+{PHONE}", known_as=(PHONE,))
OURS = "cccccccccccccccccccccc:7:1"


def events_of(body: bytes) -> list[Event]:
    envelopes = parsing.envelopes(body, NUMBER)
    return [event for each in envelopes for event in parsing.events(each.body)]


def told(event: Event) -> tuple[object, ...]:
    """Its kind, and what it says beyond who and when."""
    frame = ("sender", "id", "at")
    fields = (getattr(event, name) for name in type(event).__dataclass_fields__ if name not in frame)
    return type(event), *(field for field in fields if field not in ("", (), None))


def photo(ref: int, kind: str, media_type: str, name: str | None = None) -> tuple[Media, ...]:
    return (Media(f"14795371396509{ref}", kind, name, media_type),)


SAID: dict[str, tuple[object, ...]] = {
    "text": (Said, "Where is my order 10234?"),
    "text_quoting": (Said, "This one", "wamid.HBgMOURS"),
    "text_forwarded": (Said, "Big sale!"),
    "text_from_an_ad": (Said, "Is it in stock?"),
    "text_without_number": (Said, "hello"),
    "text_without_user_id": (Said, "નમસ્તે"),
    # Ours: the place of a choice in our log comes back.
    "button_reply": (Tapped, OURS),
    "list_reply": (Tapped, OURS),
    # Not ours: what stands on it is what they say.
    "template_button": (Said, "Show me", "wamid.HBgMOURS"),
    "flow_reply": (Unsupported, "interactive"),
    "image": (Said, "It came broken", photo(73, "image", "image/jpeg")),
    "document": (Said, "The invoice", photo(74, "document", "application/pdf", "invoice.pdf")),
    "video": (Said, photo(75, "video", "video/mp4")),
    "audio": (Said, photo(76, "audio", "audio/mpeg")),
    "voice": (Said, photo(77, "voice", "audio/ogg")),
    "sticker": (Said, photo(78, "sticker", "image/webp")),
    "location": (Said, Location(23.0225, 72.5714, "Home, 12 Ashram Road, Ahmedabad")),
    "location_plain": (Said, Location(-33.0, 151.2)),
    "contacts": (Said, "\N{BUST IN SILHOUETTE} Ravi Shah +91 98765 43210"),
    "order": (Said, "Please by Friday\n2 × LAMP-01"),
    "reaction": (Reacted, "👍"),
    "reaction_removed": (Reacted,),
    "edit": (Edited, "Where is my order 10235?"),
    "edit_caption": (Edited, "It came scratched"),
    "revoke": (Deleted, "wamid.HBgMOTE5ODEyMzQ1Njc4FQIAEhgg0001"),
    "unsupported": (Unsupported, "poll"),
    "unsupported_unnamed": (Unsupported, "unsupported"),
    "number_changed": (Moved, (PHONE,)),
    "user_id_changed": (Moved, (USER, PHONE)),
    "identity_changed": (Ignored, "system"),
    "status_sent": (Receipt, "wamid.HBgMOURS", Received.SENT, "cccccccccccccccccccccc:7:0"),
    "status_delivered": (Receipt, "wamid.HBgMOURS", Received.DELIVERED, "cccccccccccccccccccccc:7:0"),
    "status_read": (Receipt, "wamid.HBgMOURS", Received.READ, "cccccccccccccccccccccc:7:0"),
    # A voice message that was heard was read before.
    "status_played": (Receipt, "wamid.HBgMOURS", Received.READ, "cccccccccccccccccccccc:7:0"),
    "status_failed_window": (
        Receipt,
        "wamid.HBgMOURS",
        Received.FAILED,
        f"{WINDOW.text} (131047)",
        "cccccccccccccccccccccc:7:0",
    ),
    "status_failed_undeliverable": (
        Receipt,
        "wamid.HBgMOURS",
        Received.FAILED,
        "whatsapp: cannot be delivered to this customer (131026)",
        "cccccccccccccccccccccc:7:0",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_each_kind_is_read(name: str) -> None:
    (event,) = events_of(BODIES[name])

    assert told(event) == SAID[name]


def test_no_captured_notification_is_left_out_here() -> None:
    assert {*SAID, "several"} == set(BODIES)


SENDERS: dict[str, Sender] = {
    # The lasting id is the address; the number is one that WhatsApp has verified.
    "text": ASHA,
    # Who uses a username shows no number.
    "text_without_number": Sender(USER, "Asha"),
    # Before there were user ids.
    "text_without_user_id": Sender(PHONE, "Asha Patel", phone=f"+{PHONE}"),
    # From now on they are called so.
    "number_changed": Sender("919800000001", "Asha Patel", phone="+919800000001"),
    "user_id_changed": Sender("IN.999", "Asha Patel", phone="+919800000001"),
}


@pytest.mark.parametrize("name", SENDERS)
def test_who_it_is_from(name: str) -> None:
    assert [event.sender for event in events_of(BODIES[name])] == [SENDERS[name]]


def test_everything_in_a_notification_is_told_each_with_its_sender() -> None:
    """Two customers, a status, a second entry, and a field that is no message."""
    read = [(event.id, event.sender.address) for event in events_of(BODIES["several"])]

    assert read == [
        ("wamid.B1", "IN.222"),
        ("wamid.A1", USER),
        ("wamid.HBgMOURS:read", "wamid.HBgMOURS"),
        ("wamid.HBgMOTE5ODEyMzQ1Njc4FQIAEhgg0031", USER),
    ]


def test_what_one_customer_does_is_in_the_order_of_its_moments() -> None:
    """The provider may tell it in another."""
    keys = [(each.key, each.order) for each in parsing.envelopes(BODIES["several"], NUMBER)]

    assert keys == [
        ("IN.222", 1795321402),
        (USER, 1795321401),
        ("wamid.HBgMOURS:read", 1795321300),  # a status waits for nobody, and nobody for it
        (USER, 1795321231),
    ]


def test_a_status_keeps_nobodys_number() -> None:
    """Its message is ours, and says whose it is."""
    (envelope,) = parsing.envelopes(BODIES["status_read"], NUMBER)

    assert PHONE not in envelope.body.decode()
    assert USER not in envelope.body.decode()


def test_a_status_is_another_one_when_the_message_has_come_further() -> None:
    ids = {event.id for name in ("status_sent", "status_delivered", "status_read") for event in events_of(BODIES[name])}

    assert len(ids) == 3


def test_the_moment_is_the_providers() -> None:
    (event,) = events_of(BODIES["text"])

    assert event.at == datetime.fromtimestamp(1795321201, UTC)


def test_other_numbers_of_the_account_are_none_of_ours() -> None:
    assert parsing.envelopes(BODIES["text"], "999") == ()


def _message(change: Callable[[dict[str, Any]], object]) -> bytes:
    body = document("text")
    change(body["entry"][0]["changes"][0]["value"])
    return json.dumps(body).encode()


SPOILT: list[tuple[Callable[[dict[str, Any]], object], int]] = [
    # A message without what makes it one: who, which, when.
    (lambda value: value["messages"][0].pop("id"), 0),
    (lambda value: value["messages"][0].pop("timestamp"), 0),
    (lambda value: value["messages"][0].update(timestamp="soon"), 0),
    (
        lambda value: (
            value.pop("contacts"),
            value["messages"][0].pop("from"),
            value["messages"][0].pop("from_user_id"),
        ),
        0,
    ),
    # Without a profile, without contacts: it is from somebody all the same.
    (lambda value: value["contacts"][0].pop("profile"), 1),
    (lambda value: value.pop("contacts"), 1),
    # Its neighbour is no object.
    (lambda value: value["messages"].insert(0, 7), 1),
    # Its content is of another shape, or of a type that nobody knows: it is told that it cannot be read.
    (lambda value: value["messages"][0].update(text=[1, 2]), 1),
    (lambda value: value["messages"][0].update(type="hologram"), 1),
    (lambda value: value["messages"][0].update(type={"a": 1}), 1),
]


@pytest.mark.parametrize(("change", "count"), SPOILT)
def test_what_is_spoilt_spoils_nothing_else(change: Callable[[dict[str, Any]], object], count: int) -> None:
    assert len(events_of(_message(change))) == count


def test_what_no_database_keeps_is_not_in_a_text() -> None:
    body = _message(lambda value: value["messages"][0]["text"].update(body="a\x00b\ud800c"))
    (event,) = events_of(body)

    assert isinstance(event, Said)
    assert event.text == "ab?c"


def test_commands_are_those_of_telegram() -> None:
    for text, read in {
        "/stop": (Command, "stop", "/stop"),
        "/Language hi": (Command, "language", "/Language hi", "hi"),
        "/10234": (Said, "/10234"),
        "and/or": (Said, "and/or"),
    }.items():
        (event,) = events_of(_message(lambda value, text=text: value["messages"][0]["text"].update(body=text)))
        assert told(event) == read


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b'{"object":"page"}', b"\xff", b'"whatsapp_business_account"']
)
def test_what_is_no_notification_is_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        parsing.envelopes(body, NUMBER)
