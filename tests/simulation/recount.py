"""The figures once more, from the raw tables and the sentences of docs/reports.md, in plain loops. Nothing here comes
from `sahay`: an episode is a list of rows, a moment is a number of seconds."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from tests.simulation.recount_tables import figures, tables

DAY = 24 * 3600
INDIA = 19_800  # seconds east of Greenwich, all the year
OPENS, CLOSES = 10 * 3600, 20 * 3600  # from Monday to Saturday
HUMANS = ("queued", "agent", "snoozed")
PLEASANTRIES = ("bot_challenge", "frustration", "goodbye", "greet", "rate_answer", "thank_you")
SMALL_TALK = (*PLEASANTRIES, "affirm", "change_language", "deny", "inform")
NOT_KNOWN = ("nlu_fallback", "out_of_scope")
# Minutes of open desk.
PROMISED = {
    "low": {"first_response": 240, "next_response": 480, "resolution": 2400},
    "normal": {"first_response": 60, "next_response": 120, "resolution": 1200},
    "high": {"first_response": 30, "next_response": 60, "resolution": 480},
    "urgent": {"first_response": 10, "next_response": 20, "resolution": 240},
}
RANKED = ("prioritise", "escalate")

# What happened in order. At one moment: what a message brings about, the bot's turn, what was said, then other moves.
EVENTS = """
SELECT m.conversation_id AS id, m.at, CASE m.author WHEN 'customer' THEN 2 ELSE 3 END AS place, m.author AS what,
       m.author_id AS who, NULL AS before, NULL AS after, NULL AS reason, NULL AS team, NULL AS slots, m.seq AS number,
       NULL AS priority, NULL AS actions, NULL AS entry, NULL AS helpful
FROM message m LEFT JOIN turn n ON n.conversation_id = m.conversation_id AND n.seq = m.seq AND n.outcome = 'noted'
WHERE m.author IN ('customer', 'agent') AND n.seq IS NULL
UNION ALL
SELECT t.conversation_id, m.at, 1, 'turn', t.intent, t.outcome, NULL, NULL, NULL, t.slots, t.seq,
       NULL, t.actions, f.entry_key, f.helpful
FROM turn t JOIN message m ON m.conversation_id = t.conversation_id AND m.seq = t.seq
LEFT JOIN faq_feedback f ON f.message_id = t.conversation_id || ':' || t.seq WHERE t.outcome <> 'noted'
UNION ALL
SELECT conversation_id, at, CASE WHEN action IN ('reopen', 'wake') THEN 0 ELSE 4 END, action, coalesce(to_id, by_id),
       before, after, reason, team, NULL, id, priority, NULL, NULL, NULL
