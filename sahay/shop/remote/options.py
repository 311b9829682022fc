"""The settings of a shop that is asked over HTTP: `backend:` with `kind: http` in sahay.yml."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.sections import setting

TOKEN = "SAHAY_BACKEND_TOKEN"  # noqa: S105
"""The environment's variable with the bearer token."""


@dataclass(frozen=True, kw_only=True)
class HttpOptions:
    """Where the shop is, and how patiently it is asked.

    `timeout_seconds` is for one try, `budget_seconds` for all tries of a question and their pauses together: a customer
    waits. `retry_seconds` are the pauses, shortened at random so that not everybody comes back at once.
    """

    url: str = setting(checks.url)
    connect_seconds: float = setting(checks.seconds, 1.0)
    timeout_seconds: float = setting(checks.seconds, 2.5)
    budget_seconds: float = setting(checks.seconds, 3.0)
    retry_seconds: tuple[float, ...] = setting(checks.several(checks.seconds), (0.1, 0.4))
    breaker_failures: int = setting(checks.whole(1), 5)
    breaker_reset_seconds: float = setting(checks.seconds, 5.0)
    answer_bytes: int = setting(checks.whole(1), 2_000_000)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not is_loopback(self.url):
            raise Invalid("must begin with https://, because the token and customers' data go there", "url")
        if parts.username or parts.query or parts.fragment:
            raise Invalid("must be an address without user, query and fragment", "url")
        if self.timeout_seconds > self.budget_seconds:
            raise Invalid(f"must not be more than budget_seconds ({self.budget_seconds:g})", "timeout_seconds")


def is_loopback(url: str) -> bool:
    """Whether the address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
