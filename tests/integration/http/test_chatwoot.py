"""A conversation that is answered in Chatwoot, both ways, through all that can go wrong between."""

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from sahay.forwarding.chatwoot.client import ChatwootClient
from sahay.forwarding.chatwoot.forwarder import LEASE
from sahay.store import schema
from sahay.store.tables.integrations import forwarding
from tests.fakes_desk.chatwoot import ACCOUNT, INBOX, TOKEN, Chatwoot, message_created, signed, status_changed
from tests.integration.http.conftest import App

CALLBACK, SIGNING = "c" * 24, "inbox-secret"
ADDRESS = f"/api/forwarding/chatwoot/{CALLBACK}"
SECTION = f"\nforwarding: {{to: chatwoot, url: 'https://chatwoot.example', account: {ACCOUNT}, inbox: {INBOX}}}\n"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The shop's settings with an inbox in Chatwoot."""
    text = Path("sahay.yml").read_text("utf-8")
    head, _, rest = text.partition("\nforwarding:")
    file = tmp_path / "chatwoot.yml"
    file.write_text(head + SECTION + rest.partition("\n\n")[2], "utf-8")
    return {
        "SAHAY_CONFIG": str(file),
        "SAHAY_CHATWOOT_TOKEN": TOKEN,
        "SAHAY_CHATWOOT_CALLBACK_SECRET": CALLBACK,
        "SAHAY_CHATWOOT_SIGNING_SECRET": SIGNING,
    }


class World:
    """The app, its one customer, and Chatwoot in place of the network."""

    def __init__(self, app: App, chatwoot: Chatwoot) -> None:
        self.app = app
        self.chatwoot = chatwoot
        self.token = ""
        self.conversation_id = ""

    async def begin(self) -> None:
        self.token, self.conversation_id = await self.app.queued()

    async def forward(self) -> None:
        for conversation_id in await self.opened.forwarder.pending():
            await self.opened.forwarder.drain(conversation_id)

    @property
    def opened(self):
        return self.app.services.chatwoot

    async def call(self, call: dict, **headers: str) -> int:
        body, signed_headers = signed(call, SIGNING, self.app.clock.now())
        async with self.app.client() as chatwoot:
            answer = await chatwoot.post(ADDRESS, content=body, headers={**signed_headers, **headers})
        return answer.status_code

    async def customer_says(self, text: str) -> None:
        async with self.app.client(self.token) as customer:
            answer = await customer.post("/api/chat/messages", json={"client_id": f"m{len(text)}", "text": text})
        assert answer.status_code == 202

    async def log(self) -> list[tuple[str, str | None, str]]:
        """What the customer sees, without notices."""
        async with self.app.client(self.token) as customer:
            lines = (await customer.get("/api/chat/messages")).json()["messages"]
        return [(line["author"], line.get("name"), line["text"]) for line in lines if line["author"] != "system"][2:]

    async def owner(self) -> tuple[str, str | None]:
        async with self.app.services.store.snapshot() as snapshot:
            conversation = await snapshot.conversation(self.conversation_id)
        return conversation.owner, conversation.assignee_id

    async def rows(self) -> list[str]:
        async with self.app.services.database.read() as connection:
            return list(await connection.scalars(select(forwarding.c.kind).order_by(forwarding.c.id)))


@pytest.fixture
async def world(app: App) -> World:
    services, chatwoot = app.services, Chatwoot()
    await services.chatwoot.worker.stop()  # the test says when
    await services.chatwoot.forwarder.close()
    client = ChatwootClient(services.settings.forwarding, services.settings.chatwoot, chatwoot.transport)
    services.chatwoot.forwarder._client = client
    world = World(app, chatwoot)
    await world.begin()
    return world


async def test_there_and_back(world: World) -> None:
    await world.forward()
    assert [kind for kind, _ in world.chatwoot.said()] == ["note", "incoming"]
    note = world.chatwoot.said()[0][1]
    assert "Asked for a person because: requested" in note
    assert "Bot: " in note

    assert await world.call(message_created(1, 5, "Hello, this is Meera.")) == 200
    assert await world.owner() == ("agent", "chatwoot")
    await world.customer_says("It came open.")
    await world.forward()
    assert world.chatwoot.said()[-1] == ("incoming", "It came open.")
    assert await world.log() == [("agent", "Meera", "Hello, this is Meera."), ("customer", None, "It came open.")]

    assert await world.call(status_changed(1, "resolved")) == 200
    assert (await world.owner())[0] == "resolved"
    await world.forward()
    assert world.chatwoot.asked.count("POST conversations/1/toggle_status") == 1  # nobody tells it what it said itself


async def test_the_same_call_again_changes_nothing(world: World) -> None:
    await world.forward()
    said, done = message_created(1, 5, "Hello"), status_changed(1, "resolved")
    await asyncio.gather(world.call(said), world.call(said))
    for call in (said, done, done, said):  # also when it comes late
        assert await world.call(call) == 200

    assert await world.log() == [("agent", "Meera", "Hello")]
    assert (await world.owner())[0] == "resolved"


async def test_resolved_before_the_last_words_arrive(world: World) -> None:
    await world.forward()
    await world.call(message_created(1, 4, "Hello"))
    await world.call(status_changed(1, "resolved"))
    await world.call(message_created(1, 5, "Bye!", conversation={"id": 1, "status": "resolved"}))

    assert (await world.log())[-1] == ("agent", "Meera", "Bye!")
    assert (await world.owner())[0] == "resolved"  # and waits for nobody


