"""One customer over channels: a conversation of the website goes on in Telegram or WhatsApp, by a link that opens
nothing without a yes; and contacts that have proved to be one are one at the desk."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from sahay.channels.pace import Pace
from sahay.config import ROOT
from sahay.desk.audit import Search
from sahay.domain.continuation import ATTEMPTS, LIFE, new_code
from sahay.domain.conversation import Owner
from sahay.domain.message import Author, Draft
from sahay.flow.continuing import StillAnswering
from sahay.flow.inbox import Incoming, WentOn
from sahay.flow.taps import Tap
from sahay.http.continuing import ADDRESS
from sahay.shop.identity import Method
from sahay.store import addresses, inquiries
from sahay.store.tables.continuations import continuation
from tests.browser.engine import ORDER, StandInEngine
from tests.fakes_channels.graph import FakeGraph
from tests.fakes_channels.graph_notices import NUMBER
from tests.fakes_channels.telegram import TOKEN, FakeTelegram
from tests.integration.http import whatsapp
from tests.integration.http.conftest import App
from tests.integration.http.test_telegram import PUBLIC, Chat
from tests.integration.http.website import Website

ASK = (
    "Go on here with the conversation that was begun on the website of Saral Store? "
    "Say yes only if you have just asked for that there yourself."
)
LINKED = "This conversation goes on in Telegram from now on. What is written there is not shown on the website."
GONE = "This link has ended, or was used already."
TRACKED = f"Your order {ORDER} is on its way."


@pytest.fixture
def graph() -> Iterator[FakeGraph]:
    with FakeGraph(whatsapp.SECRETS["SAHAY_WHATSAPP_TOKEN"], {}) as fake:
        yield fake


@pytest.fixture
def environ(engine: StandInEngine, telegram: FakeTelegram, graph: FakeGraph, tmp_path: Path) -> dict[str, str]:
    section = {
        "public_url": PUBLIC,
        "telegram": {"updates": "webhook", "api": telegram.url},
        "whatsapp": {"number_id": NUMBER, "api": graph.url, "templates": {}},
    }
    before, _, after = (ROOT / "sahay.yml").read_text(encoding="utf-8").partition("channels:\n")
    rest = after.partition("\nlimits:\n")[2]
    file = tmp_path / "sahay.yml"
    file.write_text(f"{before}channels: {json.dumps(section)}\nlimits:\n{rest}", encoding="utf-8")
    secrets = {"SAHAY_TELEGRAM_TOKEN": TOKEN, **whatsapp.SECRETS}
    return {"SAHAY_CONFIG": str(file), "ENGINE_PORT": str(engine.port), **secrets}


@pytest.fixture
async def chat(app: App, telegram: FakeTelegram) -> Chat:
    doors = app.services.channels.doors
    assert doors.telegram
    assert doors.whatsapp
    async with asyncio.timeout(10):
        while not telegram.webhook["url"]:
            await asyncio.sleep(0.01)
    await doors.whatsapp.watch().look()
    doors.telegram.health.account = "saral_bot"
    doors.telegram.channel._pace = Pace(1000, 1000, 1000)
    return Chat(app, telegram, telegram.person())


Open = Callable[..., Awaitable[Website]]


@pytest.fixture
async def opened(chat: Chat) -> AsyncIterator[Open]:
    """Opens the website, in a language."""
    async with AsyncExitStack() as stack:

        async def enter(language: str = "en") -> Website:
            async with chat.app.client() as client:
                session = (await client.post("/api/chat/sessions", json={"language": language})).json()
            assert session["goes_on"] == ["telegram", "whatsapp"]
            browser = await stack.enter_async_context(chat.app.client(session["token"]))
            return Website(chat, stack, browser, session["conversation_id"])

        yield enter


async def test_it_goes_on_after_a_yes_and_the_website_reads_no_more(chat: Chat, opened: Open) -> None:
    website, person, services = await opened(), chat.person, chat.app.services
    await website.says("where is my order?")
    granted = await services.logins._identities.grant(website.id, "a1", Method.LOGIN, now=chat.app.clock.now())
    assert granted

    code = await website.link()
    assert (await chat.hears(person.says(f"/start {code}")))[-1] == ASK
    before = await chat.conversation_id()
    assert before != website.id  # not yet

    assert await chat.hears(person.taps("Yes, go on here")) == [LINKED]
    assert await chat.conversation_id() == website.id
    assert await chat.hears(person.says("where is my order?")) == [TRACKED]
    assert (await website.reads())[-1] == LINKED
    assert {key: (await website.log())[key] for key in ("owner", "queue", "moved")} == {
        "owner": "bot",
        "queue": None,
        "moved": "telegram",
    }
    # The desk has all of it in one log, and the other chat's says where it went.
    log = await chat.log()
    assert (f"system: {LINKED}" in log, log[-1]) == (True, f"bot: {TRACKED}")
    async with services.store.snapshot() as snapshot:
        assert (await snapshot.messages(before))[-1].text == LINKED
    # What was proved on the website is proved no more, and what the bot knew is forgotten.
    assert await services.logins._identities.of(website.id, chat.app.clock.now()) is None
    contact = await website.contact()
    assert contact is not None
    async with services.store.snapshot() as snapshot:
        assert contact.merged_into == (await snapshot.conversation(before)).contact_id
    entries = await services.audit.search(Search(action="conversation.continued"))
    assert [(each.target_id, each.facts) for each in entries] == [(website.id, {"channel": "telegram"})]


# What a token may do that is good; who has it may have sent the link to somebody else, who has said yes.
RIGHTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/api/chat/messages", {"client_id": "x", "text": "what did they say?"}),
    ("/api/chat/sessions", {}),
    ("/api/chat/transcript", {"email": "somebody@example.com"}),
    ("/api/chat/erase", {}),
    ("/api/chat/identify", {"token": None}),
    ("/api/chat/language", {"language": "hi"}),
    ("/api/chat/typing", {"on": True}),
    ("/api/chat/files?name=a.txt", {}),
    (ADDRESS, {"channel": "whatsapp"}),
)


async def test_whoever_made_the_link_can_do_nothing_more_on_the_website(chat: Chat, opened: Open) -> None:
    website, person = await opened(), chat.person
    payload = {"client_id": "h", "payload": "/contact_human_agent"}
    await website.client.post("/api/chat/messages", json=payload)
    await chat.settle()
    await chat.send(person.says("/stop"), person.says("/start"))
    before = await chat.conversation_id()
    await chat.send(person.says(f"/start {await website.link()}"))
    stream = await website.follow()
    await chat.send(person.taps("Yes, go on here"))

    for address, body in RIGHTS:
        answer = await website.client.post(address, json=body)
        assert (address, answer.status_code, answer.json()["error"]["code"]) == (address, 401, "moved")
    late = Incoming("late", "sent before, taken in after", only_on="web")
    with pytest.raises(WentOn):
        await chat.app.services.inbox.receive(website.id, late)
    # The place in the queue stays, and the answer comes where the customer is now.
    async with chat.app.agent() as desk:
        one = f"/api/desk/conversations/{website.id}"
        assert (await desk.post(f"{one}/claim")).status_code == 200
        await desk.post(f"{one}/typing", json={"on": True})
        await desk.post(f"{one}/messages", json={"client_id": "r", "text": "Here I am."})
    await chat.settle()
    assert person.read[-1] == "Here I am."
    assert "Here I am." not in await website.reads()
    chat.app.services.hub.close()  # which ends the streams: this one was open all the time
    seen = [(name, told.get("text") or told.get("owner")) async for name, told, _ in stream]
    assert seen[-2:] == [("message", LINKED), ("owner", "bot")]
    async with chat.app.services.database.read() as connection:
        # Who wants no questions afterwards wants none here either; what is said late in the other chat still arrives.
        assert await inquiries.wants_no_follow_up(connection, (await website.conversation()).contact_id)
        found = await addresses.of_conversation(connection, before)
    assert found is not None
    assert found.address == str(person.id)


async def test_a_link_is_good_once_for_a_quarter_of_an_hour_and_never_after_a_no(chat: Chat, opened: Open) -> None:
    website, person, other = await opened(), chat.person, chat.telegram.person(7002, "Ravi")
    stranger = Chat(chat.app, chat.telegram, other)
    first = await website.link()
    code = await website.link()  # the one before it ends
    assert GONE in (await chat.hears(person.says(f"/start {first}")))[-1]
    await chat.send(person.says(f"/start {code}"))
    assert GONE in (await stranger.hears(other.says(f"/start {code}")))[-1]  # it is this chat's now
    assert "nothing has changed" in (await chat.hears(person.taps("No")))[-1]
    assert GONE in (await chat.hears(person.taps("Yes, go on here")))[-1]

    late = await website.link()
    await chat.send(person.says(f"/start {late}"))
    chat.app.clock.forward(int(LIFE.total_seconds()))
    assert GONE in (await chat.hears(person.taps("Yes, go on here")))[-1]
    assert await website.says("I am still here") == 202

    again = await website.link()
    await chat.send(person.says(f"/start {again}"))
    await chat.send(person.taps("Yes, go on here"))
    assert await website.says("and now?") == 401
    assert GONE in (await stranger.hears(other.says(f"/start {again}")))[-1]
    async with chat.app.services.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(continuation)) == 0


async def test_who_guesses_is_not_even_looked_at(chat: Chat, opened: Open) -> None:
    website, person = await opened(), chat.person
    for _ in range(ATTEMPTS):
        assert GONE in (await chat.hears(person.says(f"/start {new_code()}")))[-1]
    right = await website.link()
    assert GONE in (await chat.hears(person.says(f"/start {right}")))[-1]
    chat.app.clock.forward(3600)
    assert await chat.hears(person.says(f"/start {await website.link()}")) == [ASK]
    assert not any("go-" in line for line in await chat.log())  # what is kept has no code in it


async def test_who_has_a_person_there_keeps_them(chat: Chat, opened: Open) -> None:
    website, person = await opened(), chat.person
    await chat.send(person.says("/start"), person.says("/human"), person.says(f"/start {await website.link()}"))
    assert "is looking after your matter here" in (await chat.hears(person.taps("Yes, go on here")))[-1]
    assert await website.says("I am still here") == 202


async def test_what_would_mix_two_customers_or_two_turns_is_not_done(chat: Chat, opened: Open) -> None:
    website, person, services = await opened(), chat.person, chat.app.services
    await chat.send(person.says("/start"))
    for conversation_id, account in ((website.id, "a1"), (await chat.conversation_id(), "a2")):
        assert await services.logins._identities.grant(conversation_id, account, Method.CODE, now=chat.app.clock.now())
    await chat.send(person.says(f"/start {await website.link()}"))
    assert GONE in (await chat.hears(person.taps("Yes, go on here")))[-1]

    # While the bot is at a message from the website it is tried again later: the answer belongs there.
    await chat.send(person.says(f"/start {await website.link()}"))
    chats = await chat.conversation_id()

    async def while_it_answers() -> None:
        async with services.store.transaction() as tx:
            line = await tx.append(website.id, Draft(Author.CUSTOMER, "one more"), chat.app.clock.now())
            await tx.to_inbox(line)
            await services.continuing.go_on(Tap(tx, await tx.conversation(chats), line, line.at))

    with pytest.raises(StillAnswering):
        await while_it_answers()
    assert await chat.hears(person.taps("No"))  # it was not used up


async def test_by_whatsapp_in_ones_own_language(chat: Chat, graph: FakeGraph, opened: Open) -> None:
    """The code is in the first message; who writes there for the first time is asked in the website's language."""
    website, phone = await opened("hi"), whatsapp.Chat(chat.app, graph)
    text = await website.link("whatsapp")
    assert GONE in (await chat.hears(chat.person.says(text)))[-1]  # another channel's
    assert text.startswith("वेबसाइट वाली मेरी बातचीत")
    assert (await phone.asks(text))[-1].startswith("Saral Store की वेबसाइट पर शुरू हुई बातचीत")
    assert (await phone.taps("हाँ, यहीं बढ़ाएँ"))[-1].startswith("यह बातचीत अब WhatsApp पर")
    assert await phone.conversation_id() == website.id
    assert (await website.conversation()).channel == "whatsapp"


