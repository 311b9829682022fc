"""What was said and done in Chatwoot, done here: by the desk, as for any agent."""

from collections.abc import Callable

import structlog
from sqlalchemy import select

from sahay.desk.service import Desk, reply_id
from sahay.domain.clock import Clock
from sahay.domain.conversation import MoveRefused, Owner
from sahay.forwarding.chatwoot.agent import AGENT, named
from sahay.forwarding.chatwoot.callback import AgentSaid, Resolved
from sahay.forwarding.chatwoot.witness import Kind, add
from sahay.store.base import Store
from sahay.store.database import Database
from sahay.store.tables.integrations import forwarded

log = structlog.get_logger()

# As much as an agent here says at once; more becomes several messages.
REPLY_CHARACTERS = 4000


class Arrivals:
    """Each may come several times, and in any order."""

    def __init__(self, desk: Desk, store: Store, database: Database, clock: Clock, wake: Callable[[str], None]) -> None:
        self._desk = desk
        self._store = store
        self._database = database
        self._clock = clock
        self._wake = wake

    async def take(self, arrival: AgentSaid | Resolved) -> None:
        conversation_id = await self._ours(arrival.remote_id)
        if conversation_id is None:
            log.info("forwarding.unknown", kind=type(arrival).__name__)
            return
        match arrival:
            case AgentSaid():
                await self._say(conversation_id, arrival)
            case Resolved():
                await self._resolve(conversation_id, arrival.name)

    async def _ours(self, remote_id: str) -> str | None:
        query = select(forwarded.c.conversation_id).where(forwarded.c.remote_id == remote_id)
        async with self._database.read() as connection:
            found: str | None = await connection.scalar(query)
        return found

    async def _say(self, conversation_id: str, said: AgentSaid) -> None:
        if await self._is_known(conversation_id, said):
            return
        agent = named(said.name)
        try:
            await self._desk.claim(conversation_id, agent)
            for start in range(0, len(said.text), REPLY_CHARACTERS):
                part = said.text[start : start + REPLY_CHARACTERS]
                await self._desk.reply(conversation_id, agent, _client_id(said, start), part)
        except MoveRefused as refused:
            await self._tell(conversation_id, refused)
            return
        if said.resolved:
            await self._resolve(conversation_id, said.name)

    async def _is_known(self, conversation_id: str, said: AgentSaid) -> bool:
        """Whether it was taken before: the conversation may have gone on since, and is not claimed again."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            external_id = reply_id(conversation_id, AGENT.id, _client_id(said, 0))
            return await snapshot.message_by_external_id(conversation.channel, external_id) is not None

    async def _resolve(self, conversation_id: str, name: str) -> None:
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        ours = conversation.assignee_id == AGENT.id
        try:
            if conversation.owner is Owner.QUEUED:
                await self._desk.claim(conversation_id, named(name))
            elif not ours:
                return  # the bot's, another agent's, or resolved already
            await self._desk.resolve(conversation_id, named(name))
        except MoveRefused as refused:
            log.info("forwarding.refused", conversation=conversation_id, why=refused.code)

    async def _tell(self, conversation_id: str, refused: MoveRefused) -> None:
        """Who wrote there learns that it did not reach the customer."""
        log.warning("forwarding.refused", conversation=conversation_id, why=refused.code)
        async with self._database.write() as connection:
            await add(connection, conversation_id, Kind.NOT_SENT, self._clock.now())
        self._wake(conversation_id)


def _client_id(said: AgentSaid, start: int) -> str:
    return f"chatwoot-{said.message_id}-{start}"
