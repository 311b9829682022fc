"""Between the tables' rows and the domain's values."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import RowMapping

from sahay.domain.agent import Agent, Availability, Role
from sahay.domain.card import BadCard, Card, card_from_json, card_to_json
from sahay.domain.conversation import Action, Conversation, Owner, Reason, Transition
from sahay.domain.message import Author, Button, Draft, File, Message, Upload
from sahay.domain.priority import Priority
from sahay.domain.work import InboxItem, OutboxItem, Outcome, Turn
from sahay.store.base import Contact, UploadNotFound

# Columns that `Conversation` does not know: whoever works on it now.
_LEASE = ("lease_holder", "lease_until")


def conversation_to_row(conversation: Conversation) -> dict[str, Any]:
    return asdict(conversation)


def conversation_from_row(row: RowMapping) -> Conversation:
    values = {key: value for key, value in row.items() if key not in _LEASE}
    values["owner"] = Owner(values["owner"])
    values["reason"] = Reason(values["reason"]) if values["reason"] else None
    values["priority"] = Priority(values["priority"])
    values["passed"] = tuple(values["passed"])
    return Conversation(**values)


def agent_from_row(row: RowMapping) -> Agent:
    values = {field.name: row[field.name] for field in fields(Agent)}
    values["role"], values["availability"] = Role(values["role"]), Availability(values["availability"])
    values["teams"], values["languages"] = tuple(values["teams"]), tuple(values["languages"])
    return Agent(**values)


def contact_from_row(row: RowMapping) -> Contact:
    return Contact(**row)


def message_from_draft(conversation_id: str, seq: int, channel: str, at: Any, draft: Draft) -> Message:
    return Message(
        conversation_id=conversation_id,
        seq=seq,
        author=draft.author,
        text=draft.text,
        at=at,
        channel=channel,
        name=draft.name,
        author_id=draft.author_id,
        buttons=draft.buttons,
        payload=draft.payload,
        external_id=draft.external_id,
        files=draft.files,
        card=draft.card,
    )


def message_to_row(message: Message) -> dict[str, Any]:
    return {**asdict(message), "card": card_to_json(message.card) if message.card else None}


def message_from_row(row: RowMapping) -> Message:
    values = dict(row)
    values["author"] = Author(values["author"])
    values["buttons"] = tuple(Button(**button) for button in values["buttons"])
    values["files"] = tuple(File(**file) for file in values["files"])
    values["card"] = _card(values["card"])
    return Message(**values)


def _card(value: Any) -> Card | None:
    """A card that an older or newer version has kept, and that is none here, makes no log unreadable."""
    try:
        return card_from_json(value) if value else None
    except BadCard:
        return None


def upload_to_row(upload: Upload) -> dict[str, Any]:
    values = asdict(upload)
    return {**values.pop("file"), **values}


def upload_from_row(row: RowMapping) -> Upload:
    values = dict(row)
    return Upload(File(**{field: values.pop(field) for field in ("id", "name", "type", "size")}), **values)


def chosen(uploads: Iterable[Upload], file_ids: Sequence[str], agent_id: str | None) -> tuple[File, ...]:
    """Those of the uploads that may be sent, in the order in which they are asked for. Raises UploadNotFound."""
    own = {each.file.id: each.file for each in uploads if each.agent_id == agent_id and each.seq is None}
    if len(set(file_ids)) < len(file_ids) or not own.keys() >= set(file_ids):
        raise UploadNotFound
    return tuple(own[file_id] for file_id in file_ids)


def inbox_from_row(row: RowMapping) -> InboxItem:
    return InboxItem(**row)


def outbox_from_row(row: RowMapping) -> OutboxItem:
    return OutboxItem(
        conversation_id=row["conversation_id"], seq=row["seq"], attempts=row["attempts"], due_at=row["due_at"]
    )


def turn_to_row(turn: Turn) -> dict[str, Any]:
    return {**asdict(turn), "ranking": [list(pair) for pair in turn.ranking], "slots": turn.slots or {}}


def turn_from_row(row: RowMapping) -> Turn:
    values = dict(row)
    values["outcome"] = Outcome(values["outcome"])
    values["ranking"] = tuple((name, confidence) for name, confidence in values["ranking"])
    values["actions"] = tuple(values["actions"])
    return Turn(**values)


def transition_from_row(row: RowMapping) -> Transition:
    values = {key: value for key, value in row.items() if key != "id"}
    values["action"] = Action(values["action"])
    values["before"], values["after"] = Owner(values["before"]), Owner(values["after"])
    values["reason"] = Reason(values["reason"]) if values["reason"] else None
    values["priority"] = Priority(values["priority"])
    return Transition(**values)
