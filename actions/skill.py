"""The base of every action: it never raises and never stays silent."""

import asyncio
import traceback
from abc import abstractmethod
from time import perf_counter
from typing import ClassVar

import structlog
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.handoff import hand_off
from actions.services import Services
from actions.turn import Turn

_log = structlog.get_logger()


class Skill(Action):
    """An action by the name `action`. When it fails, or takes too long, a person is called."""

    action: ClassVar[str]

    def __init__(self, services: Services) -> None:
        self._services = services
        # The app waits this long for the whole turn: half of it leaves the engine time to tell of the failure.
        self._patience = services.settings.engine.timeout_seconds / 2

    def name(self) -> str:
        return self.action

    @abstractmethod
    async def act(self, turn: Turn) -> list[EventType]:
        """Answer the customer, and give the events that follow from it."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        turn = Turn(tracker, dispatcher, self._services.settings.languages.default)
        log = _log.bind(action=self.action, conversation=turn.conversation_id, message=turn.message_id)
        log.info("action_started")
        started = perf_counter()
        try:
            async with asyncio.timeout(self._patience):
                events = await self.act(turn)
        except Exception as error:
            # Only where and what kind: the message of an exception may quote the customer.
            log.error("action_failed", error=type(error).__name__, where=_where(error))
            turn.take_back()
            turn.say("utter_action_failed")
            events = hand_off(turn, "action_failed")
        log.info("action_finished", ms=round((perf_counter() - started) * 1000))
        return events


def _where(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno}" for frame in frames[-3:]]
