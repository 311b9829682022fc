"""Stand-ins shared by the tests: a clock that is moved by hand, and an engine that says what it was told to."""

from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from sahay.domain.conversation import Conversation, Handoff
from sahay.domain.message import Message
from sahay.engine.client import Answer, EngineTrouble, Reply

MORNING = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)  # 10:00 in India


class ManualClock:
    def __init__(self, now: datetime = MORNING) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


Script = Answer | EngineTrouble | Callable[[], Awaitable[Answer]]


class ScriptedEngine:
    """Answers from a script, then echoes. `asked` keeps what it was asked, with the conversation as it was."""

    def __init__(self, *script: Script) -> None:
        self.script: deque[Script] = deque(script)
        self.asked: list[tuple[Conversation, Message]] = []

    async def ask(self, conversation: Conversation, message: Message) -> Answer:
        self.asked.append((conversation, message))
        if not self.script:
            return answer(f"echo: {message.text}")
        step = self.script.popleft()
        if isinstance(step, EngineTrouble):
            raise step
        return step if isinstance(step, Answer) else await step()


def answer(*texts: str, handoff: Handoff | None = None, intent: str = "greet") -> Answer:
    replies = tuple(Reply(text) for text in texts)
    return Answer(replies, handoff, intent=intent, confidence=0.9, slots={"language": "en"})
