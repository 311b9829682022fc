"""The scripts: conversations with the bot, written down as YAML.

- conversation: what it shows
  language: hi                        # en if it is left out
  turns:
    - says: मेरा ऑर्डर कहाँ है           # what the customer writes...
      bot: [utter_ask_order_number]   # ...and all that the bot says to it, in order
    - taps: /contact_human_agent      # or a button: one that the bot offered in this conversation
      bot: [utter_handoff]
      handoff: {reason: requested}    # what the app is asked for; if it is left out, nothing

What the bot says is a key of data/responses, `faq:` and a key of data/faq, or `/a regular expression/`. When the bot
changes the language, its answer and what follows is read in that one. A turn may
also have `buttons` (the payloads of its last reply, in order), `slots` (some of those after it; null: not set),
`asks` (the question of the task that waits now; null: none), and a `language` that the customer changes to.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True, kw_only=True)
class ScriptedTurn:
    """What the customer does (`says` or `taps`), and what follows."""

    bot: list[str]
    says: str | None = None
    taps: str | None = None
    language: str | None = None
    buttons: list[str] | None = None
    slots: dict[str, str | None] = field(default_factory=dict)
    asks: str | None = ""
    handoff: dict[str, str] | None = None

    def __post_init__(self) -> None:
        if (self.says is None) == (self.taps is None):
            raise ValueError(f"a turn must have one of `says` and `taps`: {self}")

    @property
    def message(self) -> str:
        return self.says or self.taps or ""


@dataclass(frozen=True, kw_only=True)
class Script:
    conversation: str
    turns: tuple[ScriptedTurn, ...]
    language: str = "en"
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.conversation} ({self.language})"


def read_scripts() -> list[Script]:
    """All of them. Raises TypeError for a field that does not exist, or is missing."""
    documents = ((file.stem, yaml.safe_load(file.read_text("utf-8"))) for file in sorted(SCRIPTS.glob("*.yml")))
    return [_script(raw, name) for name, document in documents for raw in document]


def _script(raw: dict[str, Any], file: str) -> Script:
    turns = tuple(ScriptedTurn(**turn) for turn in raw.pop("turns"))
    return Script(turns=turns, file=file, **raw)
