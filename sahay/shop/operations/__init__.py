"""Changes that a customer asked for: each confirmed before, done once, recorded, told, and undone where possible.

A change is data (`Write`), so that it can be done again after a crash, with the same key, by another process:

    started --> done | refused            told: whether the customer has read which
       |
       +--> (no answer, a crash) --> the settler asks again with the same key, and tells in the conversation
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sahay.shop.refusal import Refusal


class Kind(StrEnum):
    """What can be changed. What its arguments are stands in `writes.py`."""

    CANCEL_ORDER = "cancel_order"
    REINSTATE_ORDER = "reinstate_order"
    CHANGE_ITEMS = "change_items"
    CHANGE_ADDRESS = "change_address"
    REQUEST_REFUND = "request_refund"
    REQUEST_RETURN = "request_return"
    WITHDRAW_RETURN = "withdraw_return"
    SEND_INVOICE = "send_invoice"
    CREATE_ACCOUNT = "create_account"
    EDIT_ACCOUNT = "edit_account"
    ADD_ADDRESS = "add_address"
    SEND_PASSWORD_LINK = "send_password_link"  # noqa: S105
    SET_NEWSLETTER = "set_newsletter"
    ADD_REVIEW = "add_review"
    OPEN_TICKET = "open_ticket"


@dataclass(frozen=True, slots=True)
class Write:
    """`arguments` are JSON. `subject` says what it is about, for the audit: "order 10234", "account c-17"."""

    kind: Kind
    subject: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and by which message. `account_id` is None for one who proved no account (an order by its contact,
    for example)."""

    conversation_id: str
    message_id: str
    language: str
    account_id: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """`result` is JSON: what the shop answered, as `writes.py` says."""

    id: str
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """The shop has not answered. The settler finds out, and tells the customer in the conversation."""

    id: str


Outcome = Done | Refusal | Unsettled


@dataclass(frozen=True, slots=True)
class Past:
    """A change that was done in a conversation and can be taken back, by `undo`."""

    id: str
    write: Write
    undo: Write
    done_at: datetime


class Operations(Protocol):
    async def run(self, write: Write, asker: Asker) -> Outcome:
        """Do it, once for each message and kind of change, however often it is run.

        Raises `sahay.shop.backend.Unavailable` when nothing was changed.
        """

    async def has_begun(self, message_id: str) -> bool:
        """Whether the message has asked for a change before: after a crash, it asks once more, to be told of it."""

    async def last_undoable(self, conversation_id: str, now: datetime, message_id: str = "") -> Past | None:
        """The latest change that can still be taken back: done in this conversation, not long ago, not undone.

        With `message_id`, what that message has taken back itself is found again: asked after a crash, it has to be
        answered as before."""

    async def run_undo(self, past: Past, asker: Asker) -> Outcome: ...
