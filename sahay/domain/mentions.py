"""Whom a note names: `@[Asha Patel](agent's id)` in its text."""

import re

_MENTION = re.compile(r"@\[[^\]\n]{1,200}\]\(([A-Za-z0-9_-]{1,40})\)")


def mentioned(text: str) -> tuple[str, ...]:
    """The ids in the order in which they are named, each once. Whether there are such agents, the caller knows."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))
