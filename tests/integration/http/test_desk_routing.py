"""The desk's API: who is there, and how a conversation changes hands."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update

from sahay.store import schema
from tests.integration.http.conftest import App

RAVI = "ravi@example.com"


async def claimed(app: App, asha: httpx.AsyncClient) -> str:
    """A conversation that Asha has: its address."""
    _, conversation_id = await app.queued()
    at = f"/api/desk/conversations/{conversation_id}"
    assert (await asha.post(f"{at}/claim")).status_code == 200
    return at


async def promote(app: App, agent_id: str, role: str) -> None:
    async with app.services.database.write() as connection:
        await connection.execute(update(schema.agent).where(schema.agent.c.id == agent_id).values(role=role))


async def last_line(asha: httpx.AsyncClient, at: str) -> str:
    return str((await asha.get(at)).json()["messages"][-1]["text"])


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_who_is_at_the_desk(app: App) -> None:
    async with app.agent() as asha:
        await claimed(app, asha)
        seats = (await asha.get("/api/desk/agents")).json()["agents"]

    assert [(seat["id"], seat["availability"], seat["load"], seat["capacity"]) for seat in seats] == [
        ("asha", "online", 1, 6),
        ("ravi", "offline", 0, 6),  # never signed in
    ]


async def test_an_agent_chooses_whether_to_be_there(app: App) -> None:
    async with app.agent() as asha:
        chosen = await asha.put("/api/desk/me/availability", json={"availability": "away"})
        wrong = await asha.put("/api/desk/me/availability", json={"availability": "asleep"})
        seats = (await asha.get("/api/desk/agents")).json()["agents"]

    assert (chosen.status_code, chosen.json()["agent"]["availability"]) == (200, "away")
    assert refusal(wrong) == (400, "bad_request")
    assert seats[0]["availability"] == "away"


async def test_a_console_that_falls_silent_is_away_and_then_gone(app: App) -> None:
    async with app.agent() as asha, app.agent(RAVI) as ravi:
        await asha.get("/api/desk/queue")
        shown = []
        for minutes in (2, 1, 7):
            app.clock.forward(minutes * 60)
            shown.append((await ravi.get("/api/desk/agents")).json()["agents"][0]["availability"])

    assert shown == ["online", "away", "offline"]


async def test_who_signs_out_gets_nothing_more(app: App) -> None:
    async with app.agent() as asha, app.agent(RAVI) as ravi:
        await asha.get("/api/desk/queue")
        await asha.post("/api/desk/logout")
        left = (await ravi.get("/api/desk/agents")).json()["agents"][0]["availability"]
    async with app.agent() as asha:
        back = (await asha.get("/api/desk/agents")).json()["agents"][0]["availability"]

    assert (left, back) == ("away", "online")


async def test_what_there_is_to_choose_from(app: App) -> None:
    async with app.agent() as asha:
        meta = (await asha.get("/api/desk/meta")).json()
        hindi = (await asha.get("/api/desk/meta", params={"language": "hi"})).json()

    assert set(meta["teams"]) == {"orders", "payments"}
    assert "solved" in meta["resolve_reasons"]
    assert meta["next_steps"][0] == {"intent": "track_order", "title": "Track my order"}
    assert hindi["next_steps"][0]["title"] != "Track my order"
    assert (meta["languages"], meta["assignment"]) == (["en", "hi", "gu"], "manual")
    assert meta["channels"]["web"]["limits"]["characters"] > 0


async def test_a_conversation_is_passed_on_with_a_note(app: App) -> None:
    async with app.agent() as asha, app.agent(RAVI) as ravi:
        at = await claimed(app, asha)
        gone = await asha.post(f"{at}/transfer", json={"agent": "ravi"})
        await ravi.get("/api/desk/queue")  # Ravi comes
        moved = await asha.post(f"{at}/transfer", json={"agent": "ravi", "note": "She has the invoice."})
        seen = (await ravi.get(at)).json()
        not_hers = await asha.post(f"{at}/transfer", json={"agent": "asha"})

    assert refusal(gone) == (409, "not_there")
    assert moved.json()["conversation"]["assignee"] == {"id": "ravi", "name": "Ravi"}
    assert [note["text"] for note in seen["notes"]] == ["She has the invoice."]
    assert "Ravi" in seen["messages"][-1]["text"]
    assert "invoice" not in str(seen["messages"])  # no customer reads a note
    assert refusal(not_hers) == (409, "not_yours")


async def test_a_team_gets_it_at_its_old_place(app: App) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        app.clock.forward(60)
        _, later = await app.queued()
        passed = (await asha.post(f"{at}/transfer", json={"team": "payments"})).json()["conversation"]
        queue = [card["id"] for card in (await asha.get("/api/desk/queue")).json()["queued"]]

    assert (passed["owner"], passed["team"], passed["position"]) == ("queued", "payments", 1)
    assert queue == [passed["id"], later]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"agent": "ravi", "team": "payments"},
        {"team": "nobody"},
        {"agent": 7},
        {"team": "payments", "note": " "},
    ],
)
async def test_passed_on_to_nobody_in_particular(app: App, body: dict) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        assert (await asha.post(f"{at}/transfer", json=body)).status_code == 400
        assert (await asha.get(at)).json()["conversation"]["owner"] == "agent"


async def test_given_back_the_customer_waits_again_and_is_told(app: App) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        back = (await asha.post(f"{at}/give-back")).json()["conversation"]
        said = await last_line(asha, at)

    assert (back["owner"], back["position"]) == ("queued", 1)
    assert "Asha" in said
    assert "1" in said


async def test_only_a_supervisor_disposes_of_others_conversations(app: App) -> None:
    async with app.agent() as asha, app.agent(RAVI) as ravi:
        at = await claimed(app, asha)
        refused = [await ravi.post(f"{at}/give-back"), await ravi.post(f"{at}/assign", json={"agent": "ravi"})]
        await promote(app, "ravi", "supervisor")
        assigned = await ravi.post(f"{at}/assign", json={"agent": "ravi"})
        nobody = await ravi.post(f"{at}/assign", json={"agent": "nobody"})
        await ravi.post(f"{at}/assign", json={"agent": "asha"})
        back = await ravi.post(f"{at}/give-back")

    assert [refusal(answer) for answer in refused] == [(409, "not_yours"), (403, "not_allowed")]
    assert assigned.json()["conversation"]["assignee"]["id"] == "ravi"
    assert refusal(nobody) == (409, "no_such_agent")
    assert back.json()["conversation"]["owner"] == "queued"


async def test_set_aside_until_a_moment_or_the_customer_writes(app: App) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        until = (app.clock.now() + timedelta(hours=1)).isoformat()
        aside = (await asha.post(f"{at}/snooze", json={"until": until})).json()["conversation"]
        wrong = [
            await asha.post(f"{at}/snooze", json={"until": moment})
            for moment in ("2026-11-21T10:00:00", "soon", "2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z")
        ]
        awake = (await asha.post(f"{at}/wake")).json()["conversation"]

    assert (aside["owner"], aside["snoozed_until"]) == ("snoozed", until)
    assert [answer.status_code for answer in wrong] == [400, 400, 409, 409]  # without a zone; none; past; too far
    assert (awake["owner"], awake["snoozed_until"], awake["assignee"]["id"]) == ("agent", None, "asha")


async def test_what_is_urgent_comes_first(app: App) -> None:
    _, first = await app.queued()
    app.clock.forward(60)
    _, second = await app.queued()
    async with app.agent() as asha:
        await asha.post(f"/api/desk/conversations/{second}/priority", json={"priority": "urgent"})
        wrong = await asha.post(f"/api/desk/conversations/{first}/priority", json={"priority": "now"})
        queue = (await asha.get("/api/desk/queue")).json()["queued"]

    assert refusal(wrong) == (400, "bad_request")
    assert [(card["id"], card["priority"]) for card in queue] == [(second, "urgent"), (first, "normal")]


async def test_resolved_with_a_reason(app: App) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        wrong = await asha.post(f"{at}/resolve", json={"reason": "bored"})
        await asha.post(f"{at}/resolve", json={"reason": "solved"})
        step = (await asha.get(at)).json()["events"][-1]

    assert refusal(wrong) == (400, "bad_request")
    assert (step["action"], step["detail"], step["by"]) == ("resolve", "solved", "Asha")


async def test_the_bot_goes_on_with_what_the_agent_chose(app: App) -> None:
    async with app.agent() as asha:
        at = await claimed(app, asha)
        wrong = await asha.post(f"{at}/return", json={"next": "dance"})
        await asha.post(f"{at}/return", json={"next": "track_order"})
        await app.services.turn_worker.idle()
        lines = (await asha.get(at)).json()["messages"]

    assert refusal(wrong) == (400, "bad_request")
    left = next(line for line in lines if "Track my order" in line["text"])
    assert left["author"] == "system"
    assert left["trace"]["error"] == "unreachable"  # the bot was asked (there is none here)


async def test_only_who_is_asked_can_decline(app: App) -> None:
    _, conversation_id = await app.queued()
    async with app.agent() as asha:
        refused = await asha.post(f"/api/desk/conversations/{conversation_id}/decline")

    assert refusal(refused) == (409, "not_offered")


async def test_who_had_said_not_to_be_there_and_takes_something_is_there(app: App) -> None:
    async with app.agent() as asha:
        await asha.put("/api/desk/me/availability", json={"availability": "offline"})
        await claimed(app, asha)
        for _ in range(2):
            app.clock.forward(9 * 60)  # longer than what an agent who is offline may keep
            seats = (await asha.get("/api/desk/agents")).json()["agents"]
        await app.services.routing.dispatch.work()
        mine = (await asha.get("/api/desk/queue")).json()["mine"]

    assert seats[0]["availability"] == "away"  # and gets nothing new
    assert len(mine) == 1


async def test_what_an_absent_agent_has_goes_back_to_the_queue(app: App) -> None:
    async with app.agent() as asha, app.agent(RAVI) as ravi:
        at = await claimed(app, asha)
        app.clock.forward(11 * 60)
        await app.services.routing.dispatch.work()
        card = (await ravi.get(at)).json()["conversation"]
        step = (await ravi.get(at)).json()["events"][-1]

    assert (card["owner"], card["assignee"], card["position"]) == ("queued", None, 1)
    assert (step["action"], step["detail"]) == ("give_back", "agent_gone")
