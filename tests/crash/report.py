"""What came out: a table by process and step, and the story of every violation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median

from tests.crash.checker import Violation, answers, reached_human
from tests.crash.history import Conversation, History, Kill
from tests.crash.kills import PAIRS

END = datetime.max.replace(tzinfo=UTC)
Span = tuple[str, datetime, datetime]
"""A message's client id, when it was first sent, and when what came of it was seen by its reader."""


def table(history: History, violations: Sequence[Violation]) -> str:
    """Markdown: by process and step the kills, the messages in flight at them, and the violations.

    A violation stands where its message met its first kill; in the last row are all, those of no message too.
    """
    spans = _spans(history)
    blamed = _blamed(history, violations, spans)
    rows = ["| process | step | kills | messages in flight | violations |", "|---|---|---:|---:|---:|"]
    in_all = 0
    for process, steps in PAIRS.items():
        for step in steps:
            kills = [kill for kill in history.kills if (kill.process, kill.step) == (process, step)]
            met = sum(len(_met(kill, spans.values())) for kill in kills)
            rows.append(f"| {process} | {step} | {len(kills)} | {met} | {blamed[process, step]} |")
            in_all += met
    return "\n".join([*rows, f"| **all** |  | {len(history.kills)} | {in_all} | {len(violations)} |"])


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
    spans = _spans(history)
    told = [_told(history, violation, spans) for violation in violations]
    concerned = {violation.conversation_id for violation in violations}
    logs = [_log(each, history.kills) for each in history.conversations if each.id in concerned]
    return "\n\n".join(["\n".join(told), *logs])


def in_flight(conversation: Conversation) -> Iterator[Span]:
    """From when to when each message was on its way: to the end of time if it was lost."""
    said = answers(conversation)
    seen = {line.seq: line.seen for line in conversation.followed if line.seen}
    lines = {line.seq: line for line in conversation.log}
    for sent in (*conversation.sent, *conversation.replied):
        if sent.seq in said:
            first = min((line.seq for line in said[sent.seq]), default=None)
        else:  # it was for a human, or of one: its own line is what they wait for
            arrived = sent.seq in lines and reached_human(conversation, lines[sent.seq])
            first = sent.seq if arrived else None
        yield sent.client_id, sent.began, seen.get(first or 0, END)


def _met(kill: Kill, spans: Iterable[Span]) -> set[str]:
    return {client_id for client_id, began, ended in spans if began <= kill.at < ended}


def _blamed(history: History, violations: Sequence[Violation], spans: Mapping[str, Span]) -> Counter[tuple[str, str]]:
    """Violations by process and step of the first kill that the message met."""
    blamed: Counter[tuple[str, str]] = Counter()
    for violation in violations:
        span = spans.get(violation.client_id or "")
        if kill := next((kill for kill in history.kills if span and _met(kill, [span])), None):
            blamed[kill.process, kill.step] += 1
    return blamed


def _spans(history: History) -> dict[str, Span]:
    return {span[0]: span for conversation in history.conversations for span in in_flight(conversation)}


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
