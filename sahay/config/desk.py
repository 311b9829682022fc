"""The section `desk:` of `sahay.yml`: the people at the desk, and how conversations come to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.setting import setting
from sahay.domain.conversation import Reason
from sahay.domain.priority import Priority

_topic = checks.shaped(r"[a-z][a-z_]*", "must be the name of a wish, as track_order")
_team = checks.shaped(r"[a-z][a-z0-9_-]{0,39}", "must be a short name of small letters, as payments")
_word = checks.shaped(r"[a-z][a-z0-9_]{0,39}", "must be a word of small letters, as solved")
_reason = checks.one_of(*Reason)


def _priority(value: Any) -> Priority:
    return Priority(checks.one_of(*Priority)(value))


def _topics(value: Any) -> tuple[str, ...]:
    """What a team says of itself: {topics: [...]}."""
    if not isinstance(value, dict) or set(value) != {"topics"}:
        raise checks.refuse("must be a team's topics, as {topics: [track_order]}", value)
    topics: tuple[str, ...] = checks.several(_topic)(value["topics"])
    return topics


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`teams` has the topics of each, and a topic one team. `priority_of_reasons` and `priority_of_topics` say how
    urgent a conversation is at least; `next_steps` are the wishes with which an agent may let the bot go on."""

    teams: Mapping[str, tuple[str, ...]] = setting(checks.named(_team, _topics), default_factory=dict)
    assignment: str = setting(checks.one_of("manual", "offer", "automatic"), "manual")
    offer_seconds: int = setting(checks.whole(5), 30)
    away_minutes: int = setting(checks.whole(2), 3)
    give_back_minutes: int = setting(checks.whole(2), 10)
    language_patience_minutes: int = setting(checks.whole(0), 3)
    reopen: str = setting(checks.one_of("bot", "agent"), "bot")
    reopen_hours: int = setting(checks.whole(1), 24)
    resolve_reasons: tuple[str, ...] = setting(
        checks.several(_word), ("solved", "information", "cannot_be_solved", "no_answer", "duplicate", "spam")
    )
    priority_of_reasons: Mapping[str, Priority] = setting(
        checks.named(_reason, _priority),
        default_factory=lambda: {
            "verification_exhausted": Priority.HIGH,
            "action_failed": Priority.HIGH,
            "not_solved": Priority.HIGH,
        },
    )
    priority_of_topics: Mapping[str, Priority] = setting(checks.named(_topic, _priority), default_factory=dict)
    next_steps: tuple[str, ...] = setting(
        checks.several(_topic),
        ("track_order", "cancel_order", "change_order", "return_product", "track_refund", "payment_issue", "complaint"),
    )

    def __post_init__(self) -> None:
        if self.give_back_minutes < self.away_minutes:
            raise Invalid(
                f"must not be less than away_minutes ({self.away_minutes}), but is {self.give_back_minutes}",
                "give_back_minutes",
            )
        topics = [topic for team in self.teams.values() for topic in team]
        if twice := sorted({topic for topic in topics if topics.count(topic) > 1}):
            raise Invalid(f"must give each topic to one team, but {twice[0]} has several", "teams")
