"""The customer at the side of a conversation: everything that the desk has of them, over all channels."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from sahay.desk.contacts import Contacts, Family
from sahay.desk.orders import Shown, ShownOrders, order_view
from sahay.desk.views import Views, moment
from sahay.domain.conversation import Conversation
from sahay.shop.tables.tickets import ticket
from sahay.store.database import Database

# Past conversations and tickets that are shown, the latest of them.
CONVERSATIONS = 20
TICKETS = 20

Json = dict[str, Any]


class Profiles:
    def __init__(self, database: Database, contacts: Contacts, orders: ShownOrders, views: Views) -> None:
        self._database = database
        self._contacts = contacts
        self._orders = orders
        self._views = views

    async def section(self, conversation: Conversation) -> Json:
        """See `sahay.desk.views.Section`."""
        known = await self._contacts.family(conversation.contact_id)
        return {"contact": await self.view(known, await self._orders.of(conversation.id))}

    async def view(self, known: Family, shown: Shown = Shown()) -> Json:  # noqa: B008  frozen
        """Without `shown`, no order is told: only a conversation can prove one."""
        conversations = await self._contacts.conversations(known, CONVERSATIONS)
        cards = await self._views.cards(conversations)
        return {
            "id": known.head.id,
            "name": known.first("name") or (shown.account.name if shown.account else None),
            "email": known.first("email"),
            "phone": known.first("phone"),
            "verified": shown.account is not None,
            "blocked": known.is_blocked,
            "merged": [{"id": each.id, "name": each.name} for each in known.others],
            "languages": _distinct([each.language for each in conversations]),
            "channels": _distinct([each.channel for each in conversations]),
            "conversations": [_past(each, cards[each.id]) for each in conversations],
            "orders": [order_view(order) for order in shown.orders],
            "orders_known": shown.is_known,
            "tickets": await self._tickets([each.id for each in conversations]),
            "tags": sorted({tag for each in cards.values() for tag in each["tags"]}),
        }

    async def _tickets(self, conversation_ids: Sequence[str]) -> list[Json]:
        query = select(ticket).where(ticket.c.conversation_id.in_(conversation_ids))
        async with self._database.read() as connection:
            rows = (await connection.execute(query.order_by(ticket.c.opened_at.desc()).limit(TICKETS))).mappings().all()
        names = ("reference", "kind", "priority", "state")
        return [{name: row[name] for name in names} | {"opened_at": moment(row["opened_at"])} for row in rows]


def _distinct(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _past(conversation: Conversation, card: Json) -> Json:
    """`rating` is what the marks of others say of it."""
    return {
        "id": conversation.id,
        "at": moment(conversation.created_at),
        "channel": conversation.channel,
        "owner": conversation.owner,
        "topic": conversation.topic,
        "rating": card.get("rating"),
    }
