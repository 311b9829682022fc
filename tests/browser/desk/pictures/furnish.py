"""A desk in the middle of an afternoon, in a database of its own: a week of history, then the cast (`cast.py`).

It is lived through in order with a clock moved by hand, through the app's own services, so that everything that
follows from what people did (places, service levels, ratings, figures) is as the app would have it.
"""

import random
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from sahay.config.sections import WEEKDAYS, Hours
from sahay.desk.files import FOLDER, Files
from sahay.desk.passwords import hash_password
from sahay.domain.agent import Agent, Availability, Role
from sahay.domain.clock import SystemClock
from sahay.domain.message import Author
from sahay.domain.priority import Priority
from sahay.domain.work import Delivery
from sahay.flow.inbox import Incoming
from sahay.shop.demo import canned, logins
from sahay.shop.demo.seed import seed
from sahay.shop.tables import verification_attempt
from sahay.shop.tickets import NewTicket, TicketKind
from sahay.shop.tickets import Priority as TicketPriority
from sahay.shop.tickets.sql import SqlTickets
from sahay.store import schema
from tests.browser.desk.pictures.cast import HELD, MEERA, OVER, TICKETS, UNKNOWN, WAITING, Line, Scene, bot
from tests.simulation import shop_day, stories
from tests.simulation.shop_day import AGENTS, Shop, open_shop
from tests.simulation.timeline import Timeline

INDIA = ZoneInfo("Asia/Kolkata")
DATABASE = "day.db"  # as `open_shop` calls it
# Who waits is not told that nobody is there.
ALWAYS = Hours(**dict.fromkeys(WEEKDAYS, ((time.min, time.max),)))
PASSWORD = "correct horse battery"
# The history: on which days before today, and how many customers of the scripted day have which one.
DAYS = range(9, 2, -1)
HISTORY = {
    stories.is_answered: 9,
    stories.is_helped: 4,
    stories.rates: 3,
    stories.leaves_in_the_middle: 1,
    stories.leaves_the_queue: 1,
    stories.goes_on_with_the_bot: 1,
}
SUNDAY = 6
# Who had the history's conversations: the agents of the scripted day under the names of people.
NAMES = ("Asha Desai", "Ravi Patel", "Meena Iyer", "Farhan Ali", "Kiran Rao", "Joseph Pinto")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SAID: Mapping[str, str] = {
    Author.CUSTOMER: "Where is my order?",
    Author.BOT: "It is on its way and arrives tomorrow.",
    Author.AGENT: "I have asked the courier, it arrives tomorrow.",
}


async def furnish(folder: Path) -> None:
    """Fill the database in `folder`."""
    now = SystemClock().now()
    begins = now - timedelta(days=DAYS.start + 1)
    with patch.object(shop_day, "HOURS", ALWAYS):
        await _live(folder, begins, now)


async def _live(folder: Path, begins: datetime, now: datetime) -> None:
    async with open_shop(folder, begins) as shop:
        await _people(shop, now)
        line = Timeline(shop.clock)
        _history(line, shop, now)
        for scene in (*WAITING, *HELD, *OVER):
            line.tell(_play(scene, shop, line), now - timedelta(minutes=scene.ago))
        for number, (text, language) in enumerate(UNKNOWN):
            line.tell(_unknown(text, language, shop), now - timedelta(hours=5 + 7 * number))
        for number, ticket in enumerate(TICKETS):
            line.tell(_ticket(shop, *ticket), now - timedelta(minutes=200 - number))
        await line.run()
        async with shop.services.database.write() as connection:  # nothing is on its way any more
            await connection.execute(update(schema.outbox).values(state=Delivery.SENT))


async def _people(shop: Shop, now: datetime) -> None:
    """The demo shop with its orders, and its agents, who have all been there for a while."""
    database = shop.services.database
    await seed(database, now.astimezone(INDIA))
    password_hash = hash_password(PASSWORD)
    await logins.ensure(database, {}, now)
    await canned.ensure(database, now)
    async with database.write() as connection:
        table = schema.agent
        for agent, name in zip(AGENTS, NAMES, strict=True):
            left = {"name": name, "availability": Availability.OFFLINE}
            await connection.execute(update(table).where(table.c.id == agent.id).values(left))
        await connection.execute(update(table).values(password_hash=password_hash, chosen_at=now, seen_at=now))
        row = {"id": "admin", "email": "admin@example.com", "name": "Devika Menon", "role": Role.ADMIN}
        await connection.execute(insert(table).values(row | {"password_hash": password_hash, "created_at": now}))


def _history(line: Timeline, shop: Shop, now: datetime) -> None:
    """The scripted day, smaller and several times. On a Sunday nobody is there."""
    today = now.astimezone(INDIA).replace(hour=0, minute=0, second=0, microsecond=0)
    with patch.object(stories, "DAY", HISTORY):
        for days in DAYS:
            midnight = today - timedelta(days=days)
            if midnight.weekday() != SUNDAY:
                stories.fill(line, shop, midnight, seed=days)
    line.tell(_worded(shop), now - timedelta(hours=48))


