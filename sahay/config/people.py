"""The section `people:` of `sahay.yml`: how those who work at the desk get in."""

from dataclasses import dataclass

from sahay.config import checks
from sahay.config.setting import setting
from sahay.domain.agent import Role


@dataclass(frozen=True, kw_only=True)
class People:
    """`second_factor` names the roles that cannot do without one, `invitation_days` is how long a link works."""

    second_factor: tuple[str, ...] = setting(checks.several(checks.one_of(*Role)), ())
    invitation_days: int = setting(checks.whole(1), 3)
