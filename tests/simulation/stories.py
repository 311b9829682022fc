"""What 500 customers and six agents do in a day: every way that a conversation can take, in every channel and
language."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sahay.domain.agent import Agent
from sahay.domain.conversation import Handoff, Owner, Reason
from sahay.domain.priority import Priority
from sahay.engine.client import Answer, EngineTrouble, Reply
from tests.simulation.shop_day import AGENTS, Shop
from tests.simulation.timeline import Timeline

INDIA = ZoneInfo("Asia/Kolkata")
WISHES = ("track_order", "cancel_order", "get_refund", "payment_issue", "offers", "complaint")
CHANNELS = ("web", "web", "web", "telegram", "whatsapp")
LANGUAGES = ("en", "en", "hi", "gu", "hi-Latn", "gu-Latn")
REASONS = tuple(reason for reason in Reason if reason is not Reason.NOT_SOLVED)
TEAMS = ("payments", "returns", None)
MINUTE = 60.0
# Minutes between two looks at what is due: a day in a second cannot look as often as the app does.
LOOKS = 15
# From midnight to midnight, most of them by day.
BUSY = (1, 1, 1, 1, 1, 2, 3, 5, 8, 12, 15, 16, 14, 13, 14, 15, 15, 14, 12, 10, 8, 6, 4, 2)


@dataclass
class Customer:
    """One of them: what they have to do with the shop today."""

    shop: Shop
    line: Timeline
    dice: random.Random
    id: str = ""

    async def arrives(self) -> None:
        self.id = await self.shop.opened(self.dice.choice(CHANNELS), self.dice.choice(LANGUAGES))
        await self.waits(1, 30)
        if self.dice.random() < 0.2:
            await self.says(answered("greet"))

    async def says(self, answer: Answer | EngineTrouble | None = None) -> None:
        await self.shop.customer(self.id, "7", answer)

    async def asks(self) -> None:
        """A question or two that the bot answers."""
        for _ in range(self.dice.randint(1, 2)):
            await self.says(answered(self.dice.choice(WISHES)))
            await self.waits(5, 4 * MINUTE)

    async def asks_for_a_human(self) -> None:
        reason = self.dice.choice(REASONS)
        topic = self.dice.choice((*WISHES, None))
        await self.says(answered("contact_human_agent", handoff=Handoff(reason, topic=topic)))
        while self.dice.random() < 0.3:
            await self.waits(10, 3 * MINUTE)
            await self.says()

    async def waits(self, least: float, most: float) -> None:
        await self.line.pause(round(self.dice.uniform(least, most), 3))

    async def agent_comes(self) -> Agent:
        """Within half an hour, during the desk's hours."""
        await self.waits(20, 30 * MINUTE)
        if (opens := opening(self.line.clock.now())) is not None:
            await self.line.until(opens)
            await self.waits(20, 60 * MINUTE)
        agent = self.dice.choice(AGENTS)
        await self.shop.services.desk.claim(self.id, agent)
        return agent

    async def they_talk(self, agent: Agent, most: int = 2) -> None:
        for _ in range(self.dice.randint(1, most)):
            await self.waits(10, 8 * MINUTE)
            await self.replies(agent)
            if self.dice.random() < 0.7:
                await self.waits(10, 12 * MINUTE)
                await self.says()

    async def replies(self, agent: Agent) -> None:
        key = f"r{self.shop.clock.now().timestamp()}"
        await self.shop.services.desk.reply(self.id, agent, key, "8")

    async def is_resolved(self, agent: Agent) -> None:
        await self.waits(10, 5 * MINUTE)
        await self.shop.services.desk.resolve(self.id, agent)

    async def is_ranked(self) -> None:
        by, priority = self.dice.choice(AGENTS), self.dice.choice(tuple(Priority))
        await self.shop.services.desk.prioritise(self.id, by, priority)

    async def colleague(self, agent: Agent) -> Agent:
        other = self.dice.choice([each for each in AGENTS if each is not agent])
        await self.shop.present(other)
        return other


def answered(
    intent: str, handoff: Handoff | None = None, *, asks: bool = False, actions: tuple[str, ...] = ()
) -> Answer:
    slots = {"task": {"intent": intent}} if asks else {"task": None}
    return Answer((Reply("9"),), handoff, intent=intent, confidence=0.9, slots=slots, actions=actions)