async def _worded(shop: Shop) -> None:
    """The scripted day's customers say "7" and are called nothing: give them words and names."""
    dice = random.Random(1)  # noqa: S311
    async with shop.services.database.write() as connection:
        for author, text in SAID.items():
            table = schema.message
            short = (table.c.author == author) & table.c.text.in_(("7", "8", "9"))
            await connection.execute(update(table).where(short).values(text=text))
        names = [scene.name for scene in (*WAITING, *HELD, *OVER) if scene.name]
        people = schema.contact
        for contact_id in list(await connection.scalars(select(people.c.id))):
            if dice.random() < 0.6:
                await connection.execute(
                    update(people).where(people.c.id == contact_id).values(name=dice.choice(names))
                )


async def _play(scene: Scene, shop: Shop, line: Timeline) -> None:
    conversation_id = await shop.opened(scene.channel, scene.language)
    await _tell_who(shop, conversation_id, scene)
    agents, claimed = await _agents(shop), False
    for number, each in enumerate(scene.lines):
        await line.pause(60 * (each.after if number else 0.1))
        if each.by and not claimed and scene.claimed_by:
            await shop.services.desk.claim(conversation_id, agents[scene.claimed_by])
            claimed = True
            await line.pause(20)
        await _speak(shop, conversation_id, each, agents, key=f"line-{number}")
    await _leave(scene, shop, line, conversation_id, agents)


async def _speak(shop: Shop, conversation_id: str, each: Line, agents: Mapping[str, Agent], key: str) -> None:
    if each.files:
        files = Files(shop.services.store, shop.services.settings.var / FOLDER, shop.clock)
        kept = [await files.add(conversation_id, None, name, PDF) for name in each.files]
        said = Incoming(key, text=each.text, files=tuple(file.id for file in kept))
        await shop.services.inbox.receive(conversation_id, said)
    elif each.by is None:
        await shop.customer(conversation_id, each.text, each.answer)
    elif each.note:
        await shop.services.console.notes.add(conversation_id, agents[each.by], key, each.text)
    else:
        await shop.services.desk.reply(conversation_id, agents[each.by], key, each.text)


async def _leave(scene: Scene, shop: Shop, line: Timeline, conversation_id: str, agents: Mapping[str, Agent]) -> None:
    """As it is found in the picture."""
    desk, agent = shop.services.desk, agents.get(scene.claimed_by or "")
    await shop.services.console.tags.put(conversation_id, scene.tags)
    if scene.urgent:
        await desk.prioritise(conversation_id, agents[MEERA], Priority.URGENT)
    if agent and scene.snoozed_minutes:
        until = SystemClock().now() + timedelta(minutes=scene.snoozed_minutes)
        await desk.snooze(conversation_id, agent, until)
    if agent and scene.resolved_as:
        await desk.resolve(conversation_id, agent, reason=scene.resolved_as)
    if scene.rated:
        await line.pause(180)
        await shop.ask_how_it_was()
        await shop.tap(conversation_id, f"/app_rate_{scene.rated}")


async def _tell_who(shop: Shop, conversation_id: str, scene: Scene) -> None:
    told = {"name": scene.name, "email": scene.email, "phone": scene.phone}
    conversation = await shop.conversation(conversation_id)
    now = shop.clock.now()
    proofs: Iterable[dict[str, Any]] = (
        {"order_number": number, "conversation_id": conversation_id, "message_id": number, "contact_key": number}
        for number in scene.proved
    )
    async with shop.services.database.write() as connection:
        people = schema.contact
        await connection.execute(update(people).where(people.c.id == conversation.contact_id).values(told))
        for proof in proofs:
            await connection.execute(insert(verification_attempt).values(**proof, at=now, proved=True))


async def _ticket(
    shop: Shop, language: str, who: str, about: str, order: str, priority: TicketPriority, minutes: int
) -> None:
    conversation_id = await shop.opened("web", language)
    await _tell_who(shop, conversation_id, Scene(who, 0, ()))
    due = SystemClock().now() + timedelta(minutes=minutes)
    tickets = SqlTickets(shop.services.database, lambda _priority, _now: due)
    new = NewTicket(TicketKind.COMPLAINT, priority, about, conversation_id, language, order)
    await tickets.open(new, key=order, now=shop.clock.now())


async def _unknown(text: str, language: str, shop: Shop) -> None:
    conversation_id = await shop.opened("web", language)
    answer = bot("Sorry, I have not understood that.", "nlu_fallback", 0.31)
    await shop.customer(conversation_id, text, answer)


async def _agents(shop: Shop) -> Mapping[str, Agent]:
    return await shop.services.accounts.agents()
