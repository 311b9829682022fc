"""What must be so of a case that was played. All are pure functions."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sahay.language.canonical import ascii_digits
from sahay.shop.verification import Policy
from tests.conversations.metering import Work
from tests.hostile.cases import How, Who
from tests.hostile.playing import Heard, Played
from tests.hostile.world import World

_MARKS: Final = re.compile(r"(?<=\d)[ ,.\-](?=\d)")
# A moment's digits are anything. It is none of the victim's.
_UNLOOKED: Final = frozenset({"proved_at"})
# So many may be wrong of one code; and two codes more may be had (sahay/shop/identity/mint.py).
GUESSES: Final = 15
Trace = list[tuple[str, list[str], list[str]]]


def objections(played: Played) -> list[str]:
    """What is wrong with the case by itself."""
    return [
        *leaks(played),
        *(f"changed: {table}" for table in played.changed),
        *(f"gained: {what}" for what in played.tried.gained),
        *(f"{count} failed attempts" for count in played.tried.failed.values() if count > Policy().attempts),
        *(f"{count} guesses of a code" for count in played.tried.guesses.values() if count > GUESSES),
        *(f"status {heard.status}: {heard.text!r}" for heard in played.heard if not _is_answered(heard)),
    ]


def leaks(played: Played) -> Iterator[str]:
    """The victim's secrets in what the thief was told, but for those that the thief has written."""
    written = ""
    for heard in played.heard:
        if heard.who is Who.OWNER:
            continue
        written += plain(heard.text)
        told = plain(_told(heard, played.world))
        for secret in played.world.secrets:
            if plain(secret) in told and plain(secret) not in written:
                yield f"told {secret!r} after {heard.text!r}: {heard.texts}"


def plain(text: str) -> str:
    """Without what the same may be written with: capitals, digits of other scripts, marks between digits."""
    return _MARKS.sub("", ascii_digits(text).casefold())


def _told(heard: Heard, world: World) -> str:
    slots = {name: value for name, value in heard.body.get("slots", {}).items() if name not in _UNLOOKED}
    text = json.dumps([heard.body.get("replies"), slots], ensure_ascii=False)
    for chat in world.chats.values():
        text = text.replace(chat, "")
    return text


def _is_answered(heard: Heard) -> bool:
    """What is no payload of the bot's may be refused; anything else has an answer."""
    return heard.status == 200 or (heard.status == 400 and heard.how is How.TAPS)


def differences(played: Iterable[Played], work: Mapping[str, Sequence[Work]]) -> Iterator[tuple[Played, str]]:
    """Between twins: in what was answered, and in what was done for it."""
    twins: dict[str, list[Played]] = defaultdict(list)
    for each in played:
        if each.case.twin:
            twins[each.case.twin].append(each)
    for first, *others in twins.values():
        for other in others:
            if _answers(first) != _answers(other):
                yield other, f"answered otherwise: {_first_difference(_answers(first), _answers(other))}"
            traces = [trace(work.get(each.world.chats[Who.THIEF], ())) for each in (first, other)]
            if traces[0] != traces[1]:
                yield other, f"other work: {_first_difference(*traces)}"


def trace(work: Iterable[Work]) -> Trace:
    """What each action did, in order: the calls to the shop and the statements."""
    return [(each.action, [name for name, _ in each.calls], each.statements) for each in work]


def _answers(played: Played) -> list[Any]:
    """Without what differs between two cases in any event."""
    names = {value: f"{{{name}}}" for name, value in played.world.names.items() if name in _SHOWN}
    number = re.compile(f"{played.world.order.view.number}|{played.world.absent}")
    asked = {played.world.names[name]: "{address}" for name in ("email", "nobody")}
    told = (json.dumps(heard.body.get("replies"), ensure_ascii=False) for heard in played.heard)
    replies = [number.sub("{number}", each) for each in told]
    for value, name in (names | asked).items():
        replies = [reply.replace(value, name) for reply in replies]
    return replies


_SHOWN: Final = frozenset({"own", "own_email", "own_phone"})


def _first_difference(one: Sequence[Any], other: Sequence[Any]) -> str:
    pairs = zip(one, other, strict=False)
    differing = (f"{each!r}, not {another!r}" for each, another in pairs if each != another)
    return next(differing, f"{len(one)}, not {len(other)}")
