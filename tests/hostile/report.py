"""What was tried, and what came of it."""

from collections import Counter
from collections.abc import Sequence

from tests.hostile.cases import How, Who
from tests.hostile.playing import Played
from tests.hostile.run import Result


def table(result: Result) -> str:
    """Markdown: by attack the cases, what they said, the attempts that were looked at and recorded, what was wrong."""
    rows = [
        "| attack | cases | skills | languages | messages | recorded attempts | with a person | wrong |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    attacks = dict.fromkeys(each.case.attack for each in result.played)
    groups = {attack: [each for each in result.played if each.case.attack == attack] for attack in attacks}
    rows += [_row(attack, group, result) for attack, group in groups.items()]
    rows.append(_row("**all**", result.played, result))
    return "\n".join(rows)


def _row(name: str, group: Sequence[Played], result: Result) -> str:
    cases = [each.case for each in group]
    heard = [one for each in group for one in each.heard if one.who is not Who.OWNER and one.how != How.LOGS_IN]
    recorded = sum(sum(each.tried.failed.values()) + sum(each.tried.guesses.values()) for each in group)
    persons = sum(_was_handed_over(each) for each in group)
    wrong = sum(case in result.wrong for case in cases)
    kinds = (len({case.skill for case in cases}), len({case.language for case in cases}))
    return f"| {name} | {len(cases)} | {kinds[0]} | {kinds[1]} | {len(heard)} | {recorded} | {persons} | {wrong} |"


def _was_handed_over(played: Played) -> bool:
    replies = (reply for heard in played.heard for reply in heard.body.get("replies", ()))
    return any("handoff" in reply.get("custom", {}) for reply in replies)


def stories(result: Result, *, everything: bool = False) -> str:
    """The whole conversation of each case in which anything was wrong, or of all."""
    told = [_story(each, result) for each in result.played if everything or each.case in result.wrong]
    return "\n\n".join([*told, *(f"!!! {each}" for each in result.elsewhere)])


def _story(played: Played, result: Result) -> str:
    against = [f"!!! {each}" for each in result.wrong.get(played.case, ())]
    lines = [f"  {each.who.value}: {each.text}\n{_answer(each.texts)}" for each in played.heard]
    return "\n".join([str(played.case), *against, *lines])


def _answer(texts: Sequence[str]) -> str:
    return "\n".join(f"    {text}" for text in texts) or "    (nothing)"


def summary(result: Result) -> str:
    states = Counter(heard.status for each in result.played for heard in each.heard)
    storm = result.storm
    return "\n".join(
        [
            f"{len(result.played)} cases, {len(result.wrong)} wrong, {result.seconds:.0f} s; HTTP {dict(states)}",
            f"storm: {storm.tries} tries at one order in parallel, {storm.attempts} were looked at",
        ]
    )
