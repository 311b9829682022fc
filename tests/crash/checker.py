"""What must be so of a history, however many processes died: a pure function over what was recorded."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.crash.history import Conversation, History, Line, Move, Sent, Turn

HUMAN = frozenset({"queued", "agent"})
# Outcomes of a turn after which the bot has spoken, and those after which a human has the conversation.
SPOKEN = frozenset({"answered", "apologised"})
HANDED = frozenset({"handed_off", "superseded"})
# The app itself answered a tap, at once.
NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken. `client_id` is the message that suffered, where it is one message."""

    rule: str
    detail: str
    conversation_id: str | None = None
    client_id: str | None = None


def check(history: History) -> list[Violation]:
    """Every violation of every rule."""
    faults = [Violation("no_fault", fault) for fault in history.faults]
    return faults + [found for conversation in history.conversations for found in check_conversation(conversation)]


def check_conversation(conversation: Conversation) -> list[Violation]:
    return [
        Violation(rule.__name__, detail, conversation.id, client_id)
        for rule in RULES
        for detail, client_id in rule(conversation)
    ]


def answers(conversation: Conversation) -> dict[int, list[Line]]:
    """What bot and system said in each turn, by the seq of the customer's message.

    A turn's lines are written in its transaction, after its own moment and before that of the next turn.
    """
    by_time = sorted(conversation.turns, key=lambda turn: turn.at)
    said: dict[int, list[Line]] = {turn.seq: [] for turn in by_time}
    for line in conversation.log:
        before = [turn for turn in by_time if turn.at <= line.at]
        if line.author in ("bot", "system") and before:
            said[before[-1].seq].append(line)
    return said


# A rule gives what is wrong, and the client id of the message concerned, if it is one.
Found = Iterator[tuple[str, str | None]]


def log_has_no_gap(conversation: Conversation) -> Found:
    """The log counts 1, 2, 3..."""
    numbers = [line.seq for line in conversation.log]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the log's numbers are {numbers}", None


def followed_is_the_log(conversation: Conversation) -> Found:
    """What a client put together by cursor over all its reconnects is the log: no gap, nothing twice, nothing else."""
    for place, (got, told) in enumerate(zip(conversation.followed, conversation.log, strict=False), start=1):
        if got != told:
            yield f"as number {place} the client got {got.seq}, and the log has {told.seq}", got.client_id
            return
    if len(conversation.followed) != len(conversation.log):
        yield f"the client got {len(conversation.followed)} of {len(conversation.log)} lines", None


def desk_sees_the_log(conversation: Conversation) -> Found:
    """The desk reads what the customer reads."""
    customers, desks = (
        [(line.seq, line.author, line.text) for line in side] for side in (conversation.log, conversation.desk)
    )
    if customers != desks:
        yield f"the desk has {len(desks)} lines, the customer {len(customers)}, and they are not the same", None


def customers_messages_are_kept(conversation: Conversation) -> Found:
    """Each acknowledged message of the customer is in the log once, at the acknowledged place, in order."""
    logged = [line for line in conversation.log if line.author == "customer"]
    counts = Counter(line.client_id for line in logged)
    by_id = {line.client_id: line for line in logged}
    for sent in conversation.sent:
        line = by_id.get(sent.client_id)
        if counts[sent.client_id] != 1:
            yield f"message {sent.seq} is in the log {counts[sent.client_id]} times", sent.client_id
        elif line and (line.seq != sent.seq or (sent.text and line.text != sent.text)):
            yield f"message {sent.seq} is in the log as {line.seq}, or with another text", sent.client_id
    yield from _in_order("the customer's messages", conversation.sent)
    for client_id in counts.keys() - {sent.client_id for sent in conversation.sent}:
        yield "the log has a message that the customer did not send", client_id


def agents_messages_are_kept(conversation: Conversation) -> Found:
    """Each acknowledged message of an agent is in the log once, at the acknowledged place, in order."""
    logged = {line.seq: line for line in conversation.log if line.author == "agent"}
    for sent in conversation.replied:
        if sent.seq not in logged or logged[sent.seq].text != sent.text:
            yield f"the agent's message {sent.seq} is not in the log there", sent.client_id
    acknowledged = {sent.seq for sent in conversation.replied}
    for seq in logged.keys() - acknowledged:
        yield f"the log has {seq} of an agent, which was never acknowledged, or as another one", None
    yield from _in_order("the agents' messages", conversation.replied)


def nothing_waits(conversation: Conversation) -> Found:
    """Inbox and outbox are empty, and everything that was said is delivered."""
    for seq in conversation.inbox:
        yield f"message {seq} was never dealt with", _client_id(conversation, seq)
    for seq, state in conversation.outbox.items():
        if state != "sent":
            yield f"message {seq} is {state}, not delivered", None
    said = {line.seq for line in conversation.log if line.author != "customer" and line.seq > 1}  # 1: the welcome
    for seq in said ^ conversation.outbox.keys():
        yield f"message {seq} is in the log or in the outbox, but not in both", None


def dealt_with_once(conversation: Conversation) -> Found:
    """Each message of the customer was answered, apologised for, or is in human hands."""
    turns = Counter(turn.seq for turn in conversation.turns)
    said = answers(conversation)
    by_seq = {turn.seq: turn for turn in conversation.turns}
    for line in conversation.log:
        if line.author != "customer":
            continue
        turn = by_seq.get(line.seq)
        if turn is None:
            if not reached_human(conversation, line):
                yield f"message {line.seq} got no answer, and no human has it", line.client_id
        elif turns[line.seq] > 1:
            yield f"message {line.seq} has {turns[line.seq]} turns", line.client_id
        elif problem := _wrong_answer(conversation, turn, said[turn.seq]):
            yield f"message {line.seq} ({turn.outcome}) {problem}", line.client_id


