"""A conversation with the tasks, as the engine would lead it: the rules of data/rules/tasks.yml, without an engine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.deny import Deny
from actions.fallback import Fallback
from actions.guide import Guide
from actions.person import Affirm, CallPerson, Calm, TakeDetail
from actions.services import Services
from actions.skill import Skill
from actions.task.steps import AskTask, BeginTask, FinishTask, ForgetTask, HearTask, LeaveTask, Step
from actions.tasks import TASKS
from tests.unit.actions.stage import Event, Outcome, bot, ran, slot, user

FORM: Final = "task_form"
REQUESTED: Final = "requested_slot"
SKILLS: Final[Mapping[str, type[Skill]]] = {
    skill.action: skill
    for skill in (
        *(Affirm, AskTask, BeginTask, CallPerson, Calm, Deny, Fallback, FinishTask, ForgetTask),
        *(Guide, HearTask, LeaveTask, TakeDetail),
    )
}
# What a rule answers to an intent, in a task or outside; an `utter_` is said as it is.
_RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "greet": ("utter_greet",),
    "thank_you": ("utter_thank_you",),
    "goodbye": ("utter_goodbye",),
    "affirm": ("action_affirm",),
    "deny": ("action_deny",),
    "inform": ("action_take_detail",),
    "contact_human_agent": ("action_handoff",),
    "frustration": ("action_calm",),
    "nlu_fallback": ("action_fallback",),
    "out_of_scope": ("action_fallback",),
}
_IN_TASK: Final[Mapping[str, tuple[str, ...]]] = {
    "inform": ("action_fallback",),
    "deny": ("action_leave_task", "leave"),
    "goodbye": ("utter_goodbye", "action_forget_task", "leave"),
}


@dataclass
class Play:
    """One conversation. `asks` is the question that waits, `handoff` what the app was asked for last."""

    services: Services
    language: str = "en"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    in_form: bool = False
    handoff: dict[str, Any] | None = None
    said: Outcome | None = None

    async def __call__(
        self, text: str, intent: str = "nlu_fallback", *, message_id: str | None = None, **entities: Any
    ) -> list[str]:
        """The keys of what the bot says to a message; a payload is tapped."""
        self._message_id = message_id or f"c:{sum(1 for event in self.events if event['event'] == 'user')}"
        event = tapped(text) if text.startswith("/") else user(text, intent, **entities)
        self.events.append(event)
        self._latest, self._messages, self._after = event, [], []
        heard = event["parse_data"]["intent"]["name"]
        if self.in_form:
            if not await self._form():
                for step in _IN_TASK.get(heard) or _RULES.get(heard) or ("action_begin_task",):
                    await self._step(step)
                if self.in_form:
                    await self._form(again=True)
        else:
            for step in _RULES.get(heard) or ("action_begin_task",):
                await self._step(step)
        self.said = Outcome(self._messages, self._after)
        self.handoff = self.said.handoff
        return self.said.keys

    @property
    def asks(self) -> str | None:
        return (self.slots.get("task") or {}).get("asked") if self.in_form else None

    @property
    def details(self) -> dict[str, Any]:
        return (self.slots.get("task") or {}).get("details", {})

    async def _form(self, *, again: bool = False) -> bool:
        """The form with the message; False when it leaves it to the rules. After these it comes `again`."""
        begins = not self.in_form
        self.in_form = True
        events = await self._act("validate_task_form")
        if not (events or begins or again):
            return False
        if self.slots.get(REQUESTED):
            await self._act("action_ask_answer")
        else:
            self.in_form = False
            await self._step("action_finish_task")
        return True

    async def _step(self, step: str) -> None:
        if step == "leave":
            self.in_form = False
            self.slots[REQUESTED] = None
        elif step.startswith("utter_"):
            self._messages.append({"response": step, "text": None, "buttons": [], "custom": {}})
            self.events.append(bot(step))
        else:
            self.events.append(ran(step))
            events = await self._act(step)
            if any(event["event"] == "active_loop" and event["name"] is None for event in events):
                self.in_form = False
            if any(event["event"] == "followup" and event["name"] == FORM for event in events):
                self.in_form = False
                await self._form()

    async def _act(self, action: str) -> list[Event]:
        tracker = Tracker(
            sender_id="conversation-1",
            slots={"language": self.language, **self.slots},
            latest_message=self._latest["parse_data"]
            | {
                "text": self._latest["text"],
                "metadata": {
                    "message_id": self._message_id,
                    "kind": "payload" if self._latest["text"].startswith("/") else "text",
                },
            },
            events=list(self.events),
            paused=False,
            followup_action=None,
            active_loop={"name": FORM} if self.in_form else {},
            latest_action_name="action_listen",
        )
        dispatcher = CollectingDispatcher()
        events = await SKILLS[action](self.services).run(dispatcher, tracker, {})
        for message in dispatcher.messages:
            self._messages.append(message)
            payloads = [button["payload"] for button in message["buttons"]]
            self.events.append(bot(message["response"] or "faq", *payloads))
        for event in events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
                self.events.append(slot(event["name"], event["value"]))
        self._after += events
        return events


def tapped(payload: str) -> Event:
    """A button, as the engine understands it."""
    intent, brace, rest = payload.removeprefix("/").partition("{")
    event = user(payload, intent)
    found = json.loads(brace + rest) if brace else {}
    event["parse_data"]["entities"] = [
        {"entity": name, "value": value, "start": 0, "end": 0} for name, value in found.items()
    ]
    return event


Step.tasks = TASKS
