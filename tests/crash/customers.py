"""What customers do: a seeded mix of everything that the bot is asked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random

from tests.crash.answers import is_told
from tests.crash.chat import Chat
from tests.crash.history import Sent

# How long a customer waits for an answer before doing something else; longer than any retry and any restart.
ANSWER_SECONDS = 45.0
HUMAN_SECONDS = 120.0
THINKS_SECONDS = (0.1, 1.2)

LANGUAGES = ("en", "en", "en", "hi", "gu")
GREETINGS = ("hello", "good morning", "namaste", "नमस्ते", "કેમ છો")
QUESTIONS = (
    "what is your return policy",
    "how long does delivery take",
    "how can i pay",
    "what are your opening hours",
    "is there a warranty",
)
THANKS = ("thank you so much", "thanks", "धन्यवाद")
ORDERS = ("where is my order", "track my order please", "mera order kahan hai")
PERSON = ("i want to talk to a human", "connect me to an agent")
TO_AGENT = ("are you there?", "it is about my parcel", "please check my address", "ok, thank you")
NONSENSE = ("zq", "blorp", "fnord", "wug", "xyzzy", "plugh")


class Customer:
    """One person with one conversation and one order of their own: {"number", "email", "phone", "state"}."""

    def __init__(self, chat: Chat, order: Mapping[str, str], random: Random) -> None:
        self.chat = chat
        self.order = order
        self._random = random
        self._moods: tuple[tuple[int, Callable[[], Awaitable[None]]], ...] = (
            (3, self._greet),
            (6, self._track),
            (4, self._ask),
            (2, self._hurry),
            (2, self._tap),
            (1, self._babble),
            (2, self._call_person),
        )

    async def begin(self) -> None:
        await self.chat.open(self._random.choice(LANGUAGES))

    async def do_something(self) -> None:
        """One thing from start to end."""
        if self.chat.with_human:
            await self._talk_to_human()
        else:
            weights, moods = zip(*self._moods, strict=True)
            await self._random.choices(moods, weights)[0]()
        await self._think()

    async def track(self, kind: str = "track") -> str:
        """Ask for the order and give what is asked; what the bot said last. It ends early when a human takes over."""
        said = await self._say(self._random.choice(ORDERS), f"{kind}.1")
        contact = self.order[self._random.choice(("email", "phone"))]
        for step, detail in enumerate((self.order["number"], contact), start=2):
            if self.chat.with_human or is_told(self.order["number"], said):
                break
            expects = self.order["number"] if detail == contact else None
            said = await self._say(detail, f"{kind}.{step}", expects)
        return said

    async def _greet(self) -> None:
        await self._say(self._random.choice(GREETINGS), "greet")

    async def _track(self) -> None:
        await self.track()

    async def _ask(self) -> None:
        await self._say(self._random.choice(QUESTIONS), "faq")

    async def _hurry(self) -> None:
        """Several messages, one after the other, without waiting for an answer."""
        said = [self._random.choice(texts) for texts in (GREETINGS, QUESTIONS, THANKS)]
        for text in said[: self._random.randint(2, 3)]:
            sent = await self.chat.send({"text": text}, "hurry")
        await self._answered(sent)

    async def _tap(self) -> None:
        if self.chat.buttons:
            button = self._random.choice(self.chat.buttons)
            await self._answered(await self.chat.send({"payload": button["payload"]}, "tap"))

    async def _babble(self) -> None:
        await self._say(" ".join(self._random.sample(NONSENSE, 3)), "babble")

    async def _call_person(self) -> None:
        await self._say(self._random.choice(PERSON), "person")
        await self._talk_to_human()

    async def _talk_to_human(self) -> None:
        """Wait for the agent to be done, and say something now and then."""
        for _ in range(self._random.randint(0, 2)):
            if self.chat.with_human:
                await self.chat.send({"text": self._random.choice(TO_AGENT)}, "to-human")
                await self._think()
        await self.chat.until(lambda: not self.chat.with_human, HUMAN_SECONDS)

    async def _say(self, text: str, kind: str, expects: str | None = None) -> str:
        """Send, and wait for what comes back; all of it."""
        sent = await self.chat.send({"text": text}, kind, expects)
        await self._answered(sent)
        await self._think()
        return "\n".join(line.text for line in self.chat.followed if line.seq > sent.seq and line.author == "bot")

    async def _answered(self, sent: Sent) -> None:
        def answered() -> bool:
            lines = reversed(self.chat.followed)
            return self.chat.with_human or any(line.seq > sent.seq and line.author != "customer" for line in lines)

        await self.chat.until(answered, ANSWER_SECONDS)

    async def _think(self) -> None:
        await asyncio.sleep(self._random.uniform(*THINKS_SECONDS))