def handed_off_once(conversation: Conversation) -> Found:
    """Each turn that ended in a handoff changed the owner once, and nothing else did."""
    turns = sum(turn.outcome == "handed_off" for turn in conversation.turns)
    moves = sum(move.action == "hand_off" for move in conversation.moves)
    if turns != moves:
        yield f"{turns} turns ended in a handoff, and the owner changed for it {moves} times", None


def bot_speaks_in_turns(conversation: Conversation) -> Found:
    """Whatever the bot said but the welcome belongs to a turn, and comes after the message that it answers."""
    for line in conversation.log:
        if line.author == "bot" and line.seq > 1 and not any(turn.at <= line.at for turn in conversation.turns):
            yield f"the bot said {line.seq} before any turn", None
    for seq, lines in answers(conversation).items():
        if any(line.seq <= seq for line in lines):
            yield f"message {seq} is answered by lines before it", _client_id(conversation, seq)


def answers_keep_the_order(conversation: Conversation) -> Found:
    """The turn of a message comes after the turns of those before it; a tap need not wait for the engine."""
    asked = [turn for turn in conversation.turns if turn.outcome != NOTED]
    for earlier, later in pairwise(sorted(asked, key=lambda turn: turn.seq)):
        if later.at <= earlier.at:
            yield f"message {later.seq} was dealt with before {earlier.seq}", _client_id(conversation, later.seq)


def bot_is_silent_for_humans(conversation: Conversation) -> Found:
    """While a human has the conversation, the bot says nothing."""
    for line in conversation.log:
        if line.author == "bot" and owner_at(conversation.moves, line) in HUMAN:
            yield f"the bot said {line.seq} while a human had the conversation", None


def answers_are_right(conversation: Conversation) -> Found:
    """Where the bot answered every message that led to a question, its answer holds what was expected."""
    said, outcomes = answers(conversation), {turn.seq: turn.outcome for turn in conversation.turns}
    for flow in _flows(conversation.sent):
        last = flow[-1]
        if last.expects and all(outcomes.get(sent.seq) == "answered" for sent in flow):
            text = "\n".join(line.text for line in said[last.seq])
            if last.expects not in text:
                yield f"the answer to {last.seq} does not name {last.expects}: {text[:200]!r}", last.client_id


def final_answer_is_right(conversation: Conversation) -> Found:
    """At the very end the bot tells the customer's order and its state."""
    final = conversation.final
    if final and not re.search(final.pattern, final.answer):
        yield f"asked for the order at the end, the bot said {final.answer[:200]!r}", None


RULES = (
    log_has_no_gap,
    followed_is_the_log,
    desk_sees_the_log,
    customers_messages_are_kept,
    agents_messages_are_kept,
    nothing_waits,
    dealt_with_once,
    handed_off_once,
    bot_speaks_in_turns,
    answers_keep_the_order,
    bot_is_silent_for_humans,
    answers_are_right,
    final_answer_is_right,
)


def _in_order(what: str, sent: Sequence[Sent]) -> Found:
    for earlier, later in pairwise(sent):
        if later.seq <= earlier.seq:
            yield f"{what} {earlier.seq} and {later.seq} were sent in the other order", later.client_id


def _client_id(conversation: Conversation, seq: int) -> str | None:
    return next((line.client_id for line in conversation.log if line.seq == seq), None)


def _wrong_answer(conversation: Conversation, turn: Turn, lines: Sequence[Line]) -> str | None:
    """What is wrong with the lines of a turn that ended so."""
    spoken = [line for line in lines if line.author == "bot"]
    if turn.outcome in SPOKEN and not spoken:
        return "got no answer"
    if turn.outcome == "apologised" and len(spoken) != 1:
        return f"got {len(spoken)} apologies"
    if twice := [text for text, count in Counter(line.text for line in spoken).items() if count > 1]:
        return f"was answered twice: {twice[0][:80]!r}"
    if turn.outcome in HANDED and not reached_human(conversation, turn):
        return "was handed to nobody"
    if turn.outcome == NOTED and not lines:
        return "got no answer"
    if turn.outcome not in SPOKEN | HANDED | {NOTED}:
        return "has an outcome that is none"
    return None


def reached_human(conversation: Conversation, written: Line | Turn) -> bool:
    """A human had the conversation when it was written, or got it before a later message had its turn."""
    if owner_at(conversation.moves, written) in HUMAN:
        return True
    moves = (move.at for move in conversation.moves if move.at > written.at and move.after in HUMAN)
    human = min(moves, default=None)
    return human is not None and not any(turn.seq > written.seq and turn.at < human for turn in conversation.turns)


def owner_at(moves: Sequence[Move], written: Line | Turn) -> str:
    """Who had the conversation when it was written."""
    before = [move for move in moves if move.at <= written.at]
    return before[-1].after if before else "bot"


def _flows(sent: Sequence[Sent]) -> Iterator[list[Sent]]:
    """Messages that belong together: kinds `track.1`, `track.2`, `track.3` in a row."""
    flow: list[Sent] = []
    for message in sent:
        name, _, step = message.kind.partition(".")
        if step == "1":
            flow = [message]
        elif flow and step and flow[0].kind == f"{name}.1" and int(step) == len(flow) + 1:
            flow = [*flow, message]
        else:
            flow = []
        if len(flow) > 1:
            yield flow
