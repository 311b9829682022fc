"""Whether a script was kept to: what is to be objected to, turn by turn, and the whole dialogue to see why."""

from collections.abc import Iterator
from typing import Any

from tests.conversations.bot import Answer, Played
from tests.conversations.reading import expected

FALLBACK = "nlu_fallback"


def objections(played: Played) -> list[str]:
    """All that is not as the script says, with the turn (from 1) it is in."""
    of_turns = [
        f"turn {number}: {each}"
        for number, answer in enumerate(played.answers, start=1)
        for each in (*_offered(answer, played.answers[: number - 1]), *_turn(answer))
    ]
    trouble = [f"turn {len(played.answers) + 1}: {played.trouble}"] if played.trouble else []
    return [*of_turns, *trouble, *_wish(played), *played.changes]


def dialogue(played: Played) -> str:
    """What was said, and what the engine made of it."""
    script = played.script
    lines = [f"--- {script}"]
    for number, answer in enumerate(played.answers, start=1):
        does = f"taps {answer.turn.taps}" if answer.turn.taps else f"says {answer.turn.says}"
        lines += [f"{number}. {does}", f"     understood: {_understood(answer)}", f"     did: {answer.actions}"]
        for reply in answer.said:
            text = reply["text"].replace("\n", "\n          ")
            lines.append(f"     bot: {text}")
            lines += [f"          [{button['title']}] {button['payload']}" for button in reply.get("buttons", ())]
        lines.append(f"     script: {answer.turn.bot}")
        lines += [f"     app: {reply['custom']}" for reply in answer.replies if reply.get("custom")]
        if task := answer.slots.get("task"):
            lines.append(f"     task: {task.get('name')} asks {task.get('asked')}, knows {task.get('details')}")
    return "\n".join(lines)


def told(played: Played, wrong: list[str]) -> str:
    return "\n".join([dialogue(played), *(f"!!! {each}" for each in wrong)])


def payloads(reply: dict[str, Any]) -> list[str]:
    return [button["payload"] for button in reply.get("buttons", ())]


def _wish(played: Played) -> Iterator[str]:
    """A script shows the wish that it counts for."""
    skill = played.script.skill
    if skill and not any(skill in _wishes(answer) for answer in played.answers):
        yield f"it should show {skill}, and that is never what is understood"


def _wishes(answer: Answer) -> set[str]:
    """What the customer wants: the intent, the likeliest one where there is doubt, the task that goes on."""
    likeliest = [each["name"] for each in answer.ranking if each["name"] != FALLBACK][:1]
    task = answer.slots.get("task") or {}
    return {answer.intent, *likeliest, task.get("name", "")}


def _understood(answer: Answer) -> str:
    ranked = ", ".join(f"{each['name']} {each['confidence']:.2f}" for each in answer.ranking)
    details = ", ".join(f"{each['entity']}={each['value']}" for each in answer.entities)
    return f"{answer.intent} ({ranked}) {details}".rstrip()


def _turn(answer: Answer) -> Iterator[str]:
    turn = answer.turn
    if turn.intent and answer.intent != turn.intent:
        yield f"it is understood as {answer.intent}, not {turn.intent}"
    if turn.bot is None:
        return
    yield from _said(answer, turn.bot)
    if turn.buttons is not None and answer.said and payloads(answer.said[-1]) != turn.buttons:
        yield f"the buttons are {payloads(answer.said[-1])}, not {turn.buttons}"
    if not _is_asked(answer.handoff, turn.handoff):
        yield f"the handoff is {answer.handoff}, not {turn.handoff}"
    if turn.asks != "" and answer.asks != turn.asks:
        yield f"it asks {answer.asks}, not {turn.asks}"
    slots = {name: answer.slots.get(name) for name in turn.slots}
    if slots != turn.slots:
        yield f"the slots are {slots}, not {turn.slots}"


def _is_asked(handoff: dict[str, str] | None, wanted: dict[str, str] | None) -> bool:
    if handoff and wanted and wanted.get("ticket") == "new":
        return bool(handoff.get("ticket")) and handoff == {**wanted, "ticket": handoff["ticket"]}
    return handoff == wanted


def _said(answer: Answer, bot: list[str]) -> Iterator[str]:
    """A text or entry that does not exist is an objection too."""
    try:
        wanted = [expected(notation, answer.spoken) for notation in bot]
    except KeyError as missing:
        yield f"there is no {missing} in {answer.spoken}"
        return
    if len(wanted) != len(answer.said):
        yield f"{len(answer.said)} replies, not {len(wanted)}"
    for notation, want, reply in zip(bot, wanted, answer.said, strict=False):
        if not want.matches(reply):
            yield f"it is not {notation}: {want.text.pattern} {list(want.payloads) or ''}".rstrip()


def _offered(answer: Answer, before: list[Answer]) -> Iterator[str]:
    """A customer can tap only what is there."""
    offered = {payload for earlier in before for reply in earlier.said for payload in payloads(reply)}
    if answer.turn.taps and answer.turn.taps not in offered:
        yield f"{answer.turn.taps} was not offered, but {sorted(offered)}"