FROM transition WHERE action NOT IN ('prioritise', 'escalate')
UNION ALL
SELECT conversation_id, at, 4, action, NULL, NULL, NULL, NULL, NULL, NULL, id, priority, NULL, NULL, NULL
FROM transition WHERE action IN ('prioritise', 'escalate')
ORDER BY 1, 2, 3, 11
"""
ASKED = "SELECT conversation_id, asked_at, score, agent_id FROM inquiry WHERE kind = 'rating' AND asked_at IS NOT NULL"


def recount(file: Path, first_day: str, last_day: str, now: datetime) -> dict:
    """What the report of these days has to say, as its JSON says it."""
    horizon = now.timestamp()
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        about = {row["id"]: row for row in connection.execute("SELECT id, channel, language FROM conversation")}
        events = [dict(row) | {"at": seconds(row["at"])} for row in connection.execute(EVENTS)]
        asked = [dict(row) | {"at": seconds(row["asked_at"])} for row in connection.execute(ASKED)]
    log = {key: list(rows) for key, rows in groupby(events, key=itemgetter("id"))}
    episodes = []
    for key, row in about.items():
        pieces = cut(log.get(key, []))
        for number, piece in enumerate(pieces):
            ends = pieces[number + 1][0]["at"] if number + 1 < len(pieces) else float("inf")
            facts = facts_of(piece, ends, horizon)
            of_it = [one for one in asked if one["conversation_id"] == key and facts["began"] <= one["at"] < ends]
            facts |= {"channel": row["channel"], "language": row["language"], "ratings": of_it}
            if first_day <= day_of(facts["began"]) <= last_day:
                episodes.append(facts)
    return {"totals": figures(episodes), "by": tables(episodes)}


def seconds(at: str) -> float:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()


def day_of(at: float) -> str:
    return datetime.fromtimestamp(at + INDIA, UTC).date().isoformat()


def cut(events: list[dict]) -> list[list[dict]]:
    """At each silence of a day while no human has it, unless it ends with "not solved"."""
    pieces, owner = [[]], "bot"
    for before, event in zip([None, *events], events, strict=False):
        silent = before is not None and event["at"] - before["at"] >= DAY
        if silent and owner not in HUMANS and event["what"] != "call_back":
            pieces.append([])
        pieces[-1].append(event | {"owner": owner})
        owner = event["after"] or owner
    begun = []
    for piece in pieces:
        while piece and piece[0]["what"] != "turn" and piece[0]["after"] not in HUMANS:
            piece = piece[1:]
        begun += [piece] if piece else []
    return begun


def facts_of(piece: list[dict], ends: float, now: float) -> dict:
    turns = [event for event in piece if event["what"] == "turn"]
    wishes = [turn["who"] for turn in turns if turn["who"]]
    clear = [wish for wish in wishes if wish not in SMALL_TALK and wish not in NOT_KNOWN]
    handoffs = [event for event in piece if event["what"] in ("hand_off", "call_back")]
    comes = [n for n, e in enumerate(piece) if e["after"] in HUMANS and e["before"] not in HUMANS]
    leaves = [n for n, e in enumerate(piece) if e["before"] in HUMANS and e["after"] not in HUMANS]
    answers = [n for n, e in enumerate(piece) if e["what"] == "agent"]
    intent = (clear or wishes or [None])[0]
    teams = [event["team"] for event in piece if event["team"]]
    facts = {
        "began": piece[0]["at"],
        "intent": intent,
        "team": teams[-1] if teams else None,
        "reasons": [event["reason"] for event in handoffs],
        "response": first_response(piece, leaves, answers),
        "waited": waited(piece, leaves, answers, now),
        "handled": handled(piece, now),
        "resolution": resolution(piece, comes, leaves),
        "resolvers": [event["who"] for event in piece if event["what"] == "resolve"],
        "reopened": sum(1 for c in comes if [piece[n]["what"] for n in leaves if n < c][-1:] == ["resolve"]),
    }
    facts["promises"] = promises(piece, comes, leaves, answers, now)
    if facts["handled"]:
        facts["end"] = "human"
    elif ends == float("inf") and ((piece[-1]["after"] or piece[-1]["owner"]) in HUMANS or now - piece[-1]["at"] < DAY):
        facts["end"] = "running"
    else:
        facts["end"] = "contained" if is_answered(turns) else "abandoned"
    return facts


def is_answered(turns: list[dict]) -> bool:
    about = [turn for turn in turns if turn["who"] not in PLEASANTRIES] or turns
    if not about or about[-1]["before"] != "answered" or json.loads(about[-1]["slots"]).get("task") is not None:
        return False
    last = about[-1]
    lost = last["who"] in NOT_KNOWN and last["entry"] is None and json.loads(last["actions"]) == ["action_fallback"]
    return not lost and last["helpful"] != 0


def first_response(piece: list[dict], leaves: list[int], answers: list[int]) -> tuple | None:
    for asked in (n for n, event in enumerate(piece) if event["what"] in ("hand_off", "call_back")):
        left = min([n for n in leaves if n > asked], default=len(piece))
        answer = min([n for n in answers if asked < n < left], default=None)
        if answer is not None:
            spoke = [e["at"] for e in piece[asked:answer] if e["what"] == "customer"] + [piece[asked]["at"]]
            return piece[answer]["at"] - spoke[0], piece[answer]["who"]
    return None


def waited(piece: list[dict], leaves: list[int], answers: list[int], now: float) -> float | None:
    begins = [n for n, e in enumerate(piece) if e["after"] == "queued" or awaits(e)]
    found = spans(piece, begins, sorted(leaves + answers), now)
    return sum(end - begin for begin, end, *_ in found) if begins else None


def awaits(event: dict) -> bool:
    return event["what"] == "customer" and event["owner"] in HUMANS


def spans(piece: list[dict], begins: list[int], stops: list[int], now: float) -> list[tuple]:
    """From the first beginning after a stop to the next stop: (from, to, number of the first, of the stop or None)."""
    found = {}
    for begin in begins:
        stop = min([n for n in stops if n > begin], default=None)
        end = now if stop is None else piece[stop]["at"]
        found.setdefault(stop, (piece[begin]["at"], end, begin, stop))
    return list(found.values())


def handled(piece: list[dict], now: float) -> dict[str, float]:
    moves = [event for event in piece if event["after"]]
    moves = [event for event in moves if event["what"] != "turn"]
    mine: dict = {}
    holder = None
    for number, move in enumerate(moves):
        if move["after"] != "agent":
            continue
        holder = move["who"] or holder
        until = moves[number + 1]["at"] if number + 1 < len(moves) else now
        mine[holder] = mine.get(holder, 0) + until - move["at"]
    return mine


def resolution(piece: list[dict], comes: list[int], leaves: list[int]) -> tuple | None:
    if not comes or not leaves or leaves[-1] < comes[-1] or piece[leaves[-1]]["what"] != "resolve":
        return None
    start = comes[-1]
    while (before := [n for n in leaves if n < start]) and piece[before[-1]]["what"] == "resolve":
        start = max(n for n in comes if n < start)
    begin, end = piece[start]["at"], piece[leaves[-1]]["at"]
    return end - begin, opened(begin, end), piece[leaves[-1]]["who"]


def opened(begin: float, end: float) -> float:
    """Seconds of open desk between two moments."""
    total, day = 0.0, int((begin + INDIA) // DAY)
    while day * DAY <= end + INDIA:
        if (day + 3) % 7 != 6:  # the first of January 1970 was a Thursday
            low, high = day * DAY + OPENS - INDIA, day * DAY + CLOSES - INDIA
            total += max(0.0, min(high, end) - max(low, begin))
        day += 1
    return total


def promises(piece: list[dict], comes: list[int], leaves: list[int], answers: list[int], now: float) -> list[tuple]:
    """(clock, kept, agent) of each clock that has ended or is overdue."""
    found = []
    matters = [n for n in comes if piece[n]["before"] != "resolved" or n == comes[0]]
    for number, begin in enumerate(matters):
        end = matters[number + 1] if number + 1 < len(matters) else len(piece)
        begins = [n for n in range(begin, end) if awaits(piece[n]) or (n in comes and piece[n]["after"] == "queued")]
        stops = [n for n in sorted(leaves + answers) if begin < n < end]
        counted: list[tuple[float, float]] = []
        for since, until, first, stop in spans(piece, begins, stops, now):
            clock = "next_response" if any(begin < n < first for n in answers) else "first_response"
            late = is_late(piece, clock, [(since, until)], first, len(piece) if stop is None else stop, until)
            if late or stop in answers:
                found.append((clock, not late, piece[stop]["who"] if stop is not None else holder_of(piece)))
            asleep = [(a, b) for a, b in snoozes(piece[first:stop], until)]
            counted += awake(since, until, asleep)
        left = [n for n in leaves if begin < n < end]
        among = not left or any(n > left[-1] for n in comes if n < end)
        ends = [(n, piece[n]["at"]) for n in left] + ([(end, now)] if among else [])
        late = any(is_late(piece, "resolution", counted, begin, stop, at) for stop, at in ends)
        if among and late:
            found.append(("resolution", False, holder_of(piece)))
        elif not among and piece[left[-1]]["what"] == "resolve":
            found.append(("resolution", not late, piece[left[-1]]["who"]))
    return found


def is_late(
    piece: list[dict], clock: str, runs: list[tuple[float, float]], first: int, stop: int, until: float
) -> bool:
    """At its end, or before how urgent it is changed: by what was promised for how urgent it was then."""
    between = [n for n in range(first + 1, stop) if piece[n]["what"] in RANKED and piece[n]["owner"] in HUMANS]
    for n, at in [*((n, piece[n]["at"]) for n in between), (stop, until)]:
        urgent = [event["priority"] for event in piece[:n] if event["priority"]][-1]
        shown = sum(opened(begin, min(end, at)) for begin, end in runs if begin < at)
        if round(shown, 6) > PROMISED[urgent][clock] * 60:
            return True
    return False


def awake(since: float, until: float, asleep: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """What is left of a span without the snoozes in it, which are in order."""
    found = []
    for begin, end in asleep:
        if since < min(begin, until):
            found.append((since, min(begin, until)))
        since = max(since, end)
    return [*found, (since, until)] if since < until else found


def holder_of(piece: list[dict]) -> str | None:
    return ([e["who"] for e in piece if e["after"] == "agent" and e["who"]] or [None])[-1]


def snoozes(events: list[dict], until: float) -> list[tuple[float, float]]:
    moves = [event for event in events if event["after"] and event["what"] != "turn"]
    after = [*[move["at"] for move in moves[1:]], until][: len(moves)]
    found = [(move["at"], end) for move, end in zip(moves, after, strict=True) if move["after"] == "snoozed"]
    if moves and moves[0]["before"] == "snoozed":
        found.append((0.0, moves[0]["at"]))
    return found
