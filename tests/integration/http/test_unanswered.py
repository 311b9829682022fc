"""From what the bot did not know to what it knows, over the desk's API."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from sahay.config import ROOT
from sahay.desk.audit import Search
from sahay.desk.unanswered.lessons import Lessons
from sahay.domain.message import Author, Draft
from sahay.domain.work import Outcome, Turn
from sahay.shop.faq import Showing
from sahay.store import schema

WRAP = {
    "key": "engraving",
    "topic": "shop",
    "questions": {"en": ["do you engrave names"], "hi": ["क्या नाम खोदते हैं?"], "gu": ["નામ કોતરી આપો છો?"]},
    "answers": {"en": "Yes, for 49 rupees.", "hi": "हाँ, 49 रुपये में।", "gu": "હા, 49 રૂપિયામાં."},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of its own, whose files may be changed."""
    root = tmp_path / "project"
    for folder in ("data/faq", "data/nlu"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "tests/conversations/scripts").mkdir(parents=True)
    return root


@pytest.fixture
async def desk(app, root: Path) -> AsyncIterator[httpx.AsyncClient]:
    app.services.teaching._lessons = Lessons(root, root / "data/faq", ("en", "hi", "gu"))
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).where(schema.agent.c.id == "asha").values(role="supervisor"))
    async with app.agent() as client:
        yield client


async def ask(app, text: str, *, intent: str = "nlu_fallback", actions: tuple[str, ...] = ("action_fallback",)) -> str:
    """A customer's message of which the bot knew that much."""
    services, now = app.services, app.clock.now()
    conversation = await services.inbox.open("web", "en", shop="x")
    async with services.store.transaction() as tx:
        message = await tx.append(conversation.id, Draft(Author.CUSTOMER, text), now)
        await tx.record_turn(Turn(conversation.id, message.seq, Outcome.ANSWERED, now, intent, 0.4, actions=actions))
    return conversation.id


async def groups(desk: httpx.AsyncClient, **query: str) -> list[dict]:
    answer = await desk.get("/api/desk/unanswered", params=query)
    assert answer.status_code == 200
    return answer.json()["groups"]


async def test_what_was_not_known_is_listed_in_groups(app, desk):
    for text in ("do you gift wrap", "gift wrap available?", "are you hiring 98250 12345"):
        await ask(app, text)
    await ask(app, "where is my order", intent="track_order", actions=("action_begin_task",))  # known
    await ask(app, "fnord", actions=("action_fallback", "task_form"))  # no answer to what a form asked

    wrap, hiring = await groups(desk)

    assert (wrap["count"], wrap["customers"], wrap["reasons"]) == (2, 2, {"not_understood": 2})
    assert {example["text"] for example in wrap["examples"]} == {"do you gift wrap", "gift wrap available?"}
    assert hiring["examples"][0]["masked"] == "are you hiring 12345"


async def test_an_answer_that_did_not_help_is_listed_with_its_entry(app, desk):
    conversation = await ask(app, "which cards do you take", intent="check_payment_methods", actions=("action_x",))
    faq, now = app.services.teaching._faq, app.clock.now()
    await faq.note_shown(Showing("payment_methods", "en", conversation, f"{conversation}:2", now))
    assert await groups(desk) == []

    await faq.rate("payment_methods", conversation, helpful=False, at=now)

    [group] = await groups(desk)
    assert (group["reasons"], group["examples"][0]["entry"]) == ({"not_helpful": 1}, "payment_methods")


async def test_what_is_put_aside_can_be_taken_up_again(app, desk):
    await ask(app, "who is the prime minister")
    [group] = await groups(desk)

    put = await desk.post("/api/desk/unanswered/aside", json={"messages": group["messages"]})

    assert (put.json(), await groups(desk)) == ({"changed": 1}, [])
    [aside] = await groups(desk, state="aside")
    taken = await desk.post("/api/desk/unanswered/open", json={"messages": aside["messages"]})
    assert (taken.json(), len(await groups(desk))) == ({"changed": 1}, 1)


