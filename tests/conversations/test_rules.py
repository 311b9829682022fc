"""Every rule is written down rightly, and played in some script."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from sahay.config import ROOT
from sahay.launch.service import ENGINE_PYTHON
from tests.conversations.bot import Answer, Bot
from tests.conversations.script import read_scripts

FORM = "task_form"
# Only buttons say them, so they have no utterances, and no message is ever taken for them.
BUTTONS = "ask_faq|rate_answer|undo"
KNOWN = re.compile(
    rf"The intent '({BUTTONS})' is listed in the domain file, but is not found in the NLU training data\.$"
)


@dataclass(frozen=True)
class Rule:
    """`intent` is None for a rule that follows from what the form did."""

    name: str
    in_form: bool
    intent: str | None
    actions: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} ({self.intent})"

    def is_played_in(self, answer: Answer) -> bool:
        if self.intent is None:
            return any(self._begins(answer.actions[at:]) for at in range(len(answer.actions)))
        of_intent = (answer.intent, answer.was_in_form) == (self.intent, self.in_form)
        return of_intent and self._begins(answer.actions)

    def _begins(self, actions: list[str]) -> bool:
        return tuple(actions[: len(self.actions)]) == self.actions


def read_rules() -> Iterator[Rule]:
    for file in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for raw in yaml.safe_load(file.read_text("utf-8"))["rules"]:
            steps = raw["steps"]
            for intent in _intents(steps):
                yield Rule(
                    name=raw["rule"],
                    in_form={"active_loop": FORM} in raw.get("condition", []),
                    intent=intent,
                    actions=tuple(step["action"] for step in steps if "action" in step),
                )


def _intents(steps: list[dict[str, Any]]) -> list[str | None]:
    """The intents that a rule begins with, each of which must be played."""
    first = steps[0]
    return [each["intent"] for each in first["or"]] if "or" in first else [first.get("intent")]


RULES = list(read_rules())


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("rule", RULES, ids=str)
async def test_every_rule_is_played(bot: Bot, rule: Rule):
    answers = [answer for script in read_scripts() for answer in (await bot.play(script)).answers]

    assert any(rule.is_played_in(answer) for answer in answers)


def test_the_project_is_valid_without_a_warning():
    command = (
        *(str(ENGINE_PYTHON), "-m", "components.launcher", "data", "validate"),
        *("--config", "config.yml", "--domain", "domain.yml", "--data", "data/nlu", "data/rules"),
    )

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    said = [line for line in (done.stdout + done.stderr).splitlines() if not KNOWN.search(line)]
    assert not [line for line in said if re.search(r"warn|error|conflict", line, re.IGNORECASE)]
