"""The section `service_levels:` of `sahay.yml`: by when customers are to be served."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.setting import setting
from sahay.domain.priority import Priority

_MEASURES = ("first_response", "next_response", "resolution")
_minutes = checks.named(checks.one_of(*Priority), checks.whole(1))


def _target(low: int, normal: int, high: int, urgent: int) -> Any:
    """Minutes by priority, unless the file has others."""
    return setting(
        _minutes,
        default_factory=lambda: dict(zip(map(str, Priority), (low, normal, high, urgent), strict=True)),
    )


@dataclass(frozen=True, kw_only=True)
class ServiceLevels:
    """Minutes of opening hours, by priority (`sahay.domain.service_level`). `warn_at_percent` of a target one warns."""

    first_response: Mapping[str, int] = _target(240, 60, 30, 10)
    next_response: Mapping[str, int] = _target(480, 120, 60, 20)
    resolution: Mapping[str, int] = _target(2400, 1200, 480, 240)
    warn_at_percent: int = setting(checks.whole(1), 80)

    def __post_init__(self) -> None:
        for measure in _MEASURES:
            if missing := [priority for priority in Priority if priority not in getattr(self, measure)]:
                raise Invalid(f"must say it for {' and '.join(missing)} too", measure)
        if self.warn_at_percent > 100:
            raise Invalid(f"must be 100 or less, not {self.warn_at_percent}", "warn_at_percent")