def fell_back(dice: random.Random, *others: str) -> Answer:
    """The intent was not known."""
    return answered(dice.choice(("nlu_fallback", "out_of_scope")), actions=("action_fallback", *others))


def opening(now: datetime) -> datetime | None:
    """When the desk opens next; None while it is open: see `shop_day.HOURS`."""
    local = now.astimezone(INDIA)
    if local.weekday() < 6 and time(10) <= local.time() < time(20):
        return None
    day = local.date() + timedelta(days=local.time() >= time(10))
    while day.weekday() == 6:
        day += timedelta(days=1)
    return datetime.combine(day, time(10), INDIA).astimezone(UTC)


async def is_answered(one: Customer) -> None:
    await one.asks()


async def comes_back_tomorrow(one: Customer) -> None:
    """After 24 hours of silence it is another matter."""
    await one.asks()
    await one.line.pause(24 * 60 * MINUTE)
    await one.asks()


async def is_not_understood(one: Customer) -> None:
    await one.asks()
    await one.says(fell_back(one.dice))
    if one.dice.random() < 0.3:
        await one.says(answered("thank_you"))


async def is_told_from_the_knowledge_base(one: Customer) -> None:
    """Not understood, and yet found; some say whether it helped."""
    await one.says(fell_back(one.dice))
    await one.shop.shows(one.id, "delivery_time", helped=one.dice.choice((None, True, False)))
    if one.dice.random() < 0.4:
        await one.waits(5, MINUTE)
        await one.says(answered("rate_answer"))


async def is_helped_by_a_task(one: Customer) -> None:
    """Not understood by its intent, but by its words."""
    await one.says(fell_back(one.dice, "task_form"))


async def leaves_in_the_middle(one: Customer) -> None:
    await one.says(answered(one.dice.choice(WISHES), asks=True))


async def meets_a_fault(one: Customer) -> None:
    """The engine is away, also at every further attempt."""
    await one.says(EngineTrouble("timeout"))


async def is_helped(one: Customer) -> None:
    if one.dice.random() < 0.5:
        await one.asks()
    await one.asks_for_a_human()
    agent = await one.agent_comes()
    await one.they_talk(agent)
    await one.is_resolved(agent)


async def leaves_the_queue(one: Customer) -> None:
    await one.asks_for_a_human()
    await one.waits(MINUTE, 90 * MINUTE)
    if (await one.shop.conversation(one.id)).owner is Owner.QUEUED:
        await one.shop.tap(one.id, "/app_leave_queue")
    if one.dice.random() < 0.4:
        await one.waits(5, MINUTE)
        await one.says(answered(one.dice.choice(WISHES)))


async def goes_from_hand_to_hand(one: Customer) -> None:
    await one.asks_for_a_human()
    first = await one.agent_comes()
    await one.they_talk(first, 1)
    second = await one.colleague(first)
    await one.shop.services.desk.transfer(one.id, first, second.id)
    await one.they_talk(second)
    await one.is_resolved(second)


async def is_set_aside(one: Customer) -> None:
    await one.asks_for_a_human()
    agent = await one.agent_comes()
    await one.they_talk(agent, 1)
    until = one.line.clock.now() + timedelta(hours=3)
    await one.shop.services.desk.snooze(one.id, agent, until)
    await one.waits(MINUTE, 170 * MINUTE)
    if one.dice.random() < 0.5:
        await one.says()
    else:
        await one.shop.services.desk.wake(one.id, agent)
    await one.they_talk(agent, 1)
    await one.is_resolved(agent)


async def is_given_back(one: Customer) -> None:
    await one.asks_for_a_human()
    first = await one.agent_comes()
    if one.dice.random() < 0.5:
        await one.they_talk(first, 1)
    await one.waits(5, 60)
    await one.shop.services.desk.give_back(one.id, first, one.dice.choice(TEAMS))
    second = await one.agent_comes()
    await one.they_talk(second)
    await one.is_resolved(second)


async def goes_on_with_the_bot(one: Customer) -> None:
    await one.asks_for_a_human()
    agent = await one.agent_comes()
    await one.they_talk(agent, 1)
    await one.waits(5, 60)
    await one.shop.services.desk.return_to_bot(one.id, agent)
    await one.shop.services.turn_worker.idle()
    await one.waits(5, 60)
    await one.says(answered(one.dice.choice(WISHES)))


