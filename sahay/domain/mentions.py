"""Whom a note names: `@[Asha Patel](agent's id)` in its text."""

import re

# Whatever an id is made of, an e-mail address too; 40 is what its column holds.
_MENTION = re.compile(r"@\[[^\]\n]{1,200}\]\(([^\s()\[\]<>]{1,40})\)")


def mentioned(text: str) -> tuple[str, ...]:
    """The ids in the order in which they are named, each once. Whether there are such agents, the caller knows."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))
