"""Who said how urgent a conversation is, in the audit log: people, and the app itself when a promise was not kept."""

from sahay.desk.audit import SYSTEM, Actor, Audit
from sahay.domain.conversation import Action, Transition
from sahay.domain.message import Message
from sahay.store.sql import SqlTransaction

_DEEDS = {Action.PRIORITISE: "conversation.prioritised", Action.ESCALATE: "conversation.escalated"}


class RankingAudit:
    """See `sahay.store.watched.Witness`."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        deed = _DEEDS.get(transition.action)
        if deed is None:
            return
        by = Actor(transition.by_id, transition.by) if transition.by_id else SYSTEM
        clock = transition.detail if transition.action is Action.ESCALATE else None
        target = ("conversation", transition.conversation_id)
        await self._audit.record(
            deed, by=by, target=target, on=tx.connection, priority=transition.priority.value, clock=clock
        )

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        """What is said changes no priority."""
