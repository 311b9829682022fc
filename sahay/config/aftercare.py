"""The section `aftercare:` of `sahay.yml`: what customers are asked when a person has resolved their matter."""

from dataclasses import dataclass

from sahay.config import checks
from sahay.config.setting import setting


@dataclass(frozen=True, kw_only=True)
class Aftercare:
    """`rating`: how it was, so many minutes later; `follow_up`: whether it is solved, so many days later. Not for what
    was resolved with one of the reasons `not_after`. A conversation's transcript goes out by e-mail so many times a
    day at most."""

    rating: bool = setting(checks.switch, True)
    rating_after_minutes: int = setting(checks.whole(0), 1)
    follow_up: bool = setting(checks.switch, True)
    follow_up_after_days: int = setting(checks.whole(1), 3)
    not_after: tuple[str, ...] = setting(checks.several(checks.line), ("spam", "duplicate", "no_answer"))
    transcripts_per_day: int = setting(checks.whole(0), 3)
