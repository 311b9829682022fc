"""Who has which conversation before them, and who types there: known for as long as their consoles say so."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sahay.flow.hub import Viewing

# A console says so every ten seconds; one that is silent for longer than two such is gone.
LIFE = timedelta(seconds=25)


@dataclass(frozen=True, slots=True)
class _Sign:
    name: str
    typing: bool
    until: datetime


@dataclass
class Presence:
    """The signs by conversation and agent."""

    signs: dict[str, dict[str, _Sign]] = field(default_factory=dict)

    def note(self, viewing: Viewing, now: datetime) -> bool:
        """Whether others would see a difference."""
        before = self.view(viewing.conversation_id)
        here = self.signs.setdefault(viewing.conversation_id, {})
        if viewing.here:
            here[viewing.agent_id] = _Sign(viewing.name, viewing.typing, now + LIFE)
        else:
            here.pop(viewing.agent_id, None)
        self._tidy(viewing.conversation_id)
        return self.view(viewing.conversation_id) != before

    def expire(self, now: datetime) -> list[str]:
        """Forget who has been silent; gives the conversations that they were in."""
        emptied = [
            (conversation_id, agent_id)
            for conversation_id, here in self.signs.items()
            for agent_id, sign in here.items()
            if sign.until <= now
        ]
        for conversation_id, agent_id in emptied:
            del self.signs[conversation_id][agent_id]
        changed = list(dict.fromkeys(conversation_id for conversation_id, _ in emptied))
        for conversation_id in changed:
            self._tidy(conversation_id)
        return changed

    def view(self, conversation_id: str) -> list[dict[str, Any]]:
        """`[{"id", "name", "typing"}]`, by name."""
        here = self.signs.get(conversation_id, {})
        agents = [{"id": agent_id, "name": sign.name, "typing": sign.typing} for agent_id, sign in here.items()]
        return sorted(agents, key=lambda agent: (agent["name"], agent["id"]))

    def _tidy(self, conversation_id: str) -> None:
        if not self.signs.get(conversation_id, True):
            del self.signs[conversation_id]