async def test_places_that_no_log_has_are_left_out(desk):
    put = await desk.post("/api/desk/unanswered/aside", json={"messages": [["nobody", 7]]})

    assert (put.status_code, put.json()) == (200, {"changed": 0})


async def test_an_entry_is_shown_first_and_then_answers_at_once(app, desk, root):
    conversation = await ask(app, "do you engrave names")
    [group] = await groups(desk)
    body = {**WRAP, "messages": group["messages"]}

    shown = await desk.post("/api/desk/unanswered/entries", json={**body, "only_show": True})
    assert shown.status_code == 200
    assert not (root / "data/faq/taught.yml").exists()
    written = await desk.post("/api/desk/unanswered/entries", json=body)

    assert (written.status_code, written.json()) == (201, shown.json())
    assert [file["path"] for file in written.json()["files"]] == [
        "data/faq/taught.yml",
        "tests/conversations/scripts/taught.yml",
    ]
    faq, now = app.services.teaching._faq, app.clock.now()
    assert (await faq.search("do you engrave names", "en"))[0].key == "engraving"
    assert await groups(desk) == []
    await faq.note_shown(Showing("engraving", "en", conversation, f"{conversation}:9", now))
    [lesson] = (await desk.get("/api/desk/unanswered/taught")).json()["lessons"]
    assert (lesson["key"], lesson["by"], lesson["questions"], lesson["shown"]) == ("engraving", "Asha", 1, 1)
    [entry] = await app.services.audit.search(Search(action="entry.taught"))
    assert (entry.actor.name, entry.target_id) == ("Asha", "engraving")


async def test_utterances_go_to_the_training(app, desk, root):
    await ask(app, "has my dabba left the godown")
    [group] = await groups(desk)
    said = [["en", group["examples"][0]["masked"]]]

    body = {"intent": "track_order", "utterances": said, "messages": group["messages"]}
    written = await desk.post("/api/desk/unanswered/utterances", json=body)

    assert written.status_code == 201
    assert "has my dabba left" in (root / "data/nlu/taught.yml").read_text("utf-8")
    again = await desk.post("/api/desk/unanswered/utterances", json=body)
    assert (again.status_code, again.json()["error"]["code"]) == (422, "cannot_be_taught")
    assert "track_order" in (await desk.get("/api/desk/unanswered/intents")).json()["intents"]


async def test_a_wrong_entry_says_what_is_wrong_with_it(desk):
    wrong = await desk.post("/api/desk/unanswered/entries", json={**WRAP, "answers": {"en": "Yes."}})

    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "cannot_be_taught")
    assert "engraving: answer.hi: is missing" in wrong.json()["error"]["message"]


async def test_an_agents_reply_is_the_beginning_of_an_entry(app, desk):
    token, conversation_id = await app.queued()
    async with app.client(token) as customer:
        await customer.post("/api/chat/messages", json={"client_id": "q", "text": "do you gift wrap? I am 98250 12345"})
    await desk.post(f"/api/desk/conversations/{conversation_id}/claim")
    reply = await desk.post(
        f"/api/desk/conversations/{conversation_id}/messages", json={"client_id": "r", "text": "Yes, for 49 rupees."}
    )

    found = await desk.get(
        "/api/desk/unanswered/exchange", params={"conversation": conversation_id, "seq": reply.json()["seq"]}
    )

    assert found.json()["question"] == "do you gift wrap? I am 12345"
    assert (found.json()["answer"], found.json()["key"]) == ("Yes, for 49 rupees.", "do_you_gift_wrap_i_am")
    none = await desk.get("/api/desk/unanswered/exchange", params={"conversation": conversation_id, "seq": 1})
    assert none.status_code == 404


async def test_an_agent_may_not_teach(app):
    async with app.agent("ravi@example.com") as agent:
        assert (await agent.get("/api/desk/unanswered")).status_code == 403
        assert (await agent.post("/api/desk/unanswered/entries", json=WRAP)).status_code == 403
