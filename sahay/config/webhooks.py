"""The section `webhooks:` of `sahay.yml`: where events may be sent, and how long their delivery is remembered."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

from sahay.config import checks
from sahay.config.setting import setting


@dataclass(frozen=True, kw_only=True)
class Webhooks:
    """`allowed_networks` are those that are not public and that webhooks may reach all the same: a service of one's
    own in the same network. The delivery log is kept for `keep_days`."""

    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = setting(checks.several(checks.network), ())
    timeout_seconds: float = setting(checks.seconds, 10.0)
    keep_days: int = setting(checks.whole(1), 30)
