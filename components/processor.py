"""Rasa's message processor, made strict: an action that fails, or a tracker store that fails, fails the turn.

Rasa goes on after a failed action as if it had said and done nothing, and after a failed tracker store as if the
conversation had just begun. Both would leave a customer with half an answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import rasa.core.agent
from jsonschema.validators import validator_for
from rasa.core.actions.action import Action, ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from components import other_wishes

LANGUAGE_SLOT = "language"
REJECTED = 400  # how an action server says that the action declines to run, which a rule may answer

_failures: ContextVar[list["ActionFailed"]] = ContextVar("failures")


class ActionFailed(Exception):
    """An action did not do its part. `action` names it, the message says how it failed, in words of ours."""

    def __init__(self, action: str, reason: str) -> None:
        super().__init__(reason)
        self.action = action


class ActionServer(EndpointConfig):
    """The endpoint of the custom actions: answers within `timeout` seconds, and remembers that it failed even where
    Rasa forgets it (in custom slot mappings)."""

    def __init__(self, endpoint: EndpointConfig, timeout: float) -> None:
        self.__dict__.update(vars(endpoint))
        self._timeout = timeout

    async def request(self, *arguments: Any, **options: Any) -> Any:
        action = options.get("json", {}).get("next_action", "?")
        try:
            return await super().request(*arguments, **options | {"timeout": self._timeout})
        except ClientResponseError as error:
            if error.status != REJECTED:
                _failures.get([]).append(ActionFailed(action, f"status {error.status}"))
            raise
        except Exception as error:
            _failures.get([]).append(ActionFailed(action, type(error).__name__))
            raise


class StrictProcessor(MessageProcessor):
    """As Rasa's, except that its methods raise ActionFailed, and whatever the tracker store raises."""

    action_timeout: float = 5.0  # seconds; Rasa's own is 300, longer than anybody waits

    def __init__(self, *, tracker_store: TrackerStore, action_endpoint: EndpointConfig | None, **others: Any) -> None:
        if isinstance(tracker_store, FailSafeTrackerStore):
            tracker_store = tracker_store._tracker_store  # what it hides behind answers from memory
        if action_endpoint:
            action_endpoint = ActionServer(action_endpoint, self.action_timeout)
        super().__init__(tracker_store=tracker_store, action_endpoint=action_endpoint, **others)

    async def take_turn(self, message: UserMessage, tracker: DialogueStateTracker, language: str) -> None:
        """As `handle_message`, on a tracker that the caller has read and will save. The slot `language` is set
        before the message is understood. Without `parse_data` the message is text, and no intent is read from it
        where it looks like a payload."""
        output = message.output_channel
        await self._update_tracker_session(tracker, output)
        if tracker.get_slot(LANGUAGE_SLOT) != language:
            tracker.update(SlotSet(LANGUAGE_SLOT, language), self.domain)
        message.parse_data = message.parse_data or self._understand(message, tracker)
        await self._handle_message_with_tracker(message, tracker)
        await self.run_action_extract_slots(output, tracker)
        await self._run_prediction_loop(output, tracker)
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            raise ActionFailed(tracker.latest_action_name or "?", "the rules go round in circles")
        await other_wishes.offer(tracker, self.nlg, output.name())

    def _understand(self, message: UserMessage, tracker: DialogueStateTracker) -> dict[str, Any]:
        """What the pipeline makes of a text. Its last node, which Rasa adds by itself to unpack payloads, is left
        out: Rasa strips every kind of space before it looks for the slash."""
        unpacking = self.model_metadata.predict_schema.nodes[self.model_metadata.nlu_target]
        target = unpacking.needs["messages"]
        inputs = {PLACEHOLDER_MESSAGE: [message], PLACEHOLDER_TRACKER: tracker}
        [understood] = self.graph_runner.run(inputs, [target])[target]
        nothing = {TEXT: "", INTENT: {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, ENTITIES: []}
        return nothing | understood.as_dict(only_output_properties=True)

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        with _no_failure():
            return await super().run_action_extract_slots(output_channel, tracker)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: Any,
        prediction: PolicyPrediction,
    ) -> bool:
        with _no_failure():
            return await super()._run_action(_Watched(action), tracker, output_channel, nlg, prediction)


class _Watched:
    """An action whose failure is kept before Rasa can swallow it."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        return getattr(self._action, name)

    async def run(self, *arguments: Any) -> Any:
        try:
            return await self._action.run(*arguments)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            _failures.get().append(ActionFailed(self._action.name(), type(error).__name__))
            return []


@contextmanager
def _no_failure() -> Iterator[None]:
    failures: list[ActionFailed] = []
    token = _failures.set(failures)
    try:
        yield
    finally:
        _failures.reset(token)
    if failures:
        raise failures[0]


_RESULT_SCHEMA = RemoteAction.action_response_format_spec()
_RESULT = validator_for(_RESULT_SCHEMA)(_RESULT_SCHEMA)


def _validate_action_result(_: RemoteAction, result: Any) -> bool:
    """As Rasa's, which also validates the schema itself at each call: two thirds of a turn's CPU time."""
    _RESULT.validate(result)
    return True


def install(action_timeout: float) -> None:
    """Have Rasa's agent use the strict processor."""
    StrictProcessor.action_timeout = action_timeout
    rasa.core.agent.MessageProcessor = StrictProcessor
    RemoteAction._validate_action_result = _validate_action_result
