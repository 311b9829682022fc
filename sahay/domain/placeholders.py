"""What a canned response leaves open until it is used: `{customer}`, `{order}`, `{agent}`, `{shop}`."""

import re

PLACEHOLDERS = ("customer", "order", "agent", "shop")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


def unknown(text: str) -> tuple[str, ...]:
    """What stands in braces and is none of them, as it is written; a brace without its other one too."""
    return tuple(found[0] for found in _BRACES.finditer(text) if found[1] not in PLACEHOLDERS)