@pytest.mark.parametrize("when", ["before", "after"])
async def test_each_step_may_fail_and_nothing_is_there_twice(world: World, when: str) -> None:
    """Whatever request fails, and whether Chatwoot had done it by then."""
    await world.customer_says("Please hurry.")
    failed: set[str] = set()

    def fail_once(path: str) -> str | None:
        if path in failed:
            return None
        failed.add(path)
        return when

    world.chatwoot.fail = fail_once
    for _ in range(12):
        await world.forward()
        world.app.clock.forward(1800)

    assert await world.rows() == []
    assert (len(world.chatwoot.contacts), len(world.chatwoot.conversations)) == (1, 1)
    assert [kind for kind, _ in world.chatwoot.said()] == ["note", "incoming", "incoming"]
    assert world.chatwoot.said()[-1][1] == "Please hurry."
    assert len(failed) >= 6


async def test_a_process_that_dies_in_the_middle(world: World) -> None:
    class Killed(BaseException):
        """The process ends here."""

    def die(path: str) -> str | None:
        if path == "POST conversations/1/messages":
            raise Killed
        return None

    world.chatwoot.fail = die
    with suppress(Killed):
        await world.forward()
    world.chatwoot.fail = lambda _path: None
    await world.forward()
    assert world.chatwoot.said() == []  # another process may still be at it
    world.app.clock.forward(LEASE.total_seconds())
    await world.forward()
    assert [kind for kind, _ in world.chatwoot.said()] == ["note", "incoming"]


async def test_the_customer_goes_on_with_the_bot(world: World) -> None:
    await world.forward()
    async with world.app.services.store.transaction() as tx:
        conversation = await tx.conversation(world.conversation_id)
        moved = conversation.leave_queue(world.app.clock.now())
        await tx.save(moved.conversation)
        await tx.record_transition(moved.transition)
    await world.customer_says("Where is my order?")
    await world.forward()

    assert world.chatwoot.conversations[1]["status"] == "resolved"
    assert [kind for kind, _ in world.chatwoot.said()] == ["note", "incoming"]  # what the bot is told is not forwarded


async def test_who_has_it_here_keeps_it_and_chatwoot_is_told(world: World) -> None:
    await world.forward()
    async with world.app.agent() as asha:
        at = f"/api/desk/conversations/{world.conversation_id}"
        await asha.post(f"{at}/claim")
        await asha.post(f"{at}/messages", json={"client_id": "r1", "text": "I am on it."})
        assert await world.call(message_created(1, 5, "Hello")) == 200
        await world.forward()

    assert await world.owner() == ("agent", "asha")
    assert world.chatwoot.said()[-2:] == [
        ("note", "Asha: I am on it."),
        ("note", "Not sent: somebody else has this conversation in Sahay's own console."),
    ]


async def test_a_second_matter_is_the_same_conversation_there(world: World) -> None:
    await world.forward()
    await world.call(message_created(1, 5, "Solved?"))
    await world.call(status_changed(1, "resolved"))
    async with world.app.client(world.token) as customer:
        await customer.post("/api/chat/messages", json={"client_id": "again", "payload": "/contact_human_agent"})
    await world.app.services.turn_worker.idle()
    await world.forward()

    assert len(world.chatwoot.conversations) == 1
    assert world.chatwoot.conversations[1]["status"] == "open"
    assert [kind for kind, _ in world.chatwoot.said()].count("note") == 2


async def test_calls_that_are_not_chatwoots(world: World) -> None:
    await world.forward()
    call = message_created(1, 5, "Hello")
    body, headers = signed(call, SIGNING, world.app.clock.now())
    async with world.app.client() as stranger:
        answers = [
            await stranger.post("/api/forwarding/chatwoot/wrong", content=body, headers=headers),
            await stranger.post("/api/forwarding/chatwoot/%FF", content=body, headers=headers),
            await stranger.post(ADDRESS, content=body),
            await stranger.post(ADDRESS, content=body + b" ", headers=headers),
            await stranger.get(ADDRESS),
        ]
        unreadable, signed_headers = signed({"id": 1}, SIGNING, world.app.clock.now())
        answers.append(await stranger.post(ADDRESS, content=unreadable, headers=signed_headers))
    world.app.clock.forward(301)
    async with world.app.client() as stranger:
        answers.append(await stranger.post(ADDRESS, content=body, headers=headers))

    assert [answer.status_code for answer in answers] == [404, 404, 401, 401, 405, 400, 401]
    assert await world.log() == []
    assert await world.call(message_created(99, 5, "Hello")) == 200  # another inbox's conversation: nothing to do here


async def test_how_it_stands_there(world: World) -> None:
    world.chatwoot.fail = lambda _path: "before"
    await world.forward()
    async with world.app.admin() as asha:
        state = (await asha.get("/api/desk/forwarding")).json()

    assert state == {
        "to": "chatwoot",
        "url": "https://chatwoot.example",
        "account": ACCOUNT,
        "inbox": INBOX,
        "signed": True,
        "open": 1,
        "waiting": 1,
        "failing": 1,
        "error": "status 500",
    }


async def test_whoever_answers_there_is_at_the_desk_and_signs_in_nowhere(world: World) -> None:
    async with world.app.services.database.read() as connection:
        row = (await connection.execute(select(schema.agent).where(schema.agent.c.id == "chatwoot"))).mappings().one()

    assert (row["is_active"], row["capacity"], row["password_hash"]) == (True, 0, None)
    assert row["seen_at"] == world.app.clock.now()
