"""`python -m tests.conversations.coverage [WISH ...]`: which wishes the scripts show, in which outcome and language.

Every routine wish that is a task (actions/tasks.py) is shown in English in all its OUTCOMES, but for those that are
EXEMPT, and done in each other language; a wish that the knowledge base answers is shown answered in all of them.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import yaml

from actions.tasks import TASKS
from sahay.config import ROOT
from sahay.language.tag import TAGS
from tests.conversations.script import Outcome, Script, read_scripts

ENGLISH: Final = "en"
OTHERS: Final = tuple(tag for tag in TAGS if tag != ENGLISH)
OUTCOMES: Final = (
    Outcome.DONE,
    Outcome.REFUSED,
    Outcome.WRONG_DETAILS,
    Outcome.INTERRUPTED,
    Outcome.CORRECTED,
    Outcome.LEFT,
    Outcome.FAILURE,
)

# Why an outcome cannot be.
TOLD = "it is only told, and there is always something to tell"
PUBLIC = "it is for everybody to know"
OURS = "Sahay keeps it itself, and asks the shop's system for nothing"
NEW = "who has no account yet proves nothing"
TAKEN_IN = "whatever the customer says is taken in"
ONE_ANSWER = "there is one question, and the answer to it ends the task"
ANYBODY = "anybody may say what they think, and need not prove who they are"

EXEMPT: Final[Mapping[str, Mapping[Outcome, str]]] = {
    "track_order": {Outcome.REFUSED: TOLD},
    "track_refund": {Outcome.REFUSED: TOLD},
    "payment_issue": {Outcome.REFUSED: TOLD},
    "delivery_options": {Outcome.WRONG_DETAILS: PUBLIC, Outcome.CORRECTED: ONE_ANSWER},
    "delivery_period": {Outcome.WRONG_DETAILS: PUBLIC, Outcome.CORRECTED: ONE_ANSWER},
    "product_question": {
        Outcome.REFUSED: TOLD,
        Outcome.WRONG_DETAILS: PUBLIC,
        Outcome.CORRECTED: ONE_ANSWER,
    },
    "offers": {Outcome.REFUSED: TOLD},
    "check_payment_methods": {Outcome.REFUSED: TOLD, Outcome.WRONG_DETAILS: PUBLIC},
    "check_refund_policy": {Outcome.REFUSED: TOLD, Outcome.WRONG_DETAILS: PUBLIC},
    "create_account": {Outcome.WRONG_DETAILS: NEW},
    "registration_problems": {Outcome.REFUSED: TAKEN_IN, Outcome.WRONG_DETAILS: NEW},
    "recover_password": {Outcome.REFUSED: "who asks is not told whether the address has an account"},
    "delete_account": {Outcome.REFUSED: TAKEN_IN},
    "complaint": {
        Outcome.REFUSED: TAKEN_IN,
        Outcome.WRONG_DETAILS: ANYBODY,
        Outcome.CORRECTED: ONE_ANSWER,
        Outcome.FAILURE: OURS,
    },
    "review": {Outcome.REFUSED: TAKEN_IN, Outcome.WRONG_DETAILS: ANYBODY},
    "contact_customer_service": dict.fromkeys(OUTCOMES[1:5], PUBLIC),
    "store_info": dict.fromkeys(OUTCOMES[1:5], PUBLIC),
    "undo": {
        Outcome.WRONG_DETAILS: "only what was done in this conversation is undone",
        Outcome.CORRECTED: ONE_ANSWER,
    },
}


@dataclass(frozen=True, order=True)
class Cell:
    """One thing that a script may show."""

    skill: str
    outcome: Outcome
    language: str

    def __str__(self) -> str:
        return f"{self.skill}: {self.outcome} ({self.language})"


def routine_wishes() -> list[str]:
    """The intents that begin a task or are answered from the knowledge base, as data/rules/tasks.yml lists them."""
    rules = yaml.safe_load((ROOT / "data" / "rules" / "tasks.yml").read_text("utf-8"))["rules"]
    steps = next(
        rule["steps"] for rule in rules if any(step.get("action") == "action_begin_task" for step in rule["steps"])
    )
    return [each["intent"] for each in steps[0]["or"]]


def wanted(wishes: Iterable[str], tasks: Collection[str]) -> Iterator[Cell]:
    """What has to be shown."""
    for wish in wishes:
        if wish not in tasks:
            yield from (Cell(wish, Outcome.ANSWERED, language) for language in TAGS)
            continue
        exempt = EXEMPT.get(wish, {})
        yield from (Cell(wish, outcome, ENGLISH) for outcome in OUTCOMES if outcome not in exempt)
        yield from (Cell(wish, Outcome.DONE, language) for language in OTHERS)


def shown(scripts: Iterable[Script]) -> Counter[Cell]:
    """How many scripts show what."""
    return Counter(
        Cell(script.skill, outcome, script.language)
        for script in scripts
        if script.skill
        for outcome in script.outcomes
    )


def gaps(wishes: Collection[str]) -> list[Cell]:
    there = shown(read_scripts())
    return [cell for cell in wanted(wishes, TASKS) if not there[cell]]


def table(wishes: Collection[str]) -> Iterator[str]:
    """A row a wish: how many scripts show it in English by outcome, and in the other languages; `!` is a gap."""
    there, needed = shown(read_scripts()), set(wanted(wishes, TASKS))
    outcomes = (*OUTCOMES, Outcome.PERSON, Outcome.ANSWERED)
    yield _row("", [*outcomes, *OTHERS])
    for wish in wishes:
        main = Outcome.DONE if wish in TASKS else Outcome.ANSWERED
        cells = [*(Cell(wish, each, ENGLISH) for each in outcomes), *(Cell(wish, main, each) for each in OTHERS)]
        yield _row(wish, [str(there[cell] or ("!" if cell in needed else ".")) for cell in cells])


def _row(name: str, columns: list[str]) -> str:
    return " ".join([f"{name:24}", *(f"{column:>13}" for column in columns)])


def main() -> None:
    wishes = sys.argv[1:] or routine_wishes()
    missing, needed = gaps(wishes), list(wanted(wishes, TASKS))
    print("\n".join(table(wishes)))
    print(f"\n{len(read_scripts())} scripts; {len(needed) - len(missing)} of {len(needed)} are shown")
    print("\n".join(f"gap: {cell}" for cell in missing))
    sys.exit(bool(missing))


if __name__ == "__main__":
    main()
