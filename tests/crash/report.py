"""What came out: a table by process and step, and the story of every violation."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median

from tests.crash.checker import Violation, answers
from tests.crash.history import Conversation, History, Kill
from tests.crash.kills import PAIRS

Span = tuple[str, datetime, datetime]
"""A message's client id, when it was first sent, and when what came of it was seen by its reader."""


def table(history: History, violations: Sequence[Violation]) -> str:
    """Markdown: kills, messages in flight at them, and violations of messages that were, by process and step."""
    spans = [span for conversation in history.conversations for span in in_flight(conversation)]
    hurt = {violation.client_id for violation in violations}
    rows = ["| process | step | kills | messages in flight | violations |", "|---|---|---:|---:|---:|"]
    totals = [0, 0, 0]
    for process, steps in PAIRS.items():
        for step in steps:
            kills = [kill for kill in history.kills if (kill.process, kill.step) == (process, step)]
            met = [_met(kill, spans) for kill in kills]
            numbers = [len(kills), sum(map(len, met)), sum(len(hurt & ids) for ids in met)]
            totals = [total + number for total, number in zip(totals, numbers, strict=True)]
            rows.append(_row(process, step, numbers))
    rows.append(_row("**all**", "", totals))
    return "\n".join(rows)


def summary(history: History, violations: Sequence[Violation]) -> str:
    """The numbers of a run in a few lines."""
    conversations = history.conversations
    outcomes = [turn.outcome for conversation in conversations for turn in conversation.turns]
    by_outcome = ", ".join(f"{outcomes.count(name)} {name}" for name in sorted(set(outcomes)))
    lines = [
        f"seed {history.seed}: {len(history.kills)} kills, {len(violations)} violations",
        f"customers' messages acknowledged: {sum(len(each.sent) for each in conversations)} ({by_outcome}; "
        "the others a human had)",
        f"agents' messages acknowledged: {sum(len(each.replied) for each in conversations)}",
        f"lines in the logs: {sum(len(each.log) for each in conversations)}",
    ]
    for process in PAIRS:
        seconds = [kill.back_seconds for kill in history.kills if kill.process == process]
        if seconds:
            lines.append(f"{process} back: {median(seconds):.1f} s (median), {max(seconds):.1f} s (longest)")
    return "\n".join(lines)


def stories(history: History, violations: Sequence[Violation]) -> str:
    """Each violation with the kills that its message met, and the logs of the conversations concerned."""
    spans = {span[0]: span for conversation in history.conversations for span in in_flight(conversation)}
    told = [_told(history, violation, spans) for violation in violations]
    concerned = {violation.conversation_id for violation in violations}
    logs = [_log(each, history.kills) for each in history.conversations if each.id in concerned]
    return "\n\n".join(["\n".join(told), *logs])


def in_flight(conversation: Conversation) -> Iterator[Span]:
    """From when to when each message was on its way."""
    said = answers(conversation)
    seen = {line.seq: line.seen for line in conversation.followed if line.seen}
    for sent in (*conversation.sent, *conversation.replied):
        first = min((line.seq for line in said.get(sent.seq, ())), default=sent.seq)
        if first in seen:
            yield sent.client_id, sent.began, seen[first]


def _met(kill: Kill, spans: Sequence[Span]) -> set[str]:
    return {client_id for client_id, began, ended in spans if began <= kill.at < ended}


def _row(process: str, step: str, numbers: Sequence[int]) -> str:
    return f"| {process} | {step} | {' | '.join(map(str, numbers))} |"


def _told(history: History, violation: Violation, spans: dict[str, Span]) -> str:
    span = spans.get(violation.client_id or "")
    kills = [f"{kill.process} at {kill.step}" for kill in history.kills if span and _met(kill, [span])]
    where = f" in {violation.conversation_id}" if violation.conversation_id else ""
    met = f" (killed meanwhile: {', '.join(kills)})" if kills else ""
    return f"VIOLATION of {violation.rule}{where}, seed {history.seed}: {violation.detail}{met}"


def _log(conversation: Conversation, kills: Sequence[Kill]) -> str:
    """The log with the kills, the turns and the changes of owner between its lines."""
    turns = {turn.seq: turn for turn in conversation.turns}
    events = [
        (line.at, f"{line.seq:4} {line.author:9}{line.text[:100]!r}{_fate(line.seq, turns)}")
        for line in conversation.log
    ]
    events += [(move.at, f"     -- {move.action}: now {move.after}") for move in conversation.moves]
    events += [(kill.at, f"     ** {kill.process} killed at {kill.step}") for kill in kills]
    lines = [f"{at:%H:%M:%S.%f} {text}" for at, text in sorted(events)]
    return "\n".join([f"the log of {conversation.id}:", *lines])


def _fate(seq: int, turns: dict) -> str:
    return f" [{turns[seq].outcome} {turns[seq].at:%H:%M:%S.%f}]" if seq in turns else ""
