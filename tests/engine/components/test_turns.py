"""A turn happens wholly, once, in order, or not at all."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from components.answer import Answer
from components.processor import ActionFailed, StrictProcessor
from components.question import Question
from components.tracker_store import StoredTracker, StoreFailed
from components.turns import EmptyTurn, Turns
from tests.engine.components.fakes import FakeActionServer, Held, fails, says, utters


def question(message: str, number: int = 1, *, fresh: bool = False, language: str = "en", **more: str) -> Question:
    kind = "payload" if message.startswith("/") else "text"
    return Question("c1", message, f"c1:{number}", language, "web", fresh, **{"kind": kind} | more)


async def ask(processor: StrictProcessor, message: str, number: int = 1, **options: object) -> Answer:
    return await Turns().answer(processor, question(message, number, **options))


async def tracker(processor: StrictProcessor) -> DialogueStateTracker | None:
    return await processor.tracker_store.retrieve("c1")


def texts(answer: Answer) -> list[str]:
    return [reply["text"] for reply in answer.replies]


async def test_an_answer_says_what_was_said_understood_known_and_done(
    processor: StrictProcessor, actions: FakeActionServer
) -> None:
    actions.behaviour["action_order"] = lambda _: (
        200,
        {
            "events": [],
            "responses": [
                {"response": "utter_order", "state": "on its way"},
                {"custom": {"handoff": {"reason": "requested"}}},
            ],
        },
    )
    answer = await ask(processor, '/order{"number": "7"}')
    assert answer.replies == [
        {"text": "Order 7 is on its way.", "buttons": [{"title": "More on 7", "payload": '/ask{"number": "{}"}'}]},
        {"custom": {"handoff": {"reason": "requested"}}},
    ]
    assert answer.understood["intent"] == "order"
    assert answer.understood["ranking"] == [{"name": "order", "confidence": 1.0}]
    assert [(entity["entity"], entity["value"]) for entity in answer.understood["entities"]] == [("number", "7")]
    assert answer.slots == {"language": "en", "number": "7"}
    assert answer.actions == ["order_form", "action_order"]


async def test_a_text_is_understood_with_the_three_likeliest_intents(processor: StrictProcessor) -> None:
    understood = (await ask(processor, "good morning")).understood
    assert understood["intent"] == "greet"
    assert understood["ranking"][0]["name"] == "greet"
    assert len(understood["ranking"]) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "/greet",
        "/\u3000greet",  # Rasa strips every kind of space
        "\u00a0/greet",
        '/order{"number": "7"}',
        '/\u00a0order{"number": "7"}',
        "/restart",
        "EXTERNAL: greet",
        "/ good morning",
    ],
)
async def test_what_is_typed_is_never_a_payload(processor: StrictProcessor, typed: str) -> None:
    """It is understood as the same words behind another sign are, and not with the certainty of a button."""
    understood = await _understood(processor, typed)
    assert understood["intent"] == (await _understood(processor, typed.replace("/", "!")))["intent"]
    assert understood["intent"]["confidence"] < 1
    assert understood["entities"] == []


async def _understood(processor: StrictProcessor, typed: str) -> dict[str, Any]:
    tracker = processor.tracker_store.init_tracker("c1")
    with suppress(ActionFailed):  # no rule need answer it
        await processor.take_turn(UserMessage(typed), tracker, "en")
    return tracker.latest_message.parse_data


class TestLanguage:
    async def test_the_first_answer_is_in_the_language_of_the_message(self, processor: StrictProcessor) -> None:
        assert texts(await ask(processor, "/greet", language="hi")) == ["नमस्ते!"]

    async def test_it_may_change_at_every_turn(self, processor: StrictProcessor) -> None:
        await ask(processor, "/greet", 1, language="hi")
        assert texts(await ask(processor, "/greet", 2, language="en")) == ["Hello!"]


class TestMetadata:
    async def test_actions_see_who_and_where(self, processor: StrictProcessor, actions: FakeActionServer) -> None:
        await ask(processor, "/ask", verified_phone="+919812345678", at="2026-11-21T04:30:00+00:00")
        message = actions.requests[-1]["body"]["tracker"]["latest_message"]
        assert message["metadata"] == {
            "message_id": "c1:1",
            "language": "en",
            "channel": "web",
            "kind": "payload",
            "verified_phone": "+919812345678",
            "at": "2026-11-21T04:30:00+00:00",
        }

    async def test_it_does_not_become_a_slot(self, processor: StrictProcessor) -> None:
        answer = await ask(processor, "/greet", verified_phone="+919812345678")
        assert answer.slots == {"language": "en"}


class TestReplay:
    async def test_a_message_seen_before_is_not_run_again(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        first = await ask(processor, "/ask")
        again = await ask(processor, "/ask")
        assert actions.calls == ["action_ask"]
        assert (first.replayed, again.replayed) == (False, True)
        assert again.as_replay() == first.as_replay()

    async def test_it_is_found_after_other_messages(self, processor: StrictProcessor) -> None:
        first = await ask(processor, "/ask", 1)
        await ask(processor, "/greet", 2)
        assert texts(await ask(processor, "/ask", 1)) == texts(first)

    async def test_a_fresh_start_is_not_made_twice(self, processor: StrictProcessor) -> None:
        await ask(processor, '/order{"number": "7"}', 1, fresh=True)
        again = await ask(processor, '/order{"number": "7"}', 1, fresh=True)
        assert again.replayed
        assert again.slots["number"] == "7"

    async def test_a_message_that_an_action_logs_belongs_to_the_turn(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        logged = {"event": "user", "text": "/greet", "parse_data": {"intent": {"name": "greet"}, "entities": []}}
        actions.behaviour["action_ask"] = says(events=({"event": "action", "name": "action_listen"}, logged))
        assert texts(await ask(processor, "/ask")) == ["Hello!"]
        assert (await ask(processor, "/ask")).replayed


class TestFresh:
    async def test_nothing_is_remembered_but_the_language(self, processor: StrictProcessor) -> None:
        await ask(processor, "/hello", 1)
        await ask(processor, '/order{"number": "7"}', 2, language="hi")
        answer = await ask(processor, "/hello", 3, fresh=True, language="hi")
        assert texts(answer) == ["हार्दिक स्वागत!"]  # the rule of a conversation's beginning applies again
        assert answer.slots == {"language": "hi"}

    async def test_a_form_is_left(self, processor: StrictProcessor) -> None:
        await ask(processor, "/order", 1)
        assert texts(await ask(processor, "/greet", 2, fresh=True)) == ["Hello!"]


class TestFailure:
    """A turn that fails leaves the tracker as it was, and asking again runs it anew."""

    @pytest.mark.parametrize(
        ("message", "behaviour", "reason"),
        [
            ("/ask", {"action_ask": fails(500, error="boom")}, "status 500"),  # the action raised
            ("/ask", {"action_ask": fails(404, error="no such action")}, "status 404"),
            ("/ask", {"action_ask": lambda _: (200, {"events": "none"})}, "ValidationError"),  # not an answer
            ("/ask", {"action_ask": utters("utter_nothing")}, "TextsError"),  # a text that does not exist
            ('/order{"number": "7"}', {"action_order": fails(500)}, "status 500"),  # after the form has spoken
            ('/order{"number": "7"}', {"validate_order_form": fails(500)}, "status 500"),  # inside the form
        ],
    )
    async def test_a_failed_action_fails_the_turn(
        self, processor: StrictProcessor, actions: FakeActionServer, message: str, behaviour: dict, reason: str
    ) -> None:
        await ask(processor, "/greet", 1)
        before = await tracker(processor)
        actions.behaviour = dict(behaviour)
        with pytest.raises(ActionFailed, match=reason) as failure:
            await ask(processor, message, 2)
        assert failure.value.action in (*behaviour, "action_ask")
        assert await tracker(processor) == before
        actions.reset()
        assert (await ask(processor, message, 2)).replies

    async def test_a_slot_that_an_action_fills_fails_it_too(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        """Rasa only logs it, and goes on without the slot."""
        await ask(processor, "/colour", 1)
        actions.behaviour["action_colour"] = fails(500)
        with pytest.raises(ActionFailed, match="status 500"):
            await ask(processor, "/inform", 2)

    async def test_an_action_server_that_is_down(self, make_processor) -> None:
        processor = make_processor("http://127.0.0.1:9/webhook")
        with pytest.raises(ActionFailed, match="ClientConnectorError"):
            await ask(processor, "/ask")

    async def test_an_action_that_takes_too_long(
        self, processor: StrictProcessor, actions: FakeActionServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held = actions.behaviour["action_ask"] = Held(says("too late"))
        monkeypatch.setattr(processor.action_endpoint, "_timeout", 0.05)
        with pytest.raises(ActionFailed, match="TimeoutError"):
            await ask(processor, "/ask")
        held.let_go.set()

    async def test_a_turn_that_takes_too_long_as_a_whole(
        self, processor: StrictProcessor, actions: FakeActionServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held = actions.behaviour["action_ask"] = Held(says("too late"))
        monkeypatch.setattr("components.turns.SLACK_SECONDS", 0.05 - processor.action_timeout)
        with pytest.raises(ActionFailed, match="too long"):
            await ask(processor, "/ask")
        assert await tracker(processor) is None
        held.let_go.set()

    async def test_an_action_that_declines_is_no_failure(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        """Form validation declines so: another rule then answers, here that of a question inside the form."""
        await ask(processor, "/order", 1)
        assert texts(await ask(processor, "/ask", 2)) == ["action_ask", "Which number?"]

    async def test_a_turn_that_says_nothing(self, processor: StrictProcessor, actions: FakeActionServer) -> None:
        actions.behaviour["action_silence"] = says()
        with pytest.raises(EmptyTurn):
            await ask(processor, "/silence")
        assert await tracker(processor) is None

    async def test_rules_that_go_round_in_circles(self, processor: StrictProcessor, actions: FakeActionServer) -> None:
        again = {"event": "followup", "name": "action_round"}
        actions.behaviour["action_round"] = says("and again", events=(again,))
        with pytest.raises(ActionFailed, match="circles"):
            await ask(processor, "/loop")
        assert await tracker(processor) is None


class TestOrder:
    async def test_two_messages_of_a_conversation_wait_for_each_other(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        turns = Turns()
        held = actions.behaviour["action_ask"] = Held(says("first"))
        first = asyncio.create_task(turns.answer(processor, question("/ask", 1)))
        await asyncio.to_thread(held.wait)
        second = asyncio.create_task(turns.answer(processor, question("/greet", 2)))
        other = await turns.answer(processor, Question("c2", "/greet", "c2:1", "en", "web", False, "payload"))
        assert texts(other) == ["Hello!"]  # another conversation does not wait
        assert not second.done()
        held.let_go.set()
        assert texts(await first) == ["first"]
        assert texts(await second) == ["Hello!"]
        stored = await tracker(processor)
        assert stored is not None
        assert [e.metadata["message_id"] for e in stored.events if e.type_name == "user"] == ["c1:1", "c1:2"]

    async def test_a_repeated_message_waits_for_the_first_attempt_and_gets_its_answer(
        self, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        turns = Turns()
        held = actions.behaviour["action_ask"] = Held(says("once"))
        first = asyncio.create_task(turns.answer(processor, question("/ask", 1)))
        await asyncio.to_thread(held.wait)
        again = asyncio.create_task(turns.answer(processor, question("/ask", 1)))
        held.let_go.set()
        assert (await first).replies == (await again).replies
        assert (await again).replayed
        assert actions.calls == ["action_ask"]

    async def test_of_two_engines_only_one_saves(
        self, make_processor, processor: StrictProcessor, actions: FakeActionServer
    ) -> None:
        other_engine = make_processor(actions.url)
        await ask(processor, "/greet", 1)
        held = actions.behaviour["action_ask"] = Held(says("slow"))
        slow = asyncio.create_task(ask(processor, "/ask", 2))
        await asyncio.to_thread(held.wait)
        actions.behaviour["action_ask"] = says("fast")
        assert texts(await ask(other_engine, "/ask", 2)) == ["fast"]
        held.let_go.set()
        with pytest.raises(StoreFailed):
            await slow
        assert texts(await ask(processor, "/ask", 2)) == ["fast"]


class TestStore:
    async def test_a_turn_is_one_write(self, processor: StrictProcessor) -> None:
        written: list[str] = []

        def note(_connection, _cursor, statement, *_more) -> None:
            written.append(statement.split()[0])

        sa.event.listen(processor.tracker_store._engine, "before_cursor_execute", note)
        await ask(processor, "/greet", 1)
        await ask(processor, "/greet", 2)
        assert written == ["CREATE", "SELECT", "INSERT", "SELECT", "UPDATE"]

    async def test_a_database_that_cannot_be_read_fails_the_turn(
        self, processor: StrictProcessor, actions: FakeActionServer, tmp_path
    ) -> None:
        await ask(processor, "/greet", 1)
        processor.tracker_store._engine.dispose()
        for path in tmp_path.glob("engine.db*"):
            path.write_bytes(b"no database" * 1000)
        with pytest.raises(StoreFailed):
            await ask(processor, "/ask", 2)
        assert actions.calls == []

    async def test_a_database_that_cannot_be_written_fails_the_turn(
        self, processor: StrictProcessor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await ask(processor, "/greet", 1)
        before = await tracker(processor)

        async def fail(_: StoredTracker) -> None:
            raise StoreFailed("OperationalError")

        with monkeypatch.context() as patch:
            patch.setattr(processor.tracker_store, "save", fail)
            with pytest.raises(StoreFailed):
                await ask(processor, "/ask", 2)
        assert await tracker(processor) == before
        assert not (await ask(processor, "/ask", 2)).replayed
