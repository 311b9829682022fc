"""The actions by which the engine runs tasks. One form stands for all of them: `task_form`, data/rules/tasks.yml."""

import structlog
from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.general_question import asked_in_general
from actions.guide import Guide
from actions.handoff import hand_off
from actions.hesitation import hesitates
from actions.history import did_else
from actions.knowledge import tell
from actions.leaving import leaves
from actions.not_understood import NOTHING_FOUND, not_understood
from actions.taking_back import wants_back
from actions.task.beginning import FORM
from actions.task.running import Running
from actions.task.state import SLOT, State
from actions.task.step import Step
from actions.task.talk import Talk
from actions.turn import Button, Turn
from sahay.shop.backend import BackendError
from sahay.shop.faq import Answer

_REQUESTED = "requested_slot"
_ANSWER = "answer"  # the one slot of the form, which is never filled: what is asked stands in the task's state

_log = structlog.get_logger()


# What is true of the customer or of the order is true in another task too.
_SHARED = ("order", "proof", "account")


class BeginTask(Step):
    """A wish that is a task. Where another one waits for an answer, that one goes on afterwards."""

    action = "action_begin_task"

    async def act(self, turn: Turn) -> list[EventType]:
        running = self._state(turn) if turn.is_in_form else None
        intent = turn.intent or ""
        if running is None and await wants_back(turn, self._services):
            intent = "undo"  # and not: to send it back
        if intent not in self.tasks:
            return await Guide(self._services).act(turn)
        talk = Talk(turn, State(intent), self._services)
        instead = self.tasks[intent].instead(talk)
        is_own = instead is not None or self.tasks[intent].is_own(talk)
        intent = instead or intent
        rule = None if is_own else await asked_in_general(turn, self._services.faq, interrupts=running is not None)
        if rule:
            return await self._tell(rule, intent, turn)
        if running and running.name == intent:
            return not_understood(turn, NOTHING_FOUND, self._services)  # without what was asked
        return _begun(intent, running)

    async def _tell(self, rule: Answer, intent: str, turn: Turn) -> list[EventType]:
        """The rule is what was asked for; the task is offered, unless another one waits."""
        await tell(turn, self._services, rule, alone=False)
        title = self._services.titles.get(intent, turn.language)
        if title and self.tasks[intent].is_offered and not turn.is_in_form:
            turn.say("utter_task_offer", buttons=[Button(title=title, payload=f"/{intent}")])
        return []


def _begun(intent: str, running: State | None) -> list[EventType]:
    state = State(intent)
    if running is None:
        return [_kept(state), FollowupAction(FORM)]
    running.suspended = None  # a third one is not waited for
    state.suspended = running
    state.details = {name: running.details[name] for name in _SHARED if name in running.details}
    return [_kept(state)]


class HearTask(Step):
    """The form's validation: takes what the message says, or leaves it to the rules."""

    action = f"validate_{FORM}"

    async def act(self, turn: Turn) -> list[EventType]:
        state = self._state(turn)
        if state is None:
            return [SlotSet(_REQUESTED, None)]
        talk, task = self._talk(turn, state)
        running = Running(task, talk)
        if not await running.hear() and turn.slot(_REQUESTED) and state.asked:
            if turn.is_button or not leaves(turn.text):
                return []
            await task.leave(talk)
            state.ended = True
        await running.go_on()
        asks = state.asked is not None
        return [*talk.events, *_shown(state), _kept(state), SlotSet(_REQUESTED, _ANSWER if asks else None)]


class AskTask(Step):
    """Asks the question that is next: in more words, and with a way out, when the last answer was none."""

    action = f"action_ask_{_ANSWER}"

    async def act(self, turn: Turn) -> list[EventType]:
        state = self._state(turn)
        if state is None or (state.spoken and state.spoken == turn.message_id):
            return []
        talk, task = self._talk(turn, state)
        question = task.question(state.asked)
        if question is None:
            return []
        first = state.since == turn.message_id
        if not first and not turn.is_button and hesitates(turn.text):
            await question.help(talk)
        else:
            again = not first and not state.gained_by(turn.message_id) and not did_else(turn.events)
            await question.ask(talk, again=again)
        return [*talk.events, _kept(state)]


class FinishTask(Step):
    """Everything is known, or the task is over: does it, and takes up the one that was interrupted."""

    action = "action_finish_task"

    async def act(self, turn: Turn) -> list[EventType]:
        state = self._state(turn)
        if state is None:
            return [SlotSet(SLOT, None)]
        talk, task = self._talk(turn, state)
        if not state.ended:
            try:
                await Running(task, talk).finish()
            except BackendError as error:
                _log.warning("task_failed", task=state.name, error=type(error).__name__)
                turn.take_back()
                turn.say("utter_action_failed" if talk.has_changed else "utter_not_changed")
                state.reason = "action_failed"
        if state.reason:
            called = hand_off(turn, state.reason, state.name, state.priority, state.ticket)
            return [*talk.events, *called, SlotSet(SLOT, None), *_FORGET]
        return [*talk.events, *_after(turn, state)]


class LeaveTask(Step):
    """The customer leaves the task: what they gave in it is forgotten, so that it serves nobody who comes after."""

    action = "action_leave_task"

    async def act(self, turn: Turn) -> list[EventType]:
        state = self._state(turn)
        if state is None:
            turn.say("utter_leave_task")
            return [SlotSet(SLOT, None), *_FORGET]
        talk, task = self._talk(turn, state)
        await task.leave(talk)
        return [*talk.events, SlotSet(SLOT, None), *_FORGET]


class ForgetTask(Step):
    """As `LeaveTask`, without a word: for who says goodbye instead."""

    action = "action_forget_task"

    async def act(self, turn: Turn) -> list[EventType]:
        return [SlotSet(SLOT, None), *_FORGET]


_FORGET: list[EventType] = [SlotSet("order_number", None)]


def _kept(state: State) -> EventType:
    return SlotSet(SLOT, state.as_json())


def _shown(state: State) -> list[EventType]:
    """The order that is asked about, for the desk."""
    return [SlotSet("order_number", state.details.get("order"))]


def _after(turn: Turn, state: State) -> list[EventType]:
    waiting = state.suspended
    if waiting is None:
        return [SlotSet(SLOT, None), *_FORGET]
    waiting.read = turn.message_id
    if waiting.details.get("order") == state.details.get("order"):  # what was proved meanwhile is proved
        waiting.details |= {name: state.details[name] for name in _SHARED if name in state.details}
    turn.say("utter_resume")
    return [_kept(waiting), FollowupAction(FORM)]
