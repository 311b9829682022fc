"""What every channel keeps: a test module of a channel subclasses `ChannelContract`, and `ReceiverContract` where
messages come in by a webhook."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sahay.channels.base import (
    Channel,
    DeliveryError,
    Envelope,
    Forged,
    Manner,
    Part,
    Receiver,
    Recipient,
    Unreadable,
    Verdict,
)
from sahay.channels.choices import read_choice
from sahay.channels.events import Event
from sahay.channels.lint import broken
from sahay.domain.attachment import ENDINGS, FILE_BYTES
from sahay.domain.card import Choice, ListCard
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Button, File, Message
from tests.fakes import MORNING

CONVERSATION = Conversation("c" * 22, "contact", "any", "en", created_at=MORNING, updated_at=MORNING)
HEARD = Recipient("customer-1", CONVERSATION, MORNING)

# What customers and agents write: all scripts, signs on letters, emoji of several units, lines and paragraphs.
_letters = st.text(
    st.sampled_from("aZ9 .!?\n\t।नમक्ષि૧*_[]()~`>#+-=|{}\\<&@/\U0001f600\U0001f469\u200d\U0001f467é\u0301"),
    min_size=1,
    max_size=40,
)
words = st.one_of(_letters, st.text(min_size=1, max_size=40)).filter(lambda text: bool(text.strip()))
long_texts = st.builds(lambda text, times: text * times, words, st.integers(1, 600))
titles = words.map(lambda text: " ".join(text.split())[:200]).filter(bool)
buttons = st.builds(Button, titles, st.sampled_from(["/track_order", "/app_stop", '/ask{"n": "10234"}']))
files = st.builds(
    lambda number, kind, size: File(f"f{number}", f"photo {number}.x", kind, size),
    st.integers(0, 9),
    st.sampled_from([*ENDINGS, "application/zip"]),
    st.integers(1, FILE_BYTES),
)
cards = st.one_of(
    st.none(),
    st.builds(
        lambda rows: ListCard("Choose", tuple(rows)),
        st.lists(st.builds(Choice, titles, st.just("/x"), st.none() | titles), min_size=1, max_size=10),
    ),
)
messages = st.builds(
    lambda text, offered, sent, card: Message(
        CONVERSATION.id, 7, Author.BOT, text, MORNING, "any", buttons=tuple(offered), files=tuple(sent), card=card
    ),
    st.one_of(long_texts, st.just("")),
    st.lists(buttons, max_size=12),
    st.lists(files, max_size=5),
    cards,
).filter(lambda message: bool(message.text or message.files))


def several(examples: int) -> settings:
    """Each subclass has examples of its own, which is nothing that hypothesis could know."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.differing_executors])


