"""To whom those who wait come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sahay.domain.agent import Agent, Availability
from sahay.domain.conversation import ASK_AGAIN, Conversation, Handoff, Owner, Reason
from sahay.domain.priority import Priority, rank
from sahay.domain.routing import Assignment, Decision, Rules, has_room, loads, route

NOW = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)
RULES = Rules(assignment=Assignment.AUTOMATIC, teams={"payment_issue": "payments"})
PATIENT = RULES.patience + timedelta(seconds=1)


def agent(agent_id: str, **changes: object) -> Agent:
    made = Agent(agent_id, agent_id.title(), f"{agent_id}@example.com", seen_at=NOW)
    return replace(made, **changes)


def waiting(conversation_id: str = "c1", since: timedelta = timedelta(0), **changes: object) -> Conversation:
    at = NOW - since
    made = Conversation(conversation_id, "p1", "web", "en", created_at=at, updated_at=at, owner=Owner.QUEUED)
    made = replace(made, waiting_since=at, queued_at=at, ranked_at=rank(at, Priority.NORMAL))
    return replace(made, **changes)


def routed(queue: list[Conversation], *agents: Agent, rules: Rules = RULES, **load: int) -> list[tuple[str, str]]:
    return [(each.conversation_id, each.agent_id) for each in route(queue, agents, load, rules, NOW)]


GUJARATI, HINDI = {"languages": ("gu",)}, {"languages": ("hi", "en")}
AWAY, OFFLINE = {"availability": Availability.AWAY}, {"availability": Availability.OFFLINE}


@pytest.mark.parametrize(
    ("conversation", "agents", "gets_it"),
    [
        ({}, {"asha": {}}, "asha"),
        ({"language": "gu"}, {"ravi": HINDI, "asha": GUJARATI}, "asha"),
        (
            {"language": "gu-Latn"},
            {"ravi": HINDI, "asha": GUJARATI},
            "asha",
        ),  # in Latin letters too
        ({"language": "gu"}, {"ravi": {}}, "ravi"),  # no language means any
        ({"language": "gu"}, {"ravi": HINDI}, None),  # for a while somebody with the language may come
        ({"language": "gu", "since": PATIENT}, {"ravi": HINDI}, "ravi"),  # longer than that nobody waits
        (
            {"language": "gu", "since": PATIENT},
            {"ravi": HINDI, "asha": GUJARATI | {"capacity": 1}},
            None,
        ),  # busy
        ({"language": "gu", "since": PATIENT}, {"ravi": HINDI, "asha": GUJARATI | AWAY}, "ravi"),  # not there
        ({"team": "payments"}, {"asha": {"teams": ("orders",)}, "ravi": {"teams": ("payments",)}}, "ravi"),
        ({"team": "payments"}, {"asha": {"teams": ("orders",)}}, None),
        ({"team": "payments", "since": PATIENT}, {"asha": {"teams": ("orders",)}}, "asha"),
        ({"team": "payments"}, {"asha": {}}, "asha"),  # no team means any
        # A language cannot be looked up, a topic can.
        (
            {"team": "payments", "language": "gu", "since": PATIENT},
            {"ravi": {**HINDI, "teams": ("payments",)}, "zara": {**GUJARATI, "teams": ("orders",)}},
            "zara",
        ),
        ({}, {"asha": AWAY}, None),
        ({}, {"asha": OFFLINE}, None),
        ({}, {"asha": {"seen_at": NOW - RULES.silence.away}}, None),  # fell silent
        ({}, {"asha": {"seen_at": None}}, None),  # was never there
        ({}, {"asha": {"is_active": False}}, None),
        ({}, {"asha": {"capacity": 0}}, None),
        ({"offered_to": "ravi", "offered_until": NOW + ASK_AGAIN}, {"asha": {}}, None),  # somebody is being asked
        ({"passed": ("asha",)}, {"asha": {}, "ravi": {}}, "ravi"),
        ({"passed": ("asha",), "offered_until": NOW + ASK_AGAIN}, {"asha": {}}, None),  # left in peace for a while
        ({"passed": ("asha",), "offered_until": NOW}, {"asha": {}}, "asha"),
    ],
)
def test_who_gets_it(conversation: dict, agents: dict, gets_it: str | None) -> None:
    team = [agent(name, **what) for name, what in agents.items()]
    load = {"asha": 1} if agents.get("asha", {}).get("capacity") == 1 else {}

    assert routed([waiting(**conversation)], *team, **load) == ([("c1", gets_it)] if gets_it else [])


def test_it_goes_round_among_those_who_are_free() -> None:
    queue = [waiting(f"c{number}") for number in range(5)]
    asha = agent("asha", assigned_at=NOW)
    ravi = agent("ravi", assigned_at=NOW - timedelta(hours=1))
    meera = agent("meera", capacity=1)  # never given anything: first

    assert routed(queue, asha, ravi, meera) == [
        ("c0", "meera"), ("c1", "ravi"), ("c2", "asha"), ("c3", "ravi"), ("c4", "asha"),
    ]  # fmt: skip


def test_nobody_gets_more_than_they_can_take() -> None:
    queue = [waiting(f"c{number}") for number in range(3)]

    assert routed(queue, agent("asha", capacity=4), asha=2) == [("c0", "asha"), ("c1", "asha")]


def test_one_whom_nobody_can_serve_does_not_hold_up_those_behind() -> None:
    queue = [waiting("c1", language="gu"), waiting("c2")]

    assert routed(queue, agent("ravi", languages=("en",))) == [("c2", "ravi")]


@pytest.mark.parametrize(
    ("assignment", "decisions"),
    [
        (Assignment.MANUAL, []),
        (Assignment.OFFER, [Decision("c1", "asha")]),
        (Assignment.AUTOMATIC, [Decision("c1", "asha")]),
    ],
)
def test_agents_may_also_help_themselves(assignment: Assignment, decisions: list[Decision]) -> None:
    assert route([waiting()], [agent("asha")], {}, replace(RULES, assignment=assignment), NOW) == decisions


def test_what_is_set_aside_is_no_load() -> None:
    held = [
        waiting("c1", owner=Owner.AGENT, assignee_id="asha"),
        waiting("c2", owner=Owner.SNOOZED, assignee_id="asha"),
        waiting("c3", offered_to="asha"),
        waiting("c4"),
    ]

    assert loads(held) == {"asha": 2}
    assert has_room(agent("asha", capacity=3), 2, RULES, NOW)
    assert not has_room(agent("asha", capacity=2), 2, RULES, NOW)
    assert not has_room(agent("asha", availability=Availability.AWAY), 0, RULES, NOW)


URGENCY = replace(
    RULES,
    reasons={Reason.VERIFICATION_EXHAUSTED: Priority.HIGH},
    topics={"payment_issue": Priority.HIGH, "newsletter": Priority.LOW},
)


@pytest.mark.parametrize(
    ("handoff", "resolved", "priority"),
    [
        ({}, None, Priority.NORMAL),
        ({"reason": Reason.VERIFICATION_EXHAUSTED}, None, Priority.HIGH),
        ({"topic": "payment_issue"}, None, Priority.HIGH),
        ({"topic": "newsletter"}, None, Priority.LOW),
        ({"topic": "newsletter", "priority": Priority.HIGH}, None, Priority.HIGH),  # an angry one
        ({"topic": "payment_issue", "priority": Priority.URGENT}, None, Priority.URGENT),
        ({}, timedelta(hours=1), Priority.HIGH),  # comes back
        ({"topic": "payment_issue"}, timedelta(hours=1), Priority.URGENT),
        ({}, timedelta(days=2), Priority.NORMAL),
    ],
)
def test_how_urgent_a_handoff_is(handoff: dict, resolved: timedelta | None, priority: Priority) -> None:
    asked = Handoff(**{"reason": Reason.REQUESTED, **handoff})
    conversation = waiting(resolved_at=NOW - resolved if resolved else None)

    assert URGENCY.priority_of(asked, conversation, NOW) is priority


@pytest.mark.parametrize(("topic", "team"), [("payment_issue", "payments"), ("greet", None), (None, None)])
def test_the_topic_says_whose_it_is(topic: str | None, team: str | None) -> None:
    assert RULES.team_of(Handoff(Reason.REQUESTED, topic)) == team
