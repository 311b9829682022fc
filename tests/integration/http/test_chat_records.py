"""A customer has what was said sent by e-mail, and has it erased."""

import httpx
import pytest
from sqlalchemy import func, select, update

from sahay.desk.holdings import ERASED
from sahay.http.chat_records import PER_MINUTE
from sahay.shop.tables.mail import mail
from sahay.store import schema
from sahay.store.tables.people import audit
from tests.integration.http.conftest import App
from tests.integration.http.test_identify import ASHA, RAVI, accounts, tell, token

__all__ = ["accounts"]  # a fixture: the shop's customers


async def ask(app: App, session: str, what: str, **body: str) -> httpx.Response:
    async with app.client(session) as page:
        return await page.post(f"/api/chat/{what}", json=body)


async def said(app: App, session: str) -> list[str]:
    """What the customer has said, as they read it."""
    async with app.client(session) as page:
        messages = (await page.get("/api/chat/messages")).json()["messages"]
    return [message["text"] for message in messages if message["author"] in ("customer", "x")]


async def conversation(app: App, *texts: str) -> str:
    """The token of one in which the customer has said this."""
    session = await app.session()
    async with app.client(session) as page:
        for text in texts:
            await page.post("/api/chat/messages", json={"client_id": text, "text": text})
    await app.services.turn_worker.idle()
    async with app.services.database.write() as connection:  # the engine is away, so that they wait for a person
        await connection.execute(update(schema.conversation).values(owner="bot", queued_at=None))
    return session


async def noted(app: App, action: str) -> list[tuple[str, str]]:
    async with app.services.database.read() as connection:
        rows = await connection.execute(select(audit.c.actor, audit.c.target_kind).where(audit.c.action == action))
        return [tuple(row) for row in rows]


async def mails(app: App) -> int:
    async with app.services.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(mail)) or 0


async def test_a_transcript_goes_out_a_few_times_and_who_asks_never_learns_when_it_does_not(app: App) -> None:
    session = await conversation(app, "kettle")
    answers = []
    for _ in range(PER_MINUTE + 1):
        answers.append(await ask(app, session, "transcript", email="priya@example.com"))
        app.clock.forward(1)

    assert [answer.status_code for answer in answers] == [202] * PER_MINUTE + [429]
    sent = app.services.settings.aftercare.transcripts_per_day
    assert await mails(app) == sent < PER_MINUTE
    assert await noted(app, "transcript.sent") == [("Customer", "conversation")] * sent


@pytest.mark.parametrize(
    ("what", "body", "status", "code"),
    [
        ("transcript", {"email": "priya"}, 400, "bad_address"),
        ("transcript", {"email": f"{'p' * 300}@example.com"}, 400, "bad_request"),
        ("transcript", {}, 400, "bad_request"),
    ],
)
async def test_what_is_no_address_is_refused(app: App, what: str, body: dict, status: int, code: str) -> None:
    answer = await ask(app, await app.session(), what, **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("what", ["transcript", "erase"])
async def test_only_a_token_opens_it(app: App, what: str) -> None:
    assert (await ask(app, "", what)).status_code == 401
    assert (await ask(app, "forged", what)).status_code == 401


async def test_who_has_proved_nothing_erases_this_conversation_alone(app: App) -> None:
    session, other = await conversation(app, "kettle"), await conversation(app, "lamp")

    assert (await ask(app, session, "erase")).status_code == 200
    assert (await ask(app, session, "erase")).status_code == 200  # again does no harm
    assert await said(app, session) == [ERASED]
    assert await said(app, other) == ["lamp"]
    assert await noted(app, "contact.erased") == [("Customer", "conversation")] * 2


async def test_who_has_proved_who_they_are_erases_what_is_theirs_and_nothing_of_anybody_else(app: App) -> None:
    mine, also_mine, unproved, another = [await conversation(app, text) for text in ("a", "b", "c", "d")]
    for number, (session, account) in enumerate(((mine, ASHA), (also_mine, ASHA), (another, RAVI))):
        assert (await tell(app, session, token(app, account.id, jti=str(number)))).status_code == 200

    assert (await ask(app, mine, "erase")).status_code == 200
    everybody = [await said(app, each) for each in (mine, also_mine, unproved, another)]
    assert everybody == [[ERASED], [ERASED], ["c"], ["d"]]


async def test_a_proof_that_has_ended_proves_nothing(app: App) -> None:
    mine, also_mine = await conversation(app, "a"), await conversation(app, "b")
    for number, session in enumerate((mine, also_mine)):
        await tell(app, session, token(app, jti=str(number)))
    app.clock.forward(3600)
    await ask(app, mine, "erase")
    assert (await said(app, mine), await said(app, also_mine)) == ([ERASED], ["b"])


async def test_while_somebody_looks_after_it_nothing_is_erased(app: App) -> None:
    session, _ = await app.queued()
    answer = await ask(app, session, "erase")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "still_open")
    assert await said(app, session) != [ERASED]