async def was_not_solved(one: Customer) -> None:
    """Resolved, and back with the humans: called back at once, or by way of the bot."""
    await is_helped(one)
    await one.waits(10 * MINUTE, 90 * MINUTE)
    if one.dice.random() < 0.5:
        await one.shop.services.desk.call_back(one.id)
    else:
        await one.says(answered("contact_human_agent", handoff=Handoff(Reason.REQUESTED)))
    if (await one.shop.conversation(one.id)).owner is Owner.QUEUED:
        agent = await one.agent_comes()
        await one.they_talk(agent, 1)
        if one.dice.random() < 0.8:
            await one.is_resolved(agent)


async def asks_once_more(one: Customer) -> None:
    """Resolved; what comes after, the bot can answer."""
    await is_helped(one)
    await one.waits(10 * MINUTE, 90 * MINUTE)
    await one.says(answered(one.dice.choice(WISHES)))


async def rates(one: Customer) -> None:
    await is_helped(one)
    await one.waits(2 * MINUTE, 5 * MINUTE)
    await one.shop.ask_how_it_was()
    if one.dice.random() < 0.7:
        await one.shop.tap(one.id, f"/app_rate_{one.dice.choice((1, 2, 3, 4, 4, 5, 5, 5))}")


async def is_visited(one: Customer) -> None:
    """An agent steps in unasked."""
    await one.asks()
    if (opens := opening(one.line.clock.now())) is not None:
        await one.line.until(opens)
    agent = one.dice.choice(AGENTS)
    await one.shop.services.desk.claim(one.id, agent)
    await one.they_talk(agent, 1)
    await one.is_resolved(agent)


async def is_more_urgent_than_it_seemed(one: Customer) -> None:
    """Or less: somebody says so while the customer waits, and once more when an agent has it."""
    await one.asks_for_a_human()
    await one.waits(5, 20 * MINUTE)
    await one.is_ranked()
    agent = await one.agent_comes()
    await one.they_talk(agent, 1)
    await one.is_ranked()
    await one.waits(MINUTE, 90 * MINUTE)
    await one.they_talk(agent, 1)
    await one.is_resolved(agent)
    if one.dice.random() < 0.3:
        await one.shop.services.desk.call_back(one.id)


async def still_waits(one: Customer) -> None:
    """Nobody comes."""
    await one.asks_for_a_human()


Story = Callable[[Customer], Awaitable[None]]
# How many customers of 500 have which day.
DAY: Mapping[Story, int] = {
    is_answered: 132,
    comes_back_tomorrow: 12,
    is_not_understood: 24,
    is_told_from_the_knowledge_base: 16,
    is_helped_by_a_task: 8,
    leaves_in_the_middle: 24,
    meets_a_fault: 6,
    is_helped: 70,
    leaves_the_queue: 26,
    goes_from_hand_to_hand: 24,
    is_set_aside: 22,
    is_given_back: 22,
    goes_on_with_the_bot: 18,
    was_not_solved: 20,
    asks_once_more: 10,
    rates: 28,
    is_visited: 8,
    is_more_urgent_than_it_seemed: 22,
    still_waits: 8,
}


def fill(line: Timeline, shop: Shop, midnight: datetime, seed: int) -> int:
    """Tell every customer's story, each begun at its own moment of the day. Returns how many there are."""
    line.tell(_look_after_promises(line, shop), midnight)
    dice = random.Random(seed)  # noqa: S311  no secret
    stories = [story for story, count in DAY.items() for _ in range(count)]
    dice.shuffle(stories)
    for story in stories:
        hour = dice.choices(range(24), BUSY)[0]
        begins = midnight + timedelta(hours=hour, seconds=round(dice.uniform(0, 3600), 3))
        own_dice = random.Random(dice.random())  # noqa: S311
        line.tell(_from_the_beginning(story, Customer(shop, line, own_dice)), begins)
    return len(stories)


async def _look_after_promises(line: Timeline, shop: Shop) -> None:
    """Until the next midnight but one."""
    for _ in range(48 * 60 // LOOKS):
        await line.pause(LOOKS * MINUTE)
        await shop.look_after_promises()


async def _from_the_beginning(story: Story, one: Customer) -> None:
    await one.arrives()
    await story(one)
