"""One action on many conversations: each is its own, what is refused for one is done for the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahay.desk.audit import Actor, Audit
from sahay.desk.contacts import Contacts
from sahay.desk.service import Desk
from sahay.desk.tags import TagError, Tags
from sahay.domain.agent import Agent
from sahay.domain.conversation import MoveRefused
from sahay.domain.priority import Priority
from sahay.store.base import ConversationNotFound
from sahay.store.sql import SqlStore

# What can be ticked on a screen.
BULK = 200


class BadAction(ValueError):
    """There is no such action, or the value is none for it. The message is for the agent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    done: tuple[str, ...]
    failed: tuple[dict[str, str], ...]


# Told who asks, as who they are in the audit log, the conversation and the value.
Action = Callable[[Agent, Actor, str, str], Awaitable[Any]]


class Bulk:
    """For who leads. `reasons` are those for which a conversation may be resolved."""

    def __init__(
        self, store: SqlStore, desk: Desk, tags: Tags, contacts: Contacts, audit: Audit, reasons: Sequence[str]
    ) -> None:
        self._store = store
        self._contacts = contacts
        self._audit = audit
        self._actions: Mapping[str, Action] = {
            "assign": lambda agent, _, key, to: desk.assign(key, agent, to),
            "queue": lambda agent, _, key, __: desk.take_back(key, agent),
            "priority": lambda agent, _, key, value: desk.prioritise(key, agent, Priority(value)),
            "resolve": lambda agent, _, key, why: desk.close(key, agent, why or None),
            "tag": lambda _, by, key, tag: tags.change(key, add=[tag], by=by),
            "untag": lambda _, by, key, tag: tags.change(key, remove=[tag], by=by),
            "block": lambda _, by, key, __: self._block(key, by),
        }
        self._choices: Mapping[str, Sequence[str]] = {"priority": tuple(Priority), "resolve": ("", *reasons)}

    async def do(
        self, agent: Agent, by: Actor, action: str, conversation_ids: Sequence[str], value: str = ""
    ) -> Outcome:
        """Raises BadAction before anything is done."""
        self._check(action, value)
        done: list[str] = []
        failed: list[dict[str, str]] = []
        for conversation_id in dict.fromkeys(conversation_ids):
            try:
                await self._actions[action](agent, by, conversation_id, value)
            except ConversationNotFound:
                failed.append({"id": conversation_id, "code": "not_found", "message": "There is no such conversation."})
            except MoveRefused as refusal:
                failed.append({"id": conversation_id, "code": refusal.code, "message": str(refusal)})
            except TagError as error:
                failed.append({"id": conversation_id, "code": "bad_request", "message": str(error)})
            else:
                done.append(conversation_id)
        await self._audit.record(f"bulk.{action}", by=by, done=len(done), failed=len(failed))
        return Outcome(tuple(done), tuple(failed))

    def _check(self, action: str, value: str) -> None:
        if action not in self._actions:
            raise BadAction(f"The action is one of {', '.join(self._actions)}.")
        if action in ("assign", "tag", "untag") and not value.strip():
            raise BadAction(f"The action {action} needs a value.")
        choices = self._choices.get(action)
        if choices is not None and value not in choices:
            raise BadAction(f"The value is one of {', '.join(filter(None, choices))}.")

    async def _block(self, conversation_id: str, by: Actor) -> None:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        await self._contacts.block(conversation.contact_id, by)