class ChannelContract:
    """`channel` makes one that nobody listens to."""

    def channel(self) -> Channel:
        raise NotImplementedError

    def errors(self) -> list[tuple[Exception, Verdict]]:
        """What the provider's client may raise, and what is to be done about it."""
        return []

    def classified(self, error: Exception) -> DeliveryError:
        """As the channel tells it to the outbox."""
        raise NotImplementedError

    def parts(self, message: Message, to: Recipient = HEARD) -> tuple[Part, ...]:
        return self.channel().adapt(message, to, MORNING)

    @given(message=messages)
    @several(60)
    def test_no_part_breaks_a_limit(self, message: Message) -> None:
        can = self.channel().capabilities
        parts = self.parts(message)

        assert parts
        assert [problem for part in parts for problem in broken(part, can)] == []

    @given(message=messages)
    @several(30)
    def test_the_same_message_is_the_same_parts_again(self, message: Message) -> None:
        assert self.parts(message) == self.parts(message)

    @given(text=long_texts)
    @several(60)
    def test_every_word_arrives(self, text: str) -> None:
        parts = self.parts(Message(CONVERSATION.id, 7, Author.BOT, text, MORNING, "any"))

        assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())

    @pytest.mark.parametrize("count", [1, 2, 3, 4, 10, 11, 12])
    def test_every_choice_is_offered_and_can_be_taken(self, count: int) -> None:
        offered = tuple(Button(f"Choice {number}", f"/choice_{number}") for number in range(count))
        message = Message(CONVERSATION.id, 7, Author.BOT, "Which one?", MORNING, "any", buttons=offered)
        *before, last = self.parts(message)

        assert not any(part.choices for part in before)
        assert [read_choice(choice.id) for choice in last.choices] == [
            (CONVERSATION.id, 7, number) for number in range(count)
        ]
        if last.manner is Manner.NUMBERS:
            assert all(f"{number}. Choice {number - 1}" in last.text for number in range(1, count + 1))

    def test_a_file_that_it_cannot_carry_is_named(self) -> None:
        file = File("f1", "backup.zip", "application/zip", FILE_BYTES)
        message = Message(CONVERSATION.id, 7, Author.AGENT, "Here it is", MORNING, "any", files=(file,))

        assert "backup.zip" in "".join(part.text for part in self.parts(message))

    def test_what_may_be_said_depends_on_the_window(self) -> None:
        """Where there is one, nothing but a template goes out behind it."""
        window = self.channel().capabilities.window
        if window is None:
            return
        late = replace(HEARD, heard_at=MORNING - window - timedelta(seconds=1))
        message = Message(CONVERSATION.id, 7, Author.AGENT, "Your lamp is here", MORNING, "any")

        try:
            told: object = {part.template is not None for part in self.parts(message, late)}
        except DeliveryError as error:
            told = error.verdict

        assert told in ({True}, Verdict.ASK_HUMAN)

    def test_each_error_has_its_verdict(self) -> None:
        assert [(type(error), self.classified(error).verdict) for error, _ in self.errors()] == [
            (type(error), verdict) for error, verdict in self.errors()
        ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


class ReceiverContract:
    """`receiver` makes one that fetches nothing; `bodies` are captured webhook bodies."""

    def receiver(self) -> Receiver:
        raise NotImplementedError

    def bodies(self) -> dict[str, bytes]:
        raise NotImplementedError

    def headers(self, body: bytes) -> dict[str, str]:
        """Those of a genuine call."""
        raise NotImplementedError

    def mutated(self, body: bytes, value: object, place: int) -> bytes:
        """The body with one of its values replaced."""
        raise NotImplementedError

    def test_a_genuine_body_is_taken(self) -> None:
        for body in self.bodies().values():
            self.receiver().verify(self.headers(body), body)

    def test_what_is_forged_is_not(self) -> None:
        for body in self.bodies().values():
            genuine = self.headers(body)
            for header in genuine:
                for wrong in ("", "wrong", "é", genuine[header][:-1], genuine[header] + "0"):
                    with pytest.raises(Forged):
                        self.receiver().verify({**genuine, header: wrong}, body)
            with pytest.raises(Forged):
                self.receiver().verify({}, body)

    def test_every_captured_body_is_read(self) -> None:
        for name, body in self.bodies().items():
            envelopes = self.receiver().envelopes(body)
            assert envelopes, name
            assert all(self.receiver().events(each.body) for each in envelopes), name

    def test_the_same_body_has_the_same_ids(self) -> None:
        for body in self.bodies().values():
            assert self._ids(body) == self._ids(body)

    @given(body=st.binary(max_size=200))
    @several(200)
    def test_noise_is_refused(self, body: bytes) -> None:
        assert self._taken(body) == ()

    def test_deep_nesting_is_refused(self) -> None:
        for deep in (b"[" * 100_000, b'{"a":' * 100_000):
            assert self._taken(deep) == ()

    @given(value=json_values, place=st.integers(0, 200))
    @several(200)
    def test_wrong_types_crash_nothing(self, value: object, place: int) -> None:
        for body in self.bodies().values():
            try:
                for each in self.receiver().envelopes(self.mutated(body, value, place)):
                    self.receiver().events(each.body)
            except Unreadable:
                continue

    def _taken(self, body: bytes) -> tuple[Envelope, ...]:
        try:
            return self.receiver().envelopes(body)
        except Unreadable:
            return ()

    def _ids(self, body: bytes) -> list[tuple[str, list[str]]]:
        receiver = self.receiver()
        return [(each.id, _ids(receiver.events(each.body))) for each in receiver.envelopes(body)]


def _ids(events: tuple[Event, ...]) -> list[str]:
    return [event.id for event in events]