async def test_who_waits_may_take_the_wait_along(chat: Chat, opened: Open) -> None:
    website = await opened()
    await website.taps("/contact_human_agent")
    waiting = (await website.log())["messages"][-1]
    offered = {button["title"]: button["payload"] for button in waiting["buttons"]}
    assert list(offered) == ["Go on with the bot", "Go on in Telegram", "Go on in WhatsApp"]
    await website.taps(offered["Go on in Telegram"])
    told = (await website.reads())[-1]
    assert told.startswith("Open this link within 15 minutes to go on in Telegram: https://t.me/saral_bot?start=")
    await chat.hears(chat.person.says(f"/start {told.rpartition('=')[2]}"))
    assert await chat.hears(chat.person.taps("Yes, go on here")) == [LINKED]
    assert (await website.conversation()).owner is Owner.QUEUED


REFUSED: tuple[tuple[dict[str, str], int, str], ...] = (
    ({"channel": "sms"}, 400, "bad_request"),  # no link leads there
    ({}, 400, "bad_request"),
    ({"channel": "telegram"}, 200, ""),
    ({"channel": "telegram"}, 409, "not_connected"),  # its name is not known yet
    ({"channel": "whatsapp"}, 429, "rate_limited"),
)


async def test_a_link_that_is_not_to_be_had(chat: Chat, opened: Open) -> None:
    website = await opened()
    for _ in range(3):
        await website.link()
    assert chat.app.services.channels.doors.telegram
    for body, status, code in REFUSED:
        answer = await website.client.post(ADDRESS, json=body)
        assert (answer.status_code, answer.json().get("error", {}).get("code", "")) == (status, code)
        if status == 200:
            chat.app.services.channels.doors.telegram.health.account = None


