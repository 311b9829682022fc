"""How well the language of a message is told: `.venv/engine/bin/python -m bench.languages`.

Measured on the utterances held out in tests/, by the tag of their block: language and script must be right.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.utterances import LANGUAGES, Utterance, read
from sahay.language.identify import identify
from sahay.language.script import script
from sahay.language.tokens import words

HELD_OUT = Path(__file__).parent.parent / "tests" / "engine" / "understanding" / "held_out"
LONG = 3  # words


def main() -> None:
    print(json.dumps(measure(read(HELD_OUT)), indent=2))


def measure(utterances: Iterable[Utterance]) -> dict[str, Any]:
    """Shares of messages whose tag is told right; `*_n` are how many there were.

    `long`: of three words or more, as the first message of a conversation. `changed`: the same, in a conversation in
    each of the four other tags. `short`: of one or two words, in a conversation in their own. A message without
    letters has no language and is left out. `by_language`: `long` and `short` by tag.
    """
    told: defaultdict[str, list[tuple[str, bool]]] = defaultdict(list)
    for text, _, tag in utterances:
        if not script(text):
            continue
        if len(words(text)) < LONG:
            told["short"].append((tag, identify(text, tag).tag == tag))
            continue
        told["long"].append((tag, identify(text).tag == tag))
        told["changed"] += [(tag, identify(text, other).tag == tag) for other in LANGUAGES if other != tag]
    figures: dict[str, Any] = {}
    for name in ("long", "short", "changed"):
        figures |= {name: _share(told[name]), f"{name}_n": len(told[name])}
    figures["by_language"] = {tag: {name: _share(told[name], tag) for name in ("long", "short")} for tag in LANGUAGES}
    return figures


def _share(told: Iterable[tuple[str, bool]], tag: str | None = None) -> float | None:
    """Of those in `tag` that are right; None where there are none."""
    right = [is_right for each, is_right in told if tag in (None, each)]
    return round(sum(right) / len(right), 4) if right else None


if __name__ == "__main__":
    main()
