"""Whether our notifications are Meta's: pywa, which others wrote and keep, reads the same from the same bytes."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pywa import handlers
from pywa.client import WhatsApp
from pywa.types.callback import CallbackButton
from pywa.types.message import Message
from pywa.types.system import PhoneNumberChange

from sahay.channels.events import Event, Media, Receipt, Received, Said, Tapped, Unsupported
from sahay.channels.whatsapp import parsing
from sahay.channels.whatsapp.signing import sign
from tests.unit.channels.whatsapp.captured import BODIES, NUMBER

SECRET = "app-secret"
# From before there were user ids, which pywa wants; and what it says nothing of.
NOT_JUDGED = {"text_without_user_id", "identity_changed", "several"}
JUDGED = sorted(set(BODIES) - NOT_JUDGED)
KINDS = (
    handlers.MessageHandler,
    handlers.CallbackButtonHandler,
    handlers.CallbackSelectionHandler,
    handlers.FlowCompletionHandler,
    handlers.EditedMessageHandler,
    handlers.DeletedMessageHandler,
    handlers.MessageStatusHandler,
    handlers.PhoneNumberChangeHandler,
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Callable[[bytes], Any]]:
    """Gives the one update that pywa makes of a notification."""
    session = httpx.Client(trust_env=False)
    client = WhatsApp(NUMBER, "token", session=session, app_secret=SECRET, skip_duplicate_updates=False)
    updates: list[Any] = []
    client.add_handlers(*(kind(lambda _, update: updates.append(update)) for kind in KINDS))

    def read(body: bytes) -> Any:
        updates.clear()
        assert client.webhook_update_validator(body, sign(body, SECRET)) is None
        client.webhook_update_handler(body)
        (update,) = updates
        return update

    yield read
    session.close()


def ours(name: str) -> Event:
    (envelope,) = parsing.envelopes(BODIES[name], NUMBER)
    (event,) = parsing.events(envelope.body)
    return event


@pytest.mark.parametrize("name", JUDGED)
def test_who_and_when_and_which(name: str, judge: Callable[[bytes], Any]) -> None:
    update, event = judge(BODIES[name]), ours(name)

    assert event.at == update.timestamp
    assert event.id.removesuffix(f":{getattr(update, 'status', '')}") == update.id
    if isinstance(update, PhoneNumberChange):
        assert event.sender.address in (update.new_user_id, update.new_wa_id)
    else:
        assert isinstance(event, Receipt) or event.sender.address == update.from_user.bsuid


@pytest.mark.parametrize("name", [name for name in JUDGED if isinstance(ours(name), Said)])
def test_what_is_said(name: str, judge: Callable[[bytes], Any]) -> None:
    update, event = judge(BODIES[name]), ours(name)

    assert isinstance(event, Said)
    if isinstance(update, CallbackButton):  # a template's button that is none of ours
        assert event.text == update.title
        return
    if update.type in ("text", "image", "document", "video", "audio", "sticker"):
        assert event.text == (update.text or update.caption or "")
    assert [(media.ref, media.type) for media in event.media] == _media(update)
    if update.location:
        assert event.location
        assert (event.location.latitude, event.location.longitude) == (
            update.location.latitude,
            update.location.longitude,
        )


def _media(update: Message) -> list[tuple[str, str]]:
    return [(update.media.id, update.media.mime_type.partition(";")[0])] if update.media else []


@pytest.mark.parametrize("name", ["button_reply", "list_reply"])
def test_what_is_tapped(name: str, judge: Callable[[bytes], Any]) -> None:
    event = ours(name)

    assert isinstance(event, Tapped)
    assert event.choice == judge(BODIES[name]).data


@pytest.mark.parametrize("name", [name for name in JUDGED if name.startswith("status_")])
def test_what_became_of_ours(name: str, judge: Callable[[bytes], Any]) -> None:
    update, event = judge(BODIES[name]), ours(name)

    assert isinstance(event, Receipt)
    # A voice message that was heard was read.
    assert event.state == {"played": Received.READ}.get(update.status, update.status)
    assert event.mark == update.tracker
    assert (event.error or "").endswith(f"({update.error.code})" if update.error else "")


def test_what_is_said_in_another_way(judge: Callable[[bytes], Any]) -> None:
    """Edited, deleted, reacted to, and what nobody can read."""
    told = {name: judge(BODIES[name]) for name in ("edit", "revoke", "reaction", "unsupported", "voice")}
    poll, voice = ours("unsupported"), ours("voice")

    assert (told["edit"].message.text, told["edit"].original_message_id) == (
        "Where is my order 10235?",
        told["revoke"].original_message_id,
    )
    assert told["reaction"].reaction.emoji == "👍"
    assert isinstance(poll, Unsupported)
    assert poll.kind == told["unsupported"].unsupported.type
    assert isinstance(voice, Said)
    assert isinstance(voice.media[0], Media)
    assert (voice.media[0].kind == "voice") is (told["voice"].voice is not None)
