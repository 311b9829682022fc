"""What must be so of a run, however often the app died: a pure function over what was recorded."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Each answer names its question at its beginning and at its end, which may be in different parts.
_MARK = re.compile(r"<(\d+\.\d+)[ab]>")
ARRIVED = frozenset({"sent", "delivered", "read"})
KNOWN = ARRIVED | {"unknown", "failed"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log; `delivery` as the desk shows it."""

    author: str
    text: str
    delivery: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """`groups` are the texts that the customer wrote, side by side within one; `log` is the database's, `desk` what the
    desk's API shows, `has` what the provider accepted for them. `left` is what still waits or failed on its way in."""

    number: int
    channel: str
    groups: tuple[tuple[str, ...], ...]
    log: tuple[Line, ...]
    desk: tuple[Line, ...]
    has: tuple[str, ...]
    left: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    rule: str
    number: int
    detail: str


Found = Iterator[str]


def check(runs: Sequence[Run]) -> list[Violation]:
    return [Violation(rule.__name__, run.number, detail) for run in runs for rule in RULES for detail in rule(run)]


def no_webhook_is_refused(run: Run) -> Found:
    yield from run.faults


def nothing_is_left(run: Run) -> Found:
    """Every update was applied, and every message of ours has come to an end."""
    yield from run.left
    for line in _ours(run):
        if line.delivery not in KNOWN:
            yield f"{line.text[:20]!r} is {line.delivery}"


def each_message_is_kept_once(run: Run) -> Found:
    said = [line.text for line in run.log if line.author == "customer"]
    wrote = [text for group in run.groups for text in group]
    for text in {*said, *wrote}:
        if said.count(text) != wrote.count(text):
            yield f"{text!r} is in the log {said.count(text)} times, and was written {wrote.count(text)} times"


def messages_are_in_order(run: Run) -> Found:
    """What was written side by side may stand either way."""
    said = [line.text for line in run.log if line.author == "customer"]
    places = [[said.index(text) for text in group if text in said] for group in run.groups]
    for before, after in pairwise(places):
        if before and after and max(before) > min(after):
            yield f"the log has {said}"


def each_message_is_answered_once(run: Run) -> Found:
    """In the order in which they stand in the log, after the welcome. An apology is the answer of an engine that could
    not be asked; the summary counts them."""
    asked = [text.partition("]")[0].lstrip("[") for text in _by(run, "customer")]
    answered = answers(run)
    if len(asked) != len(answered) or any(told not in (mark, None) for mark, told in zip(asked, answered, strict=True)):
        yield f"asked {asked}, answered {answered}"


def answers(run: Run) -> list[str | None]:
    """Which question each line of the bot's answers; None for an apology."""
    found = [_MARK.match(text) for text in _by(run, "bot")[1:]]
    return [match and match[1] for match in found]


def nothing_is_accepted_twice(run: Run) -> Found:
    for part, times in Counter(_parts(run)).items():
        if (count := _count(run, part)) > times:
            yield f"{part!r} was accepted {count} times, and said {times} times"


def nothing_is_lost_in_silence(run: Run) -> Found:
    """What the desk shows as sent, the provider has; of what it has not, the desk shows that."""
    for line in _ours(run):
        missing = [part for part in _parts_of(line) if not _count(run, part)]
        if missing and line.delivery in ARRIVED:
            yield f"{missing} is shown as {line.delivery}, and was never accepted"


def accepted_in_order(run: Run) -> Found:
    had = "\n".join(run.has)
    places = [had.index(part) for part in _parts(run) if _count(run, part) == 1]
    if places != sorted(places):
        yield "what was accepted is in another order than the log"


def desk_sees_the_log(run: Run) -> Found:
    if [(line.author, line.text) for line in run.desk] != [(line.author, line.text) for line in run.log]:
        yield f"the log has {len(run.log)} lines, the desk {len(run.desk)}, and they are not the same"
    if [line.delivery for line in run.desk] != [line.delivery for line in run.log]:
        yield "the desk shows another state of what was sent than the outbox has"


RULES = (
    no_webhook_is_refused,
    nothing_is_left,
    each_message_is_kept_once,
    messages_are_in_order,
    each_message_is_answered_once,
    nothing_is_accepted_twice,
    nothing_is_lost_in_silence,
    accepted_in_order,
    desk_sees_the_log,
)


def _by(run: Run, author: str) -> list[str]:
    return [line.text for line in run.log if line.author == author]


def _ours(run: Run) -> list[Line]:
    return [line for line in run.desk if line.author != "customer"]


def _parts(run: Run) -> list[str]:
    return [part for line in _ours(run) for part in _parts_of(line)]


def _parts_of(line: Line) -> list[str]:
    """What tells its parts apart."""
    return [match[0] for match in _MARK.finditer(line.text)] or [line.text.partition("\n")[0]]


def _count(run: Run, part: str) -> int:
    return sum(text.count(part) for text in run.has)
