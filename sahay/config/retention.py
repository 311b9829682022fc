"""The section `retention:` of `sahay.yml`: for how many days what is kept. What is older is deleted each night."""

from dataclasses import dataclass

from sahay.config import checks
from sahay.config.setting import setting


@dataclass(frozen=True, kw_only=True)
class Retention:
    """Days since a conversation was last written in (`messages`, `files`, `trackers`: the bot's memory of it), since a
    customer tried to prove an order (`verification_attempts`), since something was done (`audit`)."""

    messages: int = setting(checks.whole(1), 730)
    files: int = setting(checks.whole(1), 365)
    trackers: int = setting(checks.whole(1), 90)
    verification_attempts: int = setting(checks.whole(2), 30)  # what is younger than a day still counts
    audit: int = setting(checks.whole(30), 1095)