async def family(chat: Chat, contact_id: str) -> set[str]:
    return set((await chat.app.services.console.contacts.family(contact_id)).ids)


async def test_a_number_that_two_channels_have_verified_is_one_customers(chat: Chat, graph: FakeGraph) -> None:
    phone, person, services = whatsapp.Chat(chat.app, graph), chat.person, chat.app.services
    await phone.asks("hello")
    there = str((await phone.address()).contact_id)
    contact = {"phone_number": "919812345678", "first_name": "Meera"}

    async def here(*said: dict[str, Any]) -> set[str]:
        await chat.send(*said)
        async with services.store.snapshot() as snapshot:
            mine = (await snapshot.conversation(await chat.conversation_id())).contact_id
        return await family(chat, mine)

    assert there not in await here(person.says("my number is +91 98123 45678"))  # anybody can say so
    assert there not in await here(person.says(contact={**contact, "user_id": 1}))  # somebody else's
    chat.app.clock.forward(int(timedelta(days=91).total_seconds()))
    own, at = {**contact, "user_id": person.id}, int(chat.app.clock.now().timestamp())
    assert there not in await here(person.says(contact=own, date=at))  # it may have changed hands
    await phone.asks("hello again")
    assert len(await family(chat, there)) == 2
    entries = await services.audit.search(Search(action="contact.linked"))
    assert [(each.actor.name, each.facts["proof"]) for each in entries] == [("Sahay", "phone")]

    # Each still reads their own conversation only; and an agent who parts them has the last word.
    assert await phone.conversation_id() != await chat.conversation_id()
    marked = entries[0].facts["merged"]
    async with chat.app.admin() as desk:
        assert (await desk.post(f"/api/desk/contacts/{marked}/unmerge")).is_success
    await phone.asks("and again")
    assert await family(chat, there) == {there}


async def test_an_account_that_was_proved_twice_is_one_customers(chat: Chat, opened: Open) -> None:
    first, second, stranger = await opened(), await opened(), await opened()
    identities, now = chat.app.services.logins._identities, chat.app.clock.now()
    granted = ((first, "a1", Method.LOGIN), (second, "a1", Method.CODE), (stranger, "a2", Method.LOGIN))
    for website, account, method in granted:
        assert await identities.grant(website.id, account, method, now=now)
        await website.says("hello")

    contacts = [(await each.conversation()).contact_id for each in (first, second, stranger)]
    assert await family(chat, contacts[0]) == {*contacts[:2]}
    assert await family(chat, contacts[2]) == {contacts[2]}
