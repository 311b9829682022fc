"""The rules by which the bot answers: which of them a turn followed."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sahay.config import ROOT
from sahay.config.yaml_file import safe_load
from sahay.domain.work import Turn

FOLDER = ROOT / "data" / "rules"

# (intent, the first action that follows) -> the rule's name.
Rules = Mapping[tuple[str, str], str]


@cache
def known_rules() -> Rules:
    """Read once: a changed rule is a new model, and the app starts anew with it."""
    files = [safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))]
    return read_rules(rule for file in files for rule in file.get("rules", ()))


def read_rules(rules: Iterator[Mapping[str, Any]]) -> Rules:
    """Those that begin with an intent; the first of two that begin alike counts."""
    found: dict[tuple[str, str], str] = {}
    for rule in rules:
        first, *rest = rule["steps"]
        action = next((step["action"] for step in rest if "action" in step), None)
        for step in first.get("or", [first]):
            if action and "intent" in step:
                found.setdefault((step["intent"], action), rule["rule"])
    return found


def rule_of(turn: Turn, rules: Rules) -> str | None:
    """The name of the rule that answered; None where none began with what was understood, as inside a form."""
    names = (rules.get((turn.intent or "", action)) for action in turn.actions)
    return next((name for name in names if name), None)
