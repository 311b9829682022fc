"""Everybody who may ask the API something, signed in for good: what one does to another is undone again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import delete, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import SYSTEM
from sahay.desk.sessions import fingerprint
from sahay.desk.tokens import SCOPES
from sahay.desk.webhooks.events import EventType
from sahay.desk.webhooks.registry import Wanted
from sahay.domain.agent import Agent, Role
from sahay.domain.permission import GRANTED, Permission
from sahay.http.desk.guard import COOKIE, CSRF_HEADER, Route
from sahay.shop.tickets import NewTicket, Priority, TicketKind
from sahay.store import schema
from sahay.store.tables.integrations import api_token
from tests.fakes import MORNING
from tests.integration.http.conftest import App

WEBHOOK = Wanted("CRM", "https://crm.example/hook", tuple(EventType))


@dataclass(frozen=True)
class Caller:
    """Somebody with what they come with. Without `permissions` no role counts: a customer, or nobody."""

    name: str
    permissions: frozenset[Permission] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_token: bool = False

    def may(self, route: Route) -> bool:
        if self.permissions is None or (self.is_token and not route.by_token):
            return False
        return route.needs in self.permissions


class People:
    """`names` are what the paths' parameters may be: a conversation, a ticket... that there is."""

    def __init__(self, app: App) -> None:
        self._app = app
        self.callers: list[Caller] = []
        self.names: dict[str, str] = {}

    async def gather(self) -> None:
        services = self._app.services
        token, conversation_id = await self._app.queued()
        self.callers = [Caller("nobody"), Caller("customer", headers={"Authorization": f"Bearer {token}"})]
        self.callers += [Caller(role, GRANTED[role], _cookies(role)) for role in Role]
        await self.restore()
        admin = Agent("fuzz-admin", "Admin", "fuzz-admin@example.com", Role.ADMIN)
        values = []
        for scope in (*SCOPES, Permission.READ):
            value, made = await services.api_tokens.create(f"for {scope}", [scope], None, admin, SYSTEM)
            values.append((scope, value))
        *kept, _ = values  # the last one is there to be revoked
        self.callers += [
            Caller(f"token {scope}", frozenset({scope}), {"Authorization": f"Bearer {value}"}, is_token=True)
            for scope, value in kept
        ]
        new = NewTicket(TicketKind.COMPLAINT, Priority.NORMAL, "The box came open.", conversation_id, "en", None)
        ticket = await services.tickets.open(new, key="fuzz", now=self._app.clock.now())
        webhook, _ = await services.webhooks.registry.create(WEBHOOK, SYSTEM)
        async with services.store.snapshot() as snapshot:
            contact_id = (await snapshot.conversation(conversation_id)).contact_id
        self.names = {
            "conversation_id": conversation_id,
            "contact_id": contact_id,
            "reference": ticket.reference,
            "webhook_id": webhook.id,
            "token_id": made.id,
        }

    async def restore(self) -> None:
        """Everybody is there, with their role, signed in."""
        async with self._app.services.database.write() as connection:
            for role in Role:
                await _sign_in(connection, role)
            kept = api_token.c.id != self.names.get("token_id", "")
            await connection.execute(update(api_token).where(kept).values(revoked_at=None))


def _cookies(role: Role) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}=cookie-{role}", CSRF_HEADER: "csrf"}


async def _sign_in(connection: AsyncConnection, role: Role) -> None:
    agent, session = schema.agent, schema.agent_session
    agent_id = f"fuzz-{role}"
    present = {"name": role, "role": role, "is_active": True}
    known = await connection.execute(update(agent).where(agent.c.id == agent_id).values(present))
    if not known.rowcount:
        email = f"{agent_id}@example.com"
        await connection.execute(insert(agent).values(id=agent_id, email=email, created_at=MORNING, **present))
    key = fingerprint(f"cookie-{role}")
    await connection.execute(delete(session).where(session.c.id == key))
    row = {"id": key, "agent_id": agent_id, "csrf_token": "csrf", "expires_at": MORNING + timedelta(days=1)}
    await connection.execute(insert(session).values(**row, created_at=MORNING, seen_at=MORNING))
