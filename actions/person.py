"""The customer wants a person, or says yes to the offer of one, or is angry enough to need one."""

from typing import Final

from rasa_sdk.events import EventType

from actions.handoff import hand_off
from actions.history import OFFERS, button_before, failures_before, said_before, wish_before
from actions.not_understood import NOTHING_FOUND, not_understood
from actions.services import Services
from actions.skill import Skill
from actions.task.beginning import begin
from actions.task.state import SLOT, State
from actions.task.step import Step
from actions.turn import Turn
from actions.undo import Undo
from actions.urgency import urgency
from sahay.shop.tickets import SETTLED, Priority, is_at_least

RAISED: Final = Priority.HIGH  # what is open and makes a customer angry has at least this


class CallPerson(Skill):
    """The customer asks for a person."""

    action = "action_handoff"
    intent = "contact_human_agent"

    async def act(self, turn: Turn) -> list[EventType]:
        return await _call(turn, self._services)


async def _call(turn: Turn, services: Services) -> list[EventType]:
    turn.say("utter_handoff")
    now = await urgency(turn, services)
    return hand_off(turn, "requested", priority=now.priority, ticket=now.ticket)


class Affirm(Step):
    """The customer says yes: to what was just offered, a person or a task. To what a task asks for it is no answer."""

    action = "action_affirm"

    async def act(self, turn: Turn) -> list[EventType]:
        offered = (button_before(turn.events) or "").removeprefix("/")
        if OFFERS & said_before(turn.events) or offered == CallPerson.intent:
            return await _call(turn, self._services)
        if turn.is_in_form:
            return not_understood(turn, NOTHING_FOUND, self._services)
        if offered in self.tasks and offered != Undo.intent:  # "ok" to what was done takes nothing back
            return begin(offered)
        turn.say("utter_affirm")
        return []


class TakeDetail(Step):
    """A bare detail: the answer to the offer of a task, or else what it most often is about."""

    action = "action_take_detail"

    async def act(self, turn: Turn) -> list[EventType]:
        offered = (button_before(turn.events) or "").removeprefix("/")
        if offered in self.tasks and any(turn.entity(entity) for entity in self.tasks[offered].entities):
            return begin(offered)
        return begin(next((task for entity, task in _ABOUT.items() if turn.entity(entity)), "track_order"))


_ABOUT: Final = {"order_number": "track_order", "pin_code": "delivery_options", "product": "product_question"}


class Calm(Skill):
    """The customer is angry: an apology for what it is about, what is open comes first from now on, and a person is
    offered at once. Anger after failures of ours counts as one more."""

    action = "action_calm"

    async def act(self, turn: Turn) -> list[EventType]:
        raised = await self._raise_priority(turn)
        if failures_before(turn.events) + 1 >= self._services.settings.handoff.automatic_after:
            turn.say("utter_handoff_not_understood")
            open_now = await urgency(turn, self._services)
            return hand_off(turn, "not_understood", priority=RAISED, ticket=open_now.ticket)
        if raised:
            turn.say("utter_frustration_ticket", {"reference": raised})
        elif topic := self._topic(turn):
            turn.say("utter_frustration_topic", {"topic": topic})
        else:
            turn.say("utter_frustration")
        return []

    async def _raise_priority(self, turn: Turn) -> str | None:
        """The latest open matter of this conversation that was not so urgent before: its reference."""
        tickets = self._services.tickets
        opened = await tickets.of_conversation(turn.conversation_id)
        waiting = [ticket for ticket in opened if ticket.state not in SETTLED and not is_at_least(ticket, RAISED)]
        for ticket in waiting:
            await tickets.raise_priority(ticket.reference, RAISED, now=self._services.clock.now())
        return waiting[0].reference if waiting else None

    def _topic(self, turn: Turn) -> str | None:
        """What it is about, as the button of that wish says."""
        task = State.from_json(turn.tracker.get_slot(SLOT)) if turn.is_in_form else None
        wish = task.name if task else wish_before(turn.events)
        return self._services.titles.get(wish, turn.language) if wish else None
