"""One action on many conversations: each is its own, what is refused for one is done for the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sahay.desk.audit import Actor
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


# Told who asks, the conversation and the value.
Action = Callable[[Agent, str, str], Awaitable[Any]]


class Bulk:
    def __init__(self, store: SqlStore, desk: Desk, tags: Tags, contacts: Contacts) -> None:
        self._store = store
        self._desk = desk
        self._tags = tags
        self._contacts = contacts
        self._actions: Mapping[str, Action] = {
            "assign": lambda agent, conversation_id, to: desk.assign(conversation_id, agent, to),
            "queue": lambda agent, conversation_id, _: desk.take_back(conversation_id, agent),
            "priority": lambda agent, conversation_id, value: desk.prioritise(conversation_id, agent, Priority(value)),
            "resolve": lambda agent, conversation_id, why: desk.resolve(conversation_id, agent, reason=why or None),
            "tag": lambda _, conversation_id, tag: tags.change(conversation_id, add=[tag]),
            "untag": lambda _, conversation_id, tag: tags.change(conversation_id, remove=[tag]),
            "block": lambda agent, conversation_id, _: self._block(conversation_id, agent),
        }

    async def do(self, agent: Agent, action: str, conversation_ids: Sequence[str], value: str = "") -> Outcome:
        """Raises BadAction before anything is done."""
        self._check(action, value)
        done: list[str] = []
        failed: list[dict[str, str]] = []
        for conversation_id in dict.fromkeys(conversation_ids):
            try:
                await self._actions[action](agent, conversation_id, value)
            except ConversationNotFound:
                failed.append({"id": conversation_id, "code": "not_found", "message": "There is no such conversation."})
            except MoveRefused as refusal:
                failed.append({"id": conversation_id, "code": refusal.code, "message": str(refusal)})
            except TagError as error:
                failed.append({"id": conversation_id, "code": "bad_request", "message": str(error)})
            else:
                done.append(conversation_id)
        return Outcome(tuple(done), tuple(failed))

    def _check(self, action: str, value: str) -> None:
        if action not in self._actions:
            raise BadAction(f"The action is one of {', '.join(self._actions)}.")
        if action in ("assign", "tag", "untag") and not value.strip():
            raise BadAction(f"The action {action} needs a value.")
        if action == "priority" and value not in tuple(Priority):
            raise BadAction(f"The value is one of {', '.join(Priority)}.")

    async def _block(self, conversation_id: str, agent: Agent) -> None:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        await self._contacts.block(conversation.contact_id, Actor(agent.id, agent.name))
