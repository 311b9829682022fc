"""A history made by hand in which nothing is wrong: the ground that the tests break.

seq  at  author
 1    0  bot       welcome
 2    1  customer  hello                   turn answered
 3    2  bot       Hello!
 4    3  customer  where is my order       turn answered
 5    4  customer  10001                   sent before the answer to 4 was there; turn answered
 6    5  bot       What is your number?    answers 4
 7    6  bot       Order 10001 is placed.  answers 5
 8    7  customer  a person please         turn handed off
 9    8  system    You are number 1.
10   10  system    Asha has joined.
11   11  agent     Let me look. (1)
12   12  customer  thank you               the human has it: no turn
13   13  agent     There it is. (2)
14   14  system    This is closed.
15   15  customer  hello                   opens it again; turn apologised
16   16  bot       Sorry.
"""

from datetime import UTC, datetime, timedelta

from tests.crash.history import Conversation, Final, History, Kill, Line, Move, Sent, Turn

START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def line(seq: int, second: float, author: str, text: str, client_id: str | None = None) -> Line:
    return Line(seq, author, text, at(second), client_id, seen=at(second + 0.1))


def sent(client_id: str, text: str, seq: int, second: float, kind: str, expects: str | None = None) -> Sent:
    return Sent(client_id, text, seq, at(second - 0.2), kind, expects)


LOG = (
    line(1, 0, "bot", "Welcome!"),
    line(2, 1, "customer", "hello", "c1"),
    line(3, 2, "bot", "Hello!"),
    line(4, 3, "customer", "where is my order", "c2"),
    line(5, 4, "customer", "10001", "c3"),
    line(6, 5, "bot", "What is your number?"),
    line(7, 6, "bot", "Order 10001 is placed."),
    line(8, 7, "customer", "a person please", "c4"),
    line(9, 8, "system", "You are number 1."),
    line(10, 10, "system", "Asha has joined."),
    line(11, 11, "agent", "Let me look. (1)"),
    line(12, 12, "customer", "thank you", "c5"),
    line(13, 13, "agent", "There it is. (2)"),
    line(14, 14, "system", "This is closed."),
    line(15, 15, "customer", "hello", "c6"),
    line(16, 16, "bot", "Sorry."),
)

CONVERSATION = Conversation(
    id="conversation",
    log=LOG,
    followed=LOG,
    desk=LOG,
    sent=(
        sent("c1", "hello", 2, 1, "greet"),
        sent("c2", "where is my order", 4, 3, "track.1"),
        sent("c3", "10001", 5, 4, "track.2", "10001"),
        sent("c4", "a person please", 8, 7, "person"),
        sent("c5", "thank you", 12, 12, "to-human"),
        sent("c6", "hello", 15, 15, "greet"),
    ),
    replied=(sent("a1", "Let me look. (1)", 11, 11, "reply"), sent("a2", "There it is. (2)", 13, 13, "reply")),
    turns=(
        Turn(2, "answered", at(1.9), "greet"),
        Turn(4, "answered", at(4.9), "track_order"),
        Turn(5, "answered", at(5.9), "inform"),
        Turn(8, "handed_off", at(7.9), "contact_human_agent"),
        Turn(15, "apologised", at(15.9)),
    ),
    moves=(
        Move("hand_off", "queued", at(7.95)),
        Move("claim", "agent", at(9.9)),
        Move("resolve", "resolved", at(13.9)),
        Move("reopen", "bot", at(15)),
    ),
    outbox=dict.fromkeys((3, 6, 7, 9, 10, 11, 13, 14, 16), "sent"),
    final=Final(r"Order 10001 is placed|ऑर्डर 10001", "Order 10001 is placed."),
)

KILLS = (Kill("app", "turn.asked", at(4.5), 1.5), Kill("engine", "any moment", at(30), 4.0))

HISTORY = History(seed=7, conversations=(CONVERSATION,), kills=KILLS)
